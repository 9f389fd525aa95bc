"""What a reader types finds what was written, and not what merely looks alike."""

from __future__ import annotations

import pytest

from archive.model import Document, DocumentKind
from index.ports import IndexedDocument, SearchRequest
from index.query import understand
from index.query.notes import Notes
from index.query.planner import plan, typed_without_marks
from index.query.vocabulary import Vocabulary
from index.ranking import scores
from index.readings import Readings
from index.text.marking import Marker
from index.text.snippets import snippet
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import TODAY
from tests.index.text.queries import Typed

NOTICES = {
    "road": "Sở Giao thông vận tải duy tu đường huyện 27 qua xã Tà Hộc",
    "district": "Hội Nông dân huyện Đơn Dương bầu chủ tịch mới",
    "champion": "Đương kim vô địch kéo co là đội xã Tà Hộc",
    "eth": "UBND huyện Ðắk Song họp",
    "african-d": "UBND huyện Ɖắk Song trả lời",
    "new-tone": "Đường qua thôn Hoà Thuỷ ngập",
    "old-tone": "Chợ thôn Hòa Thủy mở lại",
    "health": "Trạm y tế xã Ia Dom có thêm giường",
    "economy": "Nền kinh tế tập thể ở xã",
    "capitals": "BAN QUẢN LÝ DI TÍCH NÚI CHỨA CHAN",
    "dated": "Thông tư có hiệu lực từ ngày 05/9/2023",
    "numbers": "Năm 2023, lớp 9 có 05 em",
    "speaker": "Ông Ksor Blăk - Siu Hơ Ban cùng chủ trì",
    "guest": "Siu Hơ Ban, Phó Chủ tịch Hội Phụ nữ",
    "network": "Bụi PM2.5 giảm, trạm 5G+ tăng",
    "weaving": "Bà con H'Rê dệt vải",
    "file": "Tải mẫu_đơn_01.docx ở trang này",
}


@pytest.fixture(scope="module")
def engine():
    return FakeEngine(
        IndexedDocument(
            document=Document(
                id=id,
                kind=DocumentKind.ARTICLE,
                url=f"https://so.example/{id}",
                source="so",
                title="",
                body=body,
            ),
            revision=1,
            analysis=None,
            facets={},
        )
        for id, body in NOTICES.items()
    )


def found(engine: FakeEngine, query: str) -> list[str]:
    part = understand(query, TODAY).part
    planned = plan(part, Vocabulary(engine, {}), Notes(), folded=typed_without_marks(part))
    ranked = scores(planned, Readings(engine))
    return [hit.id for hit in engine.search(SearchRequest(match=planned.match, scores=ranked)).hits]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("duong huyen 27", {"road"}),
        ("đường huyện", {"road"}),
        ('"Đắk Song"', {"eth", "african-d"}),
        ("dak song", {"eth", "african-d"}),
        ("Hòa Thủy", {"new-tone", "old-tone"}),
        ('"Hoà Thuỷ"', {"new-tone", "old-tone"}),
        ('"y tế"', {"health"}),
        ("Ia Dom", {"health"}),
        ("ban quản lý di tích núi chứa chan", {"capitals"}),
        ("ban quản lí di tích", {"capitals"}),
        ("05/9/2023", {"dated"}),
        ('"Siu Hơ Ban"', {"speaker", "guest"}),
        ("Hơ Ban", {"speaker", "guest"}),
        ("PM2.5", {"network"}),
        ("5G+", {"network"}),
        ("HRê", {"weaving"}),
        ("H’Rê", {"weaving"}),
        ("ba\u0300 con", {"weaving"}),
        ("mẫu đơn 01", {"file"}),
    ],
)
def test_a_query_finds_what_it_names_and_nothing_else(engine, query, ids):
    assert set(found(engine, query)) == ids


def test_a_word_with_marks_is_not_taken_for_its_look_alikes(engine):
    assert found(engine, "đường") and not {"district", "champion"} & set(found(engine, "đường"))


def test_a_word_without_marks_finds_all_it_may_mean(engine):
    assert {"road", "district", "champion"} <= set(found(engine, "duong"))


def test_an_underscore_of_the_text_stays_in_what_is_shown(engine):
    shown = snippet(NOTICES["file"], Marker(Typed("mẫu đơn")))
    assert shown.text == NOTICES["file"]
    assert [shown.text[start:end] for start, end in shown.marks] == ["mẫu_đơn"]
