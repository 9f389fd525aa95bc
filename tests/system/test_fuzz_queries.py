"""No query, however written, is an error, takes long or asks the index for more than it may."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import get_args

import pytest
from hypothesis import strategies as st

from archive.home import Home
from index.ports import FACETS, DateField
from index.query import understand
from index.query.lexer import LONGEST_QUERY
from index.query.parser import DEEPEST
from index.query.tree import Quoted, StartsWith, wanted
from index.search import SearchParams
from index.search.params import PlaceMode, PlaceScope, Sort
from tests.system.fuzzing import fuzz, within
from tests.system.inprocess import invoke
from web.index_searcher import OpenIndex

TODAY = dt.date(2026, 11, 25)
REPORTS = {
    "hop.txt": "Họp xã Mường Tấc\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã họp giao ban tháng chín theo "
    "Nghị quyết số 02-NQ/TU của Tỉnh ủy. Đến dự có ông Lò Văn Thử, Bí thư Đảng ủy xã.",
    "lu.txt": "Lũ quét ở bản Phiêng Pẻn\n\nNgày 5 tháng 8 năm 2022\n\nMưa lớn đêm qua gây "
    "lũ quét, cuốn trôi ba "
    "nhà của dân bản. UBND huyện đã cử người đến giúp.",
}
WORDS = (
    "mường", "muong", "lũ", "quét", "UBND", "xã", "02-NQ/TU", "NQ/", "17/9/2021",
    "tháng 9 năm 2021", "quý III", "hôm qua",
    "tuần trước", "nghi*", "*", "a*", "người:", "noi:", "tiêu đề:", "van ban:", "ngày:", "nguồn:",
    "title:", "date:",
    "AND", "OR", "NOT", "VÀ", "HOẶC", "và", "-", "--", "+", "|", "(", ")", '"', "“", "”", "~",
    "~5", "~99999", "^", "\\",
    "[2020 TO 2021]", "[", "]", "TO", "..", "2020..2021", ">=", "<", "{", "}", "/", "?", "%",
    "\x00", "\u200b", "\u0301",
    "\ufeff", "\u202e", "🙂", "𠀀", "99/99/9999", "0/0/0", "năm 99999", "dd", "đ", "DE*", "\t", "\n",
    "__", "x" * 300,
)  # fmt: skip
QUERIES = (
    st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
    | st.text(max_size=200)
)
DAYS = st.none() | st.dates()
VALUES = st.dictionaries(
    st.sampled_from(FACETS), st.lists(st.text(max_size=20), max_size=3).map(tuple), max_size=3
)
PARAMS = st.builds(
    SearchParams,
    q=QUERIES,
    first=DAYS,
    last=DAYS,
    date_field=st.sampled_from(get_args(DateField)),
    undated=st.sampled_from(("auto", "include", "only", "exclude")),
    include=VALUES,
    exclude=VALUES,
    place_mode=st.sampled_from(get_args(PlaceMode)),
    place_scope=st.sampled_from(get_args(PlaceScope)),
    story=st.just("") | st.text(max_size=20),
    sort=st.sampled_from(get_args(Sort)),
    offset=st.integers(-5, 10**12),
    limit=st.integers(-5, 100),
    mode=st.sampled_from(("all", "any")),
    grouped=st.booleans(),
    exact_marks=st.booleans(),
    today=st.just(TODAY),
)


def depth(part):
    """How many parts lie within one another."""
    within_it = [part] if not isinstance(part, tuple) else list(part)
    deepest = 0
    for each in within_it:
        if dataclasses.is_dataclass(each):
            inner = [getattr(each, field.name) for field in dataclasses.fields(each)]
            deepest = max(
                deepest, 1 + max((depth(one) for one in inner if not isinstance(one, str)), default=0)
            )
        elif isinstance(each, tuple):
            deepest = max(deepest, depth(each))
    return deepest


@pytest.fixture(scope="module")
def search(tmp_path_factory):
    """The search service over a real index of two reports."""
    folder = tmp_path_factory.mktemp("queries")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    files = [folder / name for name in REPORTS]
    assert invoke(folder / "home", "import", *files, "--json").json()["new"] == len(REPORTS)
    return OpenIndex(Home.open(folder / "home"))()._search


def test_any_text_is_understood_within_its_bounds():
    def understood(text):
        found = understand(text, TODAY)
        json.dumps(found.as_json())
        assert len(found.text) <= LONGEST_QUERY
        assert depth(found.part) <= 4 * DEEPEST
        assert all(
            leaf.distance is None or leaf.distance <= 100
            for leaf in wanted(found.part)
            if isinstance(leaf, Quoted)
        )

    fuzz(QUERIES | QUERIES.map(lambda text: text * 40), understood)


def test_any_search_is_answered(search):
    def answered(params):
        answer = search.search(params)
        json.dumps(answer.as_json())
        assert 0 <= len(answer.hits) <= max(0, params.limit)

    fuzz(PARAMS, answered)


@pytest.mark.parametrize(
    "text",
    [
        "xã " * 200_000,
        "(" * 100_000 + "xã" + ")" * 100_000,
        "(xã OR -(" * 600,
        "NOT " * 100_000 + "xã",
        '"' * 100_000,
        '"xã họp"~999999999999',
        '"' + "xã " * 600 + '"~100',
        " ".join(f"{letter}*" for letter in "abcdeghiklmnopqrstuvxy" * 20),
        "* " * 1000,
        "ngày:[" * 300,
        "người:" * 300,
        "xã OR " * 600,
        "đ" * 2000,
        "02-NQ/TU " * 200,
        "17/9/2021 - " * 160,
        "a" + "\u0301" * 1999,
    ],
    ids=lambda text: text[:12],
)
def test_a_flood_is_cut_and_answered_soon(search, text):
    with within():
        answer = search.search(SearchParams(q=text, today=TODAY))
    assert len(answer.understood.text) <= LONGEST_QUERY


def test_more_beginnings_than_may_be_looked_up_are_said(search):
    few = search.search(SearchParams(q="mư* họ*", today=TODAY))
    many = search.search(SearchParams(q=" ".join(["mư* họ*"] * 10), today=TODAY))
    assert sum(isinstance(leaf, StartsWith) for leaf in wanted(many.understood.part)) > 8
    assert set(many.understood.notes) - set(few.understood.notes)
