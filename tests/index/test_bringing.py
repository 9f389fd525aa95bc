"""What a crawl or an import leaves to the index is begun only when it can be ended."""

from __future__ import annotations

import pytest

from archive.errors import InputUnusable
from archive.home import Home
from index.analysis import ANALYSER
from index.commands.bringing import index_all, index_new
from tests.index.entities.test_commands import capture, document


@pytest.mark.parametrize("bring", [index_new, index_all])
def test_a_mistake_in_the_corrections_is_told_before_the_analysing(tmp_path, bring):
    home = Home.open(tmp_path)
    catalog = home.catalog()
    stored = catalog.store(document(1), capture(1), "test/1")
    (home.path / "entities.toml").write_text("[[merge]]\nkind = 1\n", encoding="utf-8")
    with pytest.raises(InputUnusable, match=r"entities\.toml"):
        bring(home)
    assert catalog.stale_revisions(ANALYSER) == [stored.revision]
    catalog.close()
