"""Near-duplicates on a page of hits, put under the best of them when that is asked for."""

from __future__ import annotations

import pytest

from index.search import Search, SearchParams
from tests.index.query.corpus import TODAY, article
from tests.index.shelf import over

WIRE = (
    "Chiều nay đoàn kiểm tra của tỉnh làm việc tại cảng cá Vàm Rạch về chống khai thác hải sản trái phép. "
    "Toàn tỉnh còn mười bảy tàu chưa lắp thiết bị giám sát hành trình, chủ yếu là tàu hỏng, nằm bờ lâu ngày. "
    "Đoàn yêu cầu xóa đăng ký các tàu này trước cuối tháng và xử phạt hai chủ tàu tắt máy giữa biển."
)
DOCUMENTS = [
    article("own", "Siết quản lý tàu cá ở cảng Vàm Rạch", WIRE, day="2023-05-02"),
    article(
        "reprint",
        "Kiểm tra cảng cá Vàm Rạch",
        WIRE[: WIRE.index("Đoàn")] + " Theo báo bạn.",
        day="2023-05-03",
    ),
    article("other", "Cảng cá Vàm Rạch nạo vét luồng", "Luồng vào cảng cá bồi lắng, tàu phải chờ nước lên."),
]


@pytest.fixture(scope="module")
def search() -> Search:
    return over(DOCUMENTS)


def told(search: Search, *, group: bool) -> dict[str, list[str]]:
    answer = search.search(SearchParams(q="cảng cá Vàm Rạch", today=TODAY, group=group))
    assert answer.total == 3
    return {hit.id: [other.id for other in hit.same_story] for hit in answer.hits}


def test_a_story_told_twice_is_one_hit_with_the_other_under_it(search):
    grouped = told(search, group=True)
    assert sorted(grouped) in (["other", "own"], ["other", "reprint"])
    assert grouped.get("own") == ["reprint"] or grouped.get("reprint") == ["own"]


def test_every_hit_stands_alone_unless_grouping_is_asked_for(search):
    assert told(search, group=False) == {"own": [], "reprint": [], "other": []}


def test_the_json_of_a_hit_holds_the_other_tellings(search):
    answer = search.search(SearchParams(q="cảng cá Vàm Rạch", today=TODAY, group=True)).as_json()
    assert sum(len(hit["same_story"]) for hit in answer["hits"]) == 1


def test_documents_like_another_come_as_hits_without_marks(search):
    hits = search.like(DOCUMENTS[0].document, {})
    assert [hit.id for hit in hits] == ["reprint", "other"]
    assert not any(hit.snippet_marks or hit.title_marks for hit in hits)
