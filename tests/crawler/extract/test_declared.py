"""Selectors that a source declares win where they match."""

from __future__ import annotations

import pytest

from archive.errors import SourceInvalid
from archive.model import Document, Source
from crawler.extract import extract
from tests.crawler.extract.pages import NOON, PARAGRAPHS, TITLE, URL, page

LEAD = "Điện lưới về đến bản cuối cùng của xã sau mười năm chờ đợi của người dân vùng cao."


def read_with(html: str, **selectors: object) -> Document:
    source = Source(key="bao", name="Báo", kind="newspaper", home="", settings={"extract": selectors})
    document = extract(html.encode(), url=URL, captured_at=NOON, source=source).document
    assert document is not None
    return document


def test_each_declared_field_is_taken_from_where_it_is_declared() -> None:
    html = page(
        before=(
            f"<p class='ten'>Tên khác hẳn của bài</p><p class='mo'>(BTN) - {LEAD}</p>"
            "<p class='luc'>06:30 - 05/03/2024</p><p class='ai'>Lò Khánh</p><p class='muc'>Năng lượng</p>"
        )
    )
    document = read_with(html, title=".ten", lead=".mo", date=".luc", author=".ai", section=".muc")
    assert document.title == "Tên khác hẳn của bài"
    assert document.lead == LEAD
    assert document.published is not None
    assert (str(document.published.day), document.published.time) == ("2024-03-05", "06:30")
    assert (document.author, document.section) == ("Lò Khánh", "Năng lượng")
    assert document.basis["title"] == "source"


def test_a_declared_body_is_read_with_its_structure() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = page(after=f"<div id='chinh'><h3>Diễn biến</h3>{text}<ol><li>Một</li></ol></div>")
    document = read_with(html, body="#chinh")
    assert document.body.startswith("Diễn biến")
    assert document.body.endswith("1. Một")


def test_what_is_to_be_dropped_is_gone_before_anything_is_read() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    document = read_with(
        page(body=f"{text}<p class='qc'>Mua ngay hôm nay để nhận ưu đãi lớn nhất năm.</p>"), drop=[".qc"]
    )
    assert "Mua ngay" not in document.body


def test_a_selector_that_matches_nothing_leaves_the_rules_at_work() -> None:
    assert read_with(page(), title="#khong-co", body="#khong-co").title == TITLE


def test_the_first_selector_of_a_list_that_matches_counts() -> None:
    html = page(before="<p class='b'>Năng lượng</p>")
    assert read_with(html, section=[".a", ".b"]).section == "Năng lượng"


def test_a_selector_that_is_no_css_is_the_sources_fault_and_says_so() -> None:
    with pytest.raises(SourceInvalid, match="cannot be read"):
        read_with(page(), title="p[[")
