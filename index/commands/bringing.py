"""What a crawl, an import or a rebuild leaves to the index room, with progress drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

from archive.catalog import Catalog
from archive.home import Home
from index.commands.drawing import draw
from index.intake import Step, analyse_stale, index_pending, rebuild, register_stale
from index.registry import load_corrections


def index_new(home: Home) -> None:
    """Analyse and index what the catalog has and the index has not."""
    _bring(home, index_pending)


def index_all(home: Home) -> None:
    """Analyse what is stale, and build the index anew beside the one in use."""
    _bring(home, rebuild)


def _bring(home: Home, write: Callable[[Home, Catalog], Iterator[Step]]) -> None:
    # A mistake in entities.toml is told before the hours of analysing, not after them.
    corrections = load_corrections(home.path)
    sources = home.sources()
    with closing(home.catalog()) as catalog:
        draw(analyse_stale(catalog, sources), "Analysing")
        draw(register_stale(catalog, sources, corrections), "Registering")
        draw(write(home, catalog), "Indexing")
