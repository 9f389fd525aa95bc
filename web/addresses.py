"""Addresses of the site's pages as links carry them.

Links hold Vietnamese letters as they are (WHATWG URL: a query of a UTF-8 page may), because
percent-encoded each takes six or nine characters, and a page of results has some hundred links.
`ascii_address` is for what is no page: JSON, feeds, exports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import url_for

from index.query.periods import Period
from web.params import DateField, Grain, SearchQuery
from web.periods import wider

ENTITY_PATHS: Mapping[str, str] = {
    "person": "nhan-vat",
    "org": "to-chuc",
    "place": "noi",
    "directive": "van-ban",
}
"""Facet -> the first part of its pages' addresses; a promise."""

ADDRESS_LIMIT = 2_000
"""Bytes of an address that pages link to; conditions beyond them are left out."""

_ESCAPED = re.compile(r"[^\w.~-]+")
_ESCAPED_IN_PATH = re.compile(r"[^\w.~/-]+")
_NOT_ASCII = re.compile("[^\0-\x7f]+")


def search_url(query: SearchQuery, endpoint: str = "results.results", **more: str) -> str:
    """The address of a search."""
    return with_parameters(url_for(endpoint), [*query.parameters(), *more.items()])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLinks:
    """Where the parts of a chart by time lead."""

    within: Callable[[Period], str]  # a bar
    date_field: DateField = "pub"  # the day that is counted
    undated: str  # what has no day and so no bar
    chosen: Period | None = None  # the bars within it are shown as chosen
    up: tuple[Period, str] | None = None  # the wider period and its address
    by: Callable[[Grain], str] | None = None  # the same drawn by years, months …


def chart_links(query: SearchQuery) -> ChartLinks:
    """Every part of a chart leads to the search it counts."""
    query = query.charted()
    up = wider(query.period)
    return ChartLinks(
        within=lambda period: search_url(query.within(period)),
        date_field=query.date_field,
        undated=search_url(query.with_undated("only")),
        up=(up, search_url(query.within(up))) if up is not None else None,
        by=lambda grain: search_url(query.drawn_by(grain)),
    )


def facet_url(query: SearchQuery, facet: str, **more: str) -> str:
    """The page of all values of a facet within a search."""
    address = url_for("results.all_values", facet=facet)
    return with_parameters(address, [*query.on_page(1).parameters(), *more.items()])


def export_url(query: SearchQuery, form: str) -> str:
    """The address of a search's export as "csv", "jsonl", "bib", "ris" or "atom"."""
    return with_parameters(url_for("exports.export", form=form), query.on_page(1).parameters())


def entity_url(facet: str, value: str) -> str:
    """The page of a person, body, place or directive."""
    return f"/{ENTITY_PATHS[facet]}/{path_written(value)}"


def day_url(day: object) -> str:
    """The page of one day."""
    return url_for("calendar.day", day=str(day))


def list_address(path: str, **parameters: str) -> str:
    """A page's address with those of `parameters` that say something."""
    return with_parameters(path, [(name, value) for name, value in parameters.items() if value])


def with_parameters(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with its query, as short as one may be written."""
    query = "&".join(f"{name}={_ESCAPED.sub(_quoted, value).replace('%20', '+')}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def path_written(path: str) -> str:
    """A path, or its end, as a link holds it."""
    return _ESCAPED_IN_PATH.sub(_quoted, path)


def ascii_address(address: str) -> str:
    """The same address for readers that take ASCII only (RFC 3987, 3.1)."""
    return _NOT_ASCII.sub(_quoted, address)


def _quoted(found: re.Match[str]) -> str:
    return quote(found[0], safe="")
