"""A description of a source is read when it is there, and not again until it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import SourceInvalid
from archive.home import Home
from web.described_sources import DescribedSources

DESCRIPTION = 'key = "bao-khe-vai"\nname = "{name}"\n'


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.open(tmp_path)
    home.sources_folder.mkdir(exist_ok=True)
    return home


def describe(home: Home, name: str) -> Path:
    file = home.sources_folder / "bao-khe-vai.toml"
    file.write_text(DESCRIPTION.format(name=name), encoding="utf-8")
    return file


def test_descriptions_that_did_not_change_are_not_read_again(home: Home):
    describe(home, "Báo Khe Vai")
    sources = DescribedSources(home)
    assert sources() is sources()
    assert sources()["bao-khe-vai"].name == "Báo Khe Vai"


def test_a_description_added_changed_or_removed_is_seen(home: Home):
    sources = DescribedSources(home)
    assert "bao-khe-vai" not in sources()
    describe(home, "Báo Khe Vai")
    assert sources()["bao-khe-vai"].name == "Báo Khe Vai"
    file = describe(home, "Báo Khe Vai mới")
    assert sources()["bao-khe-vai"].name == "Báo Khe Vai mới"
    file.unlink()
    assert "bao-khe-vai" not in sources()


def test_a_description_that_is_wrong_is_told_until_it_is_mended(home: Home):
    sources = DescribedSources(home)
    (home.sources_folder / "bao-khe-vai.toml").write_text("key = 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SourceInvalid):
            sources()
    describe(home, "Báo Khe Vai")
    assert "bao-khe-vai" in sources()
