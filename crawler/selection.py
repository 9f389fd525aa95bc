"""Which sources a command means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archive.catalog.frontier import Frontier
from archive.errors import InputUnusable
from archive.home import Home
from archive.model import Source
from archive.settings import read_settings
from archive.sources import load_sources


def unmade_home(path: Path) -> Home:
    """The home at `path` for looking only: nothing is made where nothing is."""
    return Home(path.expanduser().absolute(), read_settings())


def source_of(home: Home, key: str) -> Source:
    """The source with this key. Raises: InputUnusable, SourceInvalid."""
    sources = home.sources()
    if key not in sources:
        near = [name for name in sources if key and (key in name or name in key)]
        hint = f"Did you mean {', '.join(near[:3])}?" if near else "`baoluu source list` names them."
        raise InputUnusable(f"no source is called {key!r}", hint=hint)
    return sources[key]


def chosen_sources(home: Home, keys: Sequence[str], *, every_source: bool) -> list[Source]:
    """The sources named, or all with a site, or the archivist's own and those crawled before.

    Raises: InputUnusable when that is none, or a key is unknown; SourceInvalid.
    """
    if keys:
        return [source_of(home, key) for key in dict.fromkeys(keys)]
    sources = home.sources()
    if every_source:
        return [source for source in sources.values() if source.home]
    builtin = load_sources(None)
    frontier = Frontier(home.catalog_url)
    try:
        crawled = {run.source for run in frontier.last_runs()}
    finally:
        frontier.close()
    chosen = [
        source
        for key, source in sources.items()
        if source.home and (key in crawled or builtin.get(key) != source)
    ]
    if not chosen:
        raise InputUnusable(
            "there is no source of your own yet, and none was crawled before",
            hint="Name sources (`baoluu source list`), add one (`baoluu source add`), or give --all.",
        )
    return chosen
