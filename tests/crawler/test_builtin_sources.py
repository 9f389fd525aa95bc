"""The sources that come with the program."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import SourceInvalid
from archive.sources import load_sources, parse_source
from crawler.descriptions import source_text
from crawler.discover import plan_of
from crawler.manners import manners_of
from index.entities.places.units import PROVINCE, names_of
from index.registry.units import former_provinces, merged_provinces, successor_province

SOURCES = load_sources(None)
PROVINCES = sorted({successor_province(name) for name in names_of(PROVINCE)})
CRAWLED = [source for source in SOURCES.values() if source.home]


def test_there_are_at_least_twenty_papers_and_portals_and_the_three_of_son_la():
    assert len(CRAWLED) >= 20
    assert {"baosonla", "sonla", "congbao-sonla"} <= set(SOURCES)


@pytest.mark.parametrize("source", CRAWLED, ids=lambda source: source.key)
def test_each_can_be_crawled_and_says_how_it_was_checked(source):
    assert plan_of(source).seeds
    assert manners_of(source).delay >= 5
    assert not manners_of(source).reach.private_hosts
    assert source.checked
    assert source.province


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.key)
def test_each_is_written_as_it_is_read(source):
    assert parse_source(source_text(source), source.key) == source


def test_a_paper_that_was_merged_is_named_by_a_source_that_is_there():
    assert all(key in SOURCES for source in SOURCES.values() for key in source.predecessors)


def papers_of(province):
    return {
        key for key, source in SOURCES.items() if source.kind == "newspaper" and source.province == province
    }


@pytest.mark.parametrize("province", PROVINCES)
def test_every_province_of_today_has_a_paper(province):
    assert papers_of(province)


@pytest.mark.parametrize("province", sorted(merged_provinces()))
def test_the_paper_of_a_merged_province_names_those_of_the_provinces_it_was_made_of(province):
    former = [one for one in former_provinces(province) if one != province]
    papers = [key for one in former for key in papers_of(one)]
    assert len(papers) == len(former)
    assert all(SOURCES[key].until == dt.date(2025, 6, 30) for key in papers)
    assert any(set(papers) == set(SOURCES[key].predecessors) for key in papers_of(province))


def test_a_paper_that_was_merged_into_no_other_has_no_last_day():
    merged = {key for source in SOURCES.values() for key in source.predecessors}
    assert {key for key, source in SOURCES.items() if source.until is not None} == merged


@pytest.mark.parametrize("written", ['"2025-06-30"', "2025", "2025-06-30T00:00:00"])
def test_a_last_day_that_is_no_day_is_refused(written):
    with pytest.raises(SourceInvalid, match="until"):
        parse_source(f'key = "bao"\nname = "Báo"\nuntil = {written}\n', "bao.toml")


def test_the_guide_tells_every_setting():
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "sources.md").read_text(encoding="utf-8")
    any_source = SOURCES["baosonla"]
    for table, names in settings_asked(any_source).items():
        told = guide.split(f"## `[{table}]`")[1].split("\n## ")[0]
        assert not [name for name in names if f"`{name}`" not in told]


def settings_asked(source):
    """Every name the crawler reads of [crawl] and [discover], as it says when it refuses one."""
    asked = {}
    for table, read in (("crawl", manners_of), ("discover", plan_of)):
        settings = {**source.settings, table: {**source.settings[table], "khong_co": 1}}
        with pytest.raises(SourceInvalid) as refused:
            read(replace(source, settings=settings))
        asked[table] = refused.value.hint.removeprefix("It knows ").partition(";")[0].split(", ")
    return asked
