"""The home folder that the tests of the crawl and the import fill, and the command that fills it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.home import Home
from tests.crawler.command import Command


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for the files of an import."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def baoluu(tmp_path: Path) -> Command:
    return Command(tmp_path / "home")
