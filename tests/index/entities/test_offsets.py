"""Offsets are exact in any text, in any Unicode form, and hostile text is neither a crash nor slow."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.entities import recognise

PIECES = [
    "UBND tỉnh Sơn La",
    "Tỉnh ủy",
    "đồng chí Lò Thị Mai",
    "ngày 17/9/2021",
    "Nghị quyết số 02-NQ/TU",
    "Công an huyện",
    "H'Hen Niê",
    "các huyện Mai Sơn, Yên Châu",
    "Ban Chấp hành",
    "Văn phòng",
    "Luật Đất đai 2013",
    "NGUYỄN VĂN HOÀ",
    "TP.HCM",
    "\n",
    ", ",
    " và ",
    ": ",
    ".",
    "(",
    "”",
    "́",
    "\x00",
    "\u200b",
    "老挝",
    "ລາວ",
    "�",
    "12/",
    "-",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["NFC", "NFD", "mixed"]))
def test_every_mention_is_the_text_between_its_offsets(parts: list[str], form: str) -> None:
    text = " ".join(
        unicodedata.normalize("NFD" if form == "NFD" or (form == "mixed" and i % 2) else "NFC", part)
        for i, part in enumerate(parts)
    )
    mentions = recognise(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_a_crash(text: str) -> None:
    assert all(text[mention.start : mention.end] == mention.text for mention in recognise(text))


def test_decomposed_text_has_the_mentions_of_composed_text() -> None:
    text = "Đồng chí Lường Văn Páo, Phó Bí thư Tỉnh ủy, dự họp tại huyện Mường La ngày 17/9/2021."
    composed = [(m.type, m.key) for m in recognise(unicodedata.normalize("NFC", text))]
    decomposed = [(m.type, m.key) for m in recognise(unicodedata.normalize("NFD", text))]
    assert composed == decomposed
    assert len(composed) == 4


@pytest.mark.parametrize(
    "unit",
    [
        "Ban Chấp hành ",
        "Văn phòng ",
        "các huyện A, ",
        "Nguyễn ",
        "UBND ",
        "12/QĐ-",
        "a.",
        "(",
        "\n",
        "quyết định số ",
        "số .",
        "A.B.C. ",
        "A - cầu B - ",
        "Công ty Bình Minh (BMR) ",
        "tỉnhSơnLa",
        "từ 1/2-3/4, ",
    ],
)
def test_time_grows_with_the_length_of_hostile_text(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    recognise(text[:100])
    began = time.process_time()
    recognise(text)
    assert time.process_time() - began < 4  # a bug that is quadratic takes minutes


HALVES = [
    "UBND tỉnh",
    "Sơn La",
    "đồng chí",
    "Lò Thị Mai",
    "các huyện Mai Sơn,",
    "Trường THPT",
    "Tin trong ngày",
    "Ngày 7/4/2023",
    "ngày 3 tháng",
    "8 năm 2022",
    "quý III",
    "năm 2021",
    "nhiệm kỳ",
    "2020-2025",
    "từ 1/2",
    "đến 3/4",
    "Nghị quyết số",
    "Luật",
    "Đất đai",
    "Luật Đất đai",
    "02-NQ/TU",
    "1234/QĐ-",
    "TP.",
    "Hồ Chí Minh",
    "Nghị quyết Đại hội",
    "Đảng bộ tỉnh",
]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(HALVES), min_size=2, max_size=8), st.sampled_from(["\n\n", "\n \n", "\n\n\n"])
)
def test_no_mention_goes_on_behind_a_blank_line(parts: list[str], blank: str) -> None:
    text = blank.join(parts)
    assert all("\n" not in mention.text for mention in recognise(text))


def test_a_date_is_read_over_the_end_of_a_line() -> None:
    (date,) = recognise("Sơ kết ngày 3 tháng\n8 năm 2022 tại đây.")
    assert date.text == "ngày 3 tháng\n8 năm 2022"
