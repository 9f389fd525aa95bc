"""Charts, calendars, comparisons, passages, periods: decisions without I/O."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Document, DocumentKind, Mention, MentionType
from index.query.periods import Period
from web.calendars import year_calendar
from web.charts import HEIGHT, MOST_BARS, WIDTH, draw_histogram
from web.comparison import changes_shown, compare_texts, compare_words
from web.passages import passages
from web.periods import ANY_DAY, iso_period, month_period, wider, year_period
from web.searching import joined, pieces

days = st.dates(min_value=dt.date(1960, 1, 1), max_value=dt.date(2040, 12, 31))
counts = st.dictionaries(days, st.integers(1, 5000), min_size=1, max_size=60)
words = st.text(alphabet="abăđ 12.,\n", max_size=60)


@given(counts)
def test_a_histogram_counts_every_document_once(counted):
    chart = draw_histogram(counted, ANY_DAY)
    assert chart is not None
    assert sum(bar.count for bar in chart.bars) == sum(counted.values()) == chart.total


@given(counts, st.sampled_from(["auto", "year", "quarter", "month", "week", "day"]))
def test_bars_follow_each_other_without_gap_inside_the_drawing(counted, grain):
    chart = draw_histogram(counted, ANY_DAY, grain)
    assert chart is not None
    assert len(chart.bars) <= max(MOST_BARS, 81)
    for bar, after in zip(chart.bars, chart.bars[1:], strict=False):
        assert bar.period.last is not None
        assert after.period.first == bar.period.last + dt.timedelta(days=1)
        assert bar.x + bar.width <= after.x + 0.02
    assert all(
        0 <= bar.y <= HEIGHT and bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.02 for bar in chart.bars
    )


def test_a_year_is_drawn_by_months_and_a_month_by_days():
    year = draw_histogram({dt.date(2024, 3, 15): 2}, year_period(2024))
    month = draw_histogram({dt.date(2024, 3, 15): 2}, month_period(2024, 3))
    assert year is not None
    assert month is not None
    assert (year.grain, len(year.bars)) == ("month", 12)
    assert (month.grain, len(month.bars)) == ("day", 31)


def test_weeks_begin_on_monday_and_are_numbered_as_iso_does():
    chart = draw_histogram({dt.date(2021, 1, 3): 2, dt.date(2021, 1, 4): 1}, ANY_DAY, "week")
    assert chart is not None
    assert [(bar.name, bar.count) for bar in chart.bars] == [("2020-W53", 2), ("2021-W01", 1)]
    assert chart.bars[1].period == Period(dt.date(2021, 1, 4), dt.date(2021, 1, 10))


def test_a_year_by_quarters_has_four():
    chart = draw_histogram({dt.date(2024, 3, 31): 2, dt.date(2024, 4, 1): 1}, year_period(2024), "quarter")
    assert chart is not None
    assert [bar.count for bar in chart.bars] == [2, 1, 0, 0]


def test_no_dated_document_gives_no_chart():
    assert draw_histogram({}, ANY_DAY) is None


def test_a_calendar_has_every_day_of_a_leap_year_once():
    months = year_calendar(2024, {dt.date(2024, 2, 29): 3, dt.date(2023, 1, 1): 9})
    cells = [cell for month in months for week in month.weeks for cell in week if cell]
    assert [cell.day for cell in cells] == [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(366)]
    assert sum(cell.count for cell in cells) == 3


def test_days_outside_what_the_archive_holds_are_told_from_gaps():
    held = (dt.date(2024, 1, 10), dt.date(2024, 1, 20))
    months = year_calendar(2024, {held[0]: 1, held[1]: 1}, held)
    cells = {cell.day.day: cell for week in months[0].weeks for cell in week if cell}
    assert [cells[n].beyond for n in (9, 10, 15, 20, 21)] == [True, False, False, False, True]


def test_the_busiest_day_has_the_deepest_shade():
    months = year_calendar(2024, {dt.date(2024, 1, 1): 1, dt.date(2024, 1, 2): 40})
    shades = {cell.day.day: cell.shade for week in months[0].weeks for cell in week if cell and cell.count}
    assert shades == {1: 1, 2: 4}


@given(words, words)
def test_a_comparison_holds_both_texts_whole(old: str, new: str):
    found = compare_words(old, new)
    assert "".join(piece.text for piece in found if piece.change != "added") == old
    assert "".join(piece.text for piece in found if piece.change != "removed") == new


def test_a_changed_number_is_shown_as_that_number_only():
    (part,) = compare_texts("Có 12 hộ dân bị thiệt hại.", "Có 15 hộ dân bị thiệt hại.")
    assert [(p.change, p.text) for p in part.pieces if p.change != "same"] == [
        ("removed", "12"),
        ("added", "15"),
    ]


def test_a_paragraph_that_stayed_is_not_marked():
    parts = compare_texts("Một.\n\nHai.", "Một.\n\nHai.\n\nBa.")
    assert [part.changed for part in parts] == [False, False, True]


def document(title: str, body: str) -> Document:
    return Document(id="x", kind=DocumentKind.ARTICLE, url="", source="s", title=title, body=body)


spans = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8)


@given(words, words, spans, spans)
def test_the_runs_of_a_passage_are_its_text(title, body, mention_spans, hit_spans):
    doc = document(title, body)
    mentions = [
        Mention(type=MentionType.PERSON, start=a, end=b, text=doc.text[a:b], key="k", label="k")
        for a, b in mention_spans
    ]
    hits = joined(doc.text, [(a, b) for a, b in hit_spans if a < b <= len(doc.text)])
    for passage in passages(doc, mentions, hits):
        assert "".join(run.text for run in passage.runs) in doc.text
    assert "".join(r.text for p in passages(doc, mentions, hits) for r in p.runs).replace(
        "\n", ""
    ) == "".join(part for zone in (title, body) for part in zone.split("\n\n") if part.strip()).replace(
        "\n", ""
    )


def test_a_hit_inside_a_mention_keeps_both():
    doc = document("Ông Lò Thị Mai họp", "")
    mention = Mention(type=MentionType.PERSON, start=4, end=14, text="Lò Thị Mai", key="k", label="k")
    (passage,) = passages(doc, [mention], [(11, 14)])
    assert [(run.text, run.mention is not None, run.hit) for run in passage.runs] == [
        ("Ông ", False, 0),
        ("Lò Thị ", True, 0),
        ("Mai", True, 1),
        (" họp", False, 0),
    ]


def test_neighbouring_marks_become_one_hit():
    assert joined("lũ quét ở", [(0, 2), (3, 7)]) == [(0, 7)]
    assert pieces("lũ quét", [(0, 2)]) == [("lũ", True), (" quét", False)]


@pytest.mark.parametrize(
    ("narrow", "up"),
    [("2024-03-15", "2024-03"), ("2024-03", "2024")],
)
def test_one_step_up_from_a_period(narrow: str, up: str):
    assert wider(iso_period(narrow)) == iso_period(up)


def test_above_a_year_is_every_day():
    assert wider(year_period(2024)) == ANY_DAY
    assert wider(ANY_DAY) is None


def test_paragraphs_far_from_a_change_are_told_by_their_number():
    old = [f"Đoạn {n}." for n in range(9)]
    parts = compare_texts("\n\n".join(old), "\n\n".join([*old[:4], "Đoạn mới.", *old[5:]]))
    shown = changes_shown(parts)
    assert [one if isinstance(one, int) else one.changed for one in shown] == [3, False, True, False, 3]
