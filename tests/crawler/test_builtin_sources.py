"""The sources that come with the program."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import SourceInvalid
from archive.sources import load_sources, parse_source
from crawler.descriptions import source_text
from crawler.discover import plan_of
from crawler.manners import manners_of

SOURCES = load_sources(None)
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
