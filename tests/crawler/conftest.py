"""The home folder that the tests of the crawl and the import fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tmp_path / "home")
