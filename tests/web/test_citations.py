"""Citations in running styles and in formats for reference managers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from web import citations
from web.citations import Reference

REF = Reference(
    id="abc123",
    title="Đồng bào Chiềng Lao đón lúa mới",
    author="Hoàng Vi",
    publication="Báo Mường Khoa",
    day=dt.date(2024, 3, 15),
    url="https://baomuongkhoa.example/1.html",
    archived_url="https://luu.example/bai/abc123",
)


def test_the_vietnamese_style_names_both_addresses_and_the_day_seen():
    text = citations.vietnamese(REF, dt.date(2026, 11, 25))
    assert text == (
        "Hoàng Vi. “Đồng bào Chiềng Lao đón lúa mới”. Báo Mường Khoa, 15/03/2024. "
        "https://baomuongkhoa.example/1.html. Bản lưu: https://luu.example/bai/abc123, "
        "truy cập ngày 25/11/2026."
    )


def test_apa_begins_with_the_title_when_nobody_signs():
    assert citations.apa(replace(REF, author="")) == (
        "Đồng bào Chiềng Lao đón lúa mới. (2024, March 15). Báo Mường Khoa. https://luu.example/bai/abc123"
    )


def test_chicago_says_no_date_where_there_is_none():
    assert "Báo Mường Khoa, n.d." in citations.chicago(replace(REF, day=None))


def test_bibtex_escapes_what_tex_would_read():
    entry = citations.bibtex(replace(REF, title="50% & {x}_1 #2 ~ \\end"))
    assert r"50\% \& \{x\}\_1 \#2 \textasciitilde{} \textbackslash{}end" in entry


def test_bibtex_keys_are_plain_ascii_and_carry_the_id():
    assert citations.bibtex_key(REF) == "dong-bao-2024-abc123"


def test_a_line_break_in_a_title_cannot_begin_another_ris_field():
    record = citations.ris(replace(REF, title="Tin\r\nUR  - https://gia.example"))
    assert record.count("\r\nUR  - ") == 1
    assert record.endswith("ER  - \r\n")


def test_csl_json_keeps_a_vietnamese_name_whole():
    item = citations.csl_json(REF)
    assert item["author"] == [{"literal": "Hoàng Vi"}]
    assert item["issued"] == {"date-parts": [[2024, 3, 15]]}
