"""What a crawl, an import or a rebuild leaves to the index room, with progress drawn."""

from __future__ import annotations

from archive.home import Home
from index.commands.drawing import draw
from index.intake import analyse_stale, index_pending, rebuild, register_stale
from index.registry import load_corrections


def index_new(home: Home) -> None:
    """Analyse and index what the catalog has and the index has not."""
    catalog = home.catalog()
    draw(analyse_stale(catalog, home.sources()), "Analysing")
    draw(register_stale(catalog, home.sources(), load_corrections(home.path)), "Registering")
    draw(index_pending(home, catalog), "Indexing")
    catalog.close()


def index_all(home: Home) -> None:
    """Analyse what is stale, and build the index anew beside the one in use."""
    catalog = home.catalog()
    draw(analyse_stale(catalog, home.sources()), "Analysing")
    draw(register_stale(catalog, home.sources(), load_corrections(home.path)), "Registering")
    draw(rebuild(home, catalog), "Indexing")
    catalog.close()
