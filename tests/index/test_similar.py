"""More like this, and what counts as the same story."""

from __future__ import annotations

import pytest

from archive.model import Document, DocumentKind
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
