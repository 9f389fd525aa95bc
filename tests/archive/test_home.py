"""A home folder, its settings and its sources, and what is said when they cannot be used."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.days import VIETNAM, vietnam_day
from archive.errors import HomeUnusable, InputUnusable, SourceInvalid
from archive.home import Home
from archive.settings import SETTINGS, Settings, read_settings
from archive.sources import load_sources, parse_source

GOOD = """
key = "bao-vi-du"
name = "Báo Ví Dụ"
home = "https://bao.example/"
province = "Ví Dụ"
[crawl]
delay = 2
"""


def test_a_missing_home_is_not_made_by_looking(tmp_path):
    with pytest.raises(HomeUnusable, match="no archive"):
        Home.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_home_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for create in (True, False):
        with pytest.raises(HomeUnusable, match="not a folder"):
            Home.open(tmp_path / "file", create=create)


def test_settings_come_from_the_environment():
    assert read_settings({"BAOLUU_WARC_BYTES": "5000"}).warc_bytes == 5000
    assert read_settings({}) == Settings()


@pytest.mark.parametrize("text", ["0", "-1", "1GB", "٣"])
def test_a_setting_that_is_no_number_is_named(text):
    with pytest.raises(InputUnusable, match="BAOLUU_WARC_BYTES"):
        read_settings({"BAOLUU_WARC_BYTES": text})


def test_every_setting_says_its_variable_and_meaning():
    assert set(SETTINGS) == set(Settings.__dataclass_fields__)


def test_a_source_is_read_from_its_file():
    source = parse_source(GOOD, "test")
    assert (source.key, source.hosts, source.settings["crawl"]) == (
        "bao-vi-du",
        ("bao.example",),
        {"delay": 2},
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key = ", "not TOML"),
        ('name = "x"', "key is missing"),
        ('key = "Viết Hoa"\nname = "x"', "short name"),
        ('key = "x"\nname = "x"\nkind = "blog"', "neither"),
        ('key = "x"\nname = "x"\nhome = "khong"', "no address"),
        ('key = "x"\nname = "x"\nhome = "http://["', "no address"),
        ('key = "x"\nname = "x"\nhosts = "bao.example"', "list of texts"),
        ('key = "x"\nname = "x"\ncrawl = 3', "crawl must be a table"),
        ("x = " + "[" * 5000, "not TOML"),
        ('key = "x"\nname = "x"\ncolour = "red"', "unknown: colour"),
    ],
)
def test_a_source_that_cannot_be_used_says_why_and_where(text, said):
    with pytest.raises(SourceInvalid, match=said) as caught:
        parse_source(text, "here.toml")
    assert "here.toml" in str(caught.value)


def test_an_own_source_is_added_to_the_built_in_ones(tmp_path):
    (tmp_path / "own.toml").write_text(GOOD, encoding="utf-8")
    assert "bao-vi-du" in load_sources(tmp_path)


def test_a_day_is_a_day_in_vietnam():
    assert vietnam_day(dt.datetime(2024, 3, 14, 17, 30, tzinfo=dt.UTC)) == dt.date(2024, 3, 15)
    assert vietnam_day(dt.datetime(2024, 3, 15, 0, 30, tzinfo=VIETNAM)) == dt.date(2024, 3, 15)
    assert vietnam_day(dt.datetime(2024, 3, 15, 23, 59)) == dt.date(2024, 3, 15)
