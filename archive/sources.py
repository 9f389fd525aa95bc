"""Sources: TOML files that say who a publisher is and how its site is read. Data, never code."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.errors import SourceInvalid
from archive.model import Source

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_TOP = {"key", "name", "kind", "home", "province", "hosts", "checked", "predecessors", "until"}
_TABLES = {"crawl", "discover", "extract"}
_KINDS = ("newspaper", "portal")


def load_sources(own_folder: Path | None) -> dict[str, Source]:
    """Built-in sources and the archivist's own, by key; an own file replaces a built-in of its key.

    Raises: SourceInvalid, naming the file.
    """
    sources: dict[str, Source] = {}
    for where, text in _texts(own_folder):
        source = parse_source(text, where)
        sources[source.key] = source
    return dict(sorted(sources.items()))


def parse_source(text: str, where: str) -> Source:
    """A source from the text of its TOML file. Raises: SourceInvalid, naming `where`."""
    try:
        fields = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Numbers and nesting beyond all measure are refused by other errors than TOMLDecodeError.
        raise _invalid(where, f"not TOML: {error}") from error
    unknown = sorted(set(fields) - _TOP - _TABLES)
    if unknown:
        raise _invalid(where, f"unknown: {', '.join(unknown)}")
    for table in sorted(_TABLES):
        if not isinstance(fields.get(table, {}), dict):
            raise _invalid(where, f"{table} must be a table, [{table}]")
    key = _text(fields, "key", where)
    if not _KEY.fullmatch(key):
        raise _invalid(where, f"key {key!r} is not a short name in a-z, 0-9 and -")
    kind = _text(fields, "kind", where, "newspaper")
    if kind not in _KINDS:
        raise _invalid(where, f"kind {kind!r} is neither newspaper nor portal")
    home = _text(fields, "home", where, "")
    try:
        host = urlsplit(home).hostname if home else None
    except ValueError:
        host = None
    if home and host is None:
        raise _invalid(where, f"home {home!r} is no address")
    return Source(
        key=key,
        name=_text(fields, "name", where),
        kind=kind,
        home=home,
        province=_text(fields, "province", where, ""),
        hosts=_texts_of(fields, "hosts", where) or ((host,) if host else ()),
        checked=_text(fields, "checked", where, "unchecked"),
        predecessors=_texts_of(fields, "predecessors", where),
        until=_day(fields, "until", where),
        settings={table: fields.get(table, {}) for table in sorted(_TABLES)},
    )


def _texts(own_folder: Path | None) -> Iterator[tuple[str, str]]:
    for entry in sorted(files("archive").joinpath("builtin_sources").iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            yield entry.name, entry.read_text(encoding="utf-8")
    if own_folder is None or not own_folder.is_dir():
        return
    for path in sorted(own_folder.glob("*.toml")):
        try:
            yield str(path), path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _invalid(str(path), f"cannot be read: {error}") from error


def _text(fields: Mapping[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = fields.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise _invalid(where, f"{name} must be text" if name in fields else f"{name} is missing")
    return value.strip()


def _texts_of(fields: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _invalid(where, f"{name} must be a list of texts")
    return tuple(value)


def _day(fields: Mapping[str, Any], name: str, where: str) -> dt.date | None:
    value = fields.get(name)
    if value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
        raise _invalid(where, f"{name} must be a day, such as 2025-06-30 without quotes")
    return value


def _invalid(where: str, reason: str) -> SourceInvalid:
    return SourceInvalid(
        f"source {where}: {reason}",
        hint="`baoluu source show KEY` prints a working one to start from; see CONTRIBUTING.md.",
    )
