"""A whole search taken away: CSV, JSON lines, BibTeX, RIS, and an Atom feed of it.

Rows and their order are those of the result pages; they are streamed, a batch at a time.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, stream_with_context, url_for

from archive.days import VIETNAM
from archive.model import Revision
from index.search.answer import Hit
from web import citations
from web.addresses import ascii_address, search_url
from web.downloads import save_as
from web.library import Library
from web.pages.article import reference
from web.params import SearchQuery, read_parameters
from web.searching import Searcher

BATCH = 200
MOST_ROWS = 50_000
"""Rows of one export, minutes of one core; a heading and the file's name say what is left out."""
FEED_ENTRIES = 50
CSV_COLUMNS = (
    "id",
    "title",
    "day",
    "day_certain",
    "source",
    "section",
    "kind",
    "directives",
    "url",
    "archived_url",
    "captured_at",
    "digest",
)
_NO_DAY = dt.date(1970, 1, 1)  # of a feed without entries
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHeading:
    """What an export says of itself before its rows."""

    query: str  # the search's address
    generation: str
    total: int
    rows: int  # fewer where the export is cut
    made_at: str  # ISO 8601

    @property
    def cut(self) -> str:
        """What is missing, and how to get it; "" for a whole export."""
        if self.rows == self.total:
            return ""
        return f"only the first {self.rows} of {self.total}; narrow the search by days for the rest"

    def lines(self) -> tuple[str, ...]:
        lines = (
            "Báo Lưu",
            f"query: {self.query}",
            f"index: {self.generation}",
            f"total: {self.total}",
            f"made: {self.made_at}",
        )
        return (*lines, f"cut: {self.cut}") if self.cut else lines


def export_pages(library: Library, most_rows: int = MOST_ROWS) -> Blueprint:
    """Args: most_rows: of one export; one of more is cut there, and says so."""
    pages = Blueprint("exports", __name__)

    @pages.get("/xuat/tim-kiem.<form>")
    def export(form: str) -> Response:
        read = read_parameters(request.args)
        query, searcher = replace(read.query, page=1, group=False), library.searcher()
        if form == "atom":
            return _feed(searcher, replace(query, sort="added"))
        if form not in _WRITERS:
            abort(404)
        mime, write = _WRITERS[form]
        total = searcher.search(query, limit=0).total
        heading = ExportHeading(
            query=url_for("home.home", _external=True).rstrip("/") + ascii_address(search_url(query)),
            generation=searcher.generation,
            total=total,
            rows=min(total, most_rows),
            made_at=dt.datetime.now(VIETNAM).isoformat(timespec="seconds"),
        )
        rows = exported_rows(library, islice(searcher.every(query), most_rows))
        response = Response(stream_with_context(write(heading, rows)), content_type=mime)
        # RIS has no place for a notice; a file's name is seen in every form.
        part = f" ({heading.rows} trong {heading.total})" if heading.cut else ""
        return save_as(response, f"bao-luu{part}.{form}")

    return pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRow:
    """A hit with what only the catalog knows of it."""

    hit: Hit
    reference: citations.Reference
    directives: tuple[str, ...]
    captured_at: str
    digest: str

    def values(self) -> Mapping[str, Any]:
        """The row by CSV_COLUMNS."""
        hit = self.hit
        return {
            "id": hit.id,
            "title": hit.title,
            "day": hit.day.isoformat() if hit.day else None,
            "day_certain": hit.day_certain if hit.day else None,
            "source": hit.source,
            "section": hit.section or "",
            "kind": hit.kind,
            "directives": list(self.directives),
            "url": hit.url,
            "archived_url": self.reference.archived_url,
            "captured_at": self.captured_at,
            "digest": self.digest,
        }


def exported_rows(library: Library, found: Iterator[tuple[Hit, Revision]]) -> Iterator[ExportedRow]:
    """Rows in the hits' order."""
    while batch := list(islice(found, BATCH)):
        directives = library.directives_of([hit for hit, _revision in batch])
        for hit, revision in batch:
            yield ExportedRow(
                hit=hit,
                reference=reference(library, revision),
                directives=directives[hit.id],
                captured_at=revision.capture.captured_at.isoformat(),
                digest=revision.capture.payload_digest,
            )


def write_csv(heading: ExportHeading, rows: Iterable[ExportedRow]) -> Iterator[str]:
    """RFC 4180 with a byte order mark, so that a spreadsheet reads it as UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def written() -> str:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    for line in heading.lines():
        writer.writerow([f"# {line}"])
    writer.writerow(CSV_COLUMNS)
    yield "\ufeff" + written()
    for row in rows:
        writer.writerow([no_formula(_cell(value)) for value in row.values().values()])
        yield written()


def no_formula(cell: str) -> str:
    """A cell no spreadsheet takes for a formula (OWASP, CSV Injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def write_jsonl(heading: ExportHeading, rows: Iterable[ExportedRow]) -> Iterator[str]:
    """The heading as the first line, then a document a line."""
    about = {
        "query": heading.query,
        "index": heading.generation,
        "total": heading.total,
        "made": heading.made_at,
    }
    about |= {"cut": heading.cut} if heading.cut else {}
    yield json.dumps({"export": about}, ensure_ascii=False) + "\n"
    for row in rows:
        yield json.dumps(row.values(), ensure_ascii=False) + "\n"


def write_bibtex(heading: ExportHeading, rows: Iterable[ExportedRow]) -> Iterator[str]:
    """One entry a document; text outside entries is a comment to BibTeX."""
    yield "".join(f"% {line}\n" for line in heading.lines()) + "\n"
    for row in rows:
        yield citations.bibtex(row.reference) + "\n"


def write_ris(_heading: ExportHeading, rows: Iterable[ExportedRow]) -> Iterator[str]:
    """One record a document. RIS has no comments, so it has no heading."""
    for row in rows:
        yield citations.ris(row.reference) + "\r\n"


_Writer = Callable[[ExportHeading, Iterable[ExportedRow]], Iterator[str]]
_WRITERS: Mapping[str, tuple[str, _Writer]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "jsonl": ("application/jsonl; charset=utf-8", write_jsonl),
    "bib": ("application/x-bibtex; charset=utf-8", write_bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", write_ris),
}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)


def _feed(searcher: Searcher, query: SearchQuery) -> Response:
    """What came into the archive last and is found, whenever it was published."""
    hits = searcher.search(query, limit=FEED_ENTRIES).hits
    page = render_template(
        "atom.xml",
        query=query,
        hits=hits,
        updated=max((hit.added for hit in hits if hit.added), default=_NO_DAY),
        instant=_midnight,
        no_day=_NO_DAY,
    )
    return Response(page, content_type="application/atom+xml; charset=utf-8")


def _midnight(day: dt.date) -> str:
    """An instant for a day, as Atom wants one: midnight in Vietnam."""
    return dt.datetime.combine(day, dt.time(), VIETNAM).isoformat()
