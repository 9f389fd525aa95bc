"""Bytes of any charset end as Vietnamese letters, and the document says how."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from tests.crawler.extract.pages import NOON, PARAGRAPHS, TITLE, URL, page

VNI = (
    "<p>UÛy ban nhaân daân tænh Sôn La hoïp baøn veà keá hoaïch phaùt trieån kinh teá xaõ hoäi naêm 2024</p>"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_in_any_unicode_form_is_read(codec: str) -> None:
    html = page().replace("charset='utf-8'", f"charset='{codec}'")
    document = extract(html.encode(codec), url=URL, captured_at=NOON).document
    assert document is not None
    assert (document.title, document.body.split("\n\n")[0]) == (TITLE, PARAGRAPHS[0])


def test_letters_of_an_old_font_are_converted_and_the_certainty_is_kept() -> None:
    document = extract(VNI.encode(), url=URL, captured_at=NOON).document
    assert document is not None
    assert document.body.startswith("Ủy ban nhân dân tỉnh Sơn La họp bàn về kế hoạch")
    assert document.basis["letters"].startswith("vni, certainty")


def test_a_wrongly_stated_charset_does_not_spoil_the_text() -> None:
    document = extract(page().encode(), url=URL, charset="iso-8859-1", captured_at=NOON).document
    assert document is not None
    assert document.title == TITLE
    assert document.basis["charset"].startswith("utf-8")
