"""More like this, and what counts as the same story."""

from __future__ import annotations

import pytest

from archive.model import Document, DocumentKind
from index.duplicates import fingerprint, groups
from index.ports import IndexedDocument
from index.similar import key_terms, more_like
from tests.index.fake_engine import FakeEngine


def made(id: str, title: str, body: str, **facets: tuple[str, ...]) -> IndexedDocument:
    document = Document(
        id=id,
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{id}",
        source="bao",
        title=title,
        body=body,
    )
    return IndexedDocument(document=document, revision=1, analysis=None, facets=facets)


COFFEE = made(
    "coffee",
    "Cà phê tái canh cho năng suất cao",
    "Nông dân xã Ea Nuôl tái canh cà phê bằng giống mới. Ông Y Bhăm Niê trồng cà phê mười năm. Tỉnh hỗ trợ.",
    person=("Y Bhăm Niê",),
)
SAME_SUBJECT = made(
    "subject", "Vườn cà phê già cỗi", "Tái canh cà phê cần vốn vay dài hạn, tỉnh hỗ trợ lãi suất."
)
SAME_PERSON = made(
    "person", "Lớp học xóa mù chữ", "Ông Y Bhăm Niê mở lớp ban đêm cho bà con.", person=("Y Bhăm Niê",)
)
OTHERS = [
    made(f"other{n}", f"Tỉnh họp bàn việc {n}", f"Tỉnh hỗ trợ, tỉnh chỉ đạo, nông dân phấn khởi {n}.")
    for n in range(30)
]


@pytest.fixture(scope="module")
def engine():
    return FakeEngine([COFFEE, SAME_SUBJECT, SAME_PERSON, *OTHERS])


def test_key_terms_are_what_a_document_says_and_few_others_do(engine):
    terms = [term.key for term in key_terms(COFFEE.document, engine)]
    assert terms[:2] == ["cà phê", "tái canh"]
    assert "hỗ trợ" not in terms


def test_a_document_of_the_same_subject_is_like_it_and_so_is_one_of_the_same_person(engine):
    found = [hit.id for hit in more_like(COFFEE.document, COFFEE.facets, engine)]
    assert set(found) == {"subject", "person"}


def test_a_document_is_not_like_itself(engine):
    assert "coffee" not in [hit.id for hit in more_like(COFFEE.document, COFFEE.facets, engine)]


def test_a_document_without_anything_telling_is_like_none(engine):
    empty = made("empty", "", "")
    assert more_like(empty.document, empty.facets, engine) == []
    assert more_like(COFFEE.document, {}, FakeEngine([COFFEE])) == []


STORY = (
    "Chiều 4/11, bão số 9 đổ bộ vào vùng biển phía nam tỉnh, gió giật cấp 10. Hơn ba trăm ngôi nhà ở xã "
    "Hải Tiên bị tốc mái, nhiều cột điện gãy đổ. Lực lượng dân quân đã đưa bốn mươi hộ ở vùng trũng đến "
    "trường học tránh trú. Điện lực cho biết sẽ nối lại điện trong hai ngày. Chủ tịch UBND xã Đoàn Văn "
    "Lượng yêu cầu các thôn báo thiệt hại trước 17 giờ hằng ngày, không để dân thiếu ăn, thiếu nước "
    "sạch."
)
OTHER_STORY = (
    "Sáng 5/11, đoàn công tác của tỉnh kiểm tra thiệt hại do bão số 9 ở xã Hải Tiên. Đoàn trao hai mươi "
    "suất quà, động viên các gia đình sớm sửa nhà. Ngành nông nghiệp đề nghị bà con gieo lại mạ trên "
    "chân ruộng cao, chọn giống ngắn ngày. Ngân hàng chính sách xem xét giãn nợ cho hộ nuôi tôm mất "
    "trắng."
)


def story(id: str, body: str, lead: str = "") -> tuple[str, Document]:
    return id, Document(
        id=id,
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{id}",
        source="bao",
        title=id,
        lead=lead,
        body=body,
    )


def test_a_wire_story_cut_and_led_in_differently_is_the_same_story():
    cut = STORY[: STORY.index("Điện lực")]
    found = groups([story("one", STORY), story("two", cut, lead="Bão số 9 gây nhiều thiệt hại ở ven biển.")])
    assert found == [("one", "two")]


def test_another_story_of_the_same_event_is_another_story():
    assert groups([story("one", STORY), story("two", OTHER_STORY)]) == [("one",), ("two",)]


def test_capitals_unicode_form_and_tone_placement_make_no_other_story():
    assert groups([story("one", STORY), story("two", STORY.upper().replace("ÒA", "OÀ"))]) == [("one", "two")]


def test_groups_keep_the_order_documents_came_in():
    found = groups([story("a", OTHER_STORY), story("b", STORY), story("c", OTHER_STORY), story("d", "Ngắn.")])
    assert found == [("a", "c"), ("b",), ("d",)]


def test_texts_too_short_to_compare_are_never_the_same_story():
    assert fingerprint(story("a", "Thông báo nghỉ lễ")[1]) is None
    assert groups([story("a", "Thông báo nghỉ lễ"), story("b", "Thông báo nghỉ lễ")]) == [("a",), ("b",)]
