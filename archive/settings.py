"""What an archivist can set, each by an environment variable; there is no configuration file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from archive.errors import InputUnusable

_GIGABYTE = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one home. `SETTINGS` names the variable and the meaning of each."""

    warc_bytes: int = _GIGABYTE
    page_bytes: int = 20_000_000
    index_memory: int = _GIGABYTE
    database: str = ""


SETTINGS: Mapping[str, tuple[str, str]] = {
    "warc_bytes": (
        "BAOLUU_WARC_BYTES",
        "a WARC file that reached this many bytes is closed and the next begun",
    ),
    "page_bytes": ("BAOLUU_PAGE_BYTES", "a page larger than this many bytes, once inflated, is not read"),
    "index_memory": (
        "BAOLUU_INDEX_MEMORY",
        "building an index takes at most so many bytes of memory, all its processes together",
    ),
    "database": ("BAOLUU_DATABASE", "SQLAlchemy URL of the catalog; SQLite in the home folder when empty"),
}
"""Setting -> (environment variable, meaning)."""


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises: InputUnusable for a number that is none."""
    given = os.environ if environment is None else environment
    defaults = Settings()
    return Settings(
        warc_bytes=_count(given, "warc_bytes", defaults.warc_bytes),
        page_bytes=_count(given, "page_bytes", defaults.page_bytes),
        index_memory=_count(given, "index_memory", defaults.index_memory),
        database=given.get(SETTINGS["database"][0], defaults.database),
    )


def _count(given: Mapping[str, str], name: str, default: int) -> int:
    variable, meaning = SETTINGS[name]
    text = given.get(variable, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise InputUnusable(
            f"{variable}={text!r} is not a number of bytes", hint=f"Set a positive whole number: {meaning}."
        )
    return int(text)
