"""A source as the text of its TOML file, and a first description of a site nobody described yet."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from archive.errors import InputUnusable
from archive.model import Source

_TABLES = ("crawl", "discover", "extract")
_SUFFIX = re.compile(r"(?:\.(?:gov|com|org|net|edu|info))?\.[a-z]{2,6}$")


def source_text(source: Source) -> str:
    """The TOML file that `archive.sources.parse_source` reads as this source."""
    lines = [
        f"{name} = {_value(value)}"
        for name, value in (
            ("key", source.key),
            ("name", source.name),
            ("kind", source.kind),
            ("home", source.home),
            ("province", source.province),
            ("hosts", source.hosts),
            ("checked", source.checked),
            ("predecessors", source.predecessors),
            ("until", source.until),
        )
        if value
    ]
    for table in _TABLES:
        settings: Mapping[str, Any] = source.settings.get(table, {})
        if settings:
            lines += ["", f"[{table}]", *(f"{name} = {_value(value)}" for name, value in settings.items())]
    return "\n".join(lines) + "\n"


def described(home: str, *, key: str | None, name: str | None, kind: str | None, province: str) -> Source:
    """A source that begins at a front page and finds its way from there. Raises: InputUnusable."""
    parts = urlsplit(home)
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or not host:
        raise InputUnusable(
            f"{home!r} is neither a TOML file nor an http(s) address",
            hint="baoluu source add https://… --name …, or baoluu source add FILE.toml",
        )
    bare = host.removeprefix("www.")
    return Source(
        key=key or re.sub(r"[^a-z0-9]+", "-", _SUFFIX.sub("", bare)).strip("-")[:40] or "source",
        name=name or bare,
        kind=kind or ("portal" if bare.endswith(".gov.vn") else "newspaper"),
        home=home,
        province=province,
        hosts=tuple(dict.fromkeys((parts.netloc.lower(), parts.netloc.lower().removeprefix("www.")))),
        checked="unchecked: described by its address alone",
        settings={"crawl": {"delay": 5.0}, "discover": {"sections": [home]}, "extract": {}},
    )


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A TOML basic string escapes as JSON does; a pattern reads better as a literal one.
        return f"'{value}'" if "\\" in value and "'" not in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, Iterable):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(str(value), ensure_ascii=False)
