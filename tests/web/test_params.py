"""The parameters of a search are a promise."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from index.query.periods import Period
from web.params import FACETS, KNOWN, ParameterInvalid, SearchQuery, clean, read_parameters

values = st.text(alphabet="aăâđêôơưÁẮỆ 0-9/&=+#%'\"", min_size=1, max_size=12).map(clean)
named = values.filter(lambda text: bool(text) and not text.startswith("-"))
days = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2099, 12, 31))


@pytest.fixture(autouse=True)
def in_a_request(app: Flask):
    with app.test_request_context("/"):
        yield


def read(*pairs: tuple[str, str]):
    return read_parameters(MultiDict(pairs))


@given(
    text=values,
    first=st.none() | days,
    last=st.none() | days,
    include=st.dictionaries(st.sampled_from(FACETS), st.lists(named, min_size=1, max_size=3, unique=True)),
    sort=st.sampled_from([None, "relevance", "newest", "oldest", "added"]),
    date_field=st.sampled_from(["pub", "event", "issued", "effective", "crawled", "added"]),
    place_mode=st.sampled_from(["any", "all"]),
    group=st.booleans(),
    story=st.just("") | named,
    undated=st.sampled_from([None, "include", "only", "exclude"]),
    place_scope=st.sampled_from(["asof", "merged"]),
    page=st.integers(1, 500),
)
def test_a_query_written_into_an_address_reads_back_as_itself(
    app, text, first, last, include, sort, date_field, place_mode, group, story, undated, place_scope, page
):
    if first and last and first > last:
        first, last = last, first
    query = SearchQuery(
        text=text,
        period=Period(first, last),
        include={name: tuple(chosen) for name, chosen in include.items()},
        sort=sort,
        date_field=date_field,
        place_mode=place_mode,
        group=group,
        story=story,
        undated=undated,
        place_scope=place_scope,
        page=page,
    )
    with app.test_request_context("/"):
        assert read(*query.parameters()).query == query


def test_a_month_in_from_and_to_is_widened_to_the_whole_month():
    query = read(("from", "2024-02"), ("to", "2024-02")).query
    assert query.period == Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29))


def test_the_same_day_twice_is_that_day():
    query = read(("from", "2024-03-15"), ("to", "2024-03-15")).query
    assert query.period == Period(dt.date(2024, 3, 15), dt.date(2024, 3, 15))


@pytest.mark.parametrize("name", ["from", "to", "on"])
@pytest.mark.parametrize(
    "written", ["2024-02-30", "15/03/2024", "2024-13", "hôm qua", "٢٠٢٤", "1e3", "20240315"]
)
def test_an_impossible_day_is_refused_by_the_name_of_its_parameter(name: str, written: str):
    with pytest.raises(ParameterInvalid) as refused:
        read((name, written))
    assert refused.value.name == name


def test_days_the_wrong_way_round_are_swapped_and_said_so():
    answer = read(("from", "2024-05"), ("to", "2024-03"))
    assert answer.query.period == Period(dt.date(2024, 3, 1), dt.date(2024, 5, 31))
    assert len(answer.notices) == 1


def test_an_unknown_parameter_is_ignored_with_a_notice_that_names_it():
    answer = read(("q", "lũ"), ("nguoi", "x"))
    assert answer.query == SearchQuery(text="lũ")
    assert "nguoi" in answer.notices[0]


def test_a_leading_minus_excludes():
    query = read(("person", "-Lò Thị Mai"), ("person", "Giàng A Páo")).query
    assert query.include == {"person": ("Giàng A Páo",)}
    assert query.exclude == {"person": ("Lò Thị Mai",)}


def test_undated_documents_are_left_out_only_when_days_are_asked_for():
    assert read(("q", "lũ")).query.effective_undated == "include"
    assert read(("from", "2024")).query.effective_undated == "exclude"


def test_the_order_is_relevance_with_words_and_newest_without():
    assert read(("q", "lũ")).query.effective_sort == "relevance"
    assert read(("source", "x")).query.effective_sort == "newest"


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1.5", "９", "99999999999999999999"])
def test_a_page_that_is_no_page_is_refused(page: str):
    with pytest.raises(ParameterInvalid, match="page"):
        read(("page", page))


def test_choosing_a_value_that_was_excluded_includes_it_instead():
    query = SearchQuery(exclude={"person": ("Lò Thị Mai",)}, page=4).including("person", "Lò Thị Mai")
    assert (query.include, query.exclude, query.page) == ({"person": ("Lò Thị Mai",)}, {}, 1)


@given(st.text())
def test_cleaning_is_idempotent_and_leaves_no_control_character(text: str):
    once = clean(text)
    assert clean(once) == once
    assert not any(c < " " or c == "\x7f" for c in once)


def test_the_guide_tells_every_parameter():
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "search.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", guide))
    assert set(KNOWN) <= told


def test_the_guide_tells_every_family_of_addresses(app):
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "search.md").read_text(encoding="utf-8")
    families = {
        rule.rule.split("/")[1].split(".")[0] for rule in app.url_map.iter_rules() if rule.rule != "/"
    }
    untold = {name for name in families if f"/{name}" not in guide} - {"static", "gioi-thieu", "huong-dan"}
    assert not {name for name in untold if not name.startswith("sitemap-")}
