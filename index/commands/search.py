"""`baoluu search`: the search page's questions and answers on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from archive.days import today
from archive.errors import InputUnusable
from archive.session import Session
from archive.terminal import emit_json, say
from index.ports import FACETS, DateField
from index.query.dates import read_period
from index.query.periods import Period
from index.search import (
    Hit,
    Marks,
    PlaceMode,
    PlaceScope,
    Search,
    SearchAnswer,
    SearchParams,
    Sort,
    UnitOffer,
)
from index.store import IndexStore

_FILTERS = {
    "days": "ngày",
    "story": "nội dung",
    "source": "nguồn",
    "person": "người",
    "org": "tổ chức",
    "place": "nơi",
    "directive": "văn bản",
    "section": "mục",
    "kind": "loại",
}
_DATE_FIELDS: dict[str, DateField] = {
    "pub": "published",
    "event": "event",
    "issued": "issued",
    "effective": "effective",
    "crawled": "crawled",
    "added": "added",
}
_SORTS = click.Choice(["relevance", "newest", "oldest", "added"])


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--from", "first", metavar="DATE", help="Published on DATE or later (17/9/2021, 9/2021, 2021 …)."
)
@click.option("--to", "last", metavar="DATE", help="Published on DATE or earlier.")
@click.option("--on", metavar="DATE", help="Published on that day, or in that month, quarter or year.")
@click.option(
    "--date-field",
    type=click.Choice(list(_DATE_FIELDS)),
    default="pub",
    show_default=True,
    help="The day that is meant instead: event, mentioned in the text; issued and effective, of a "
    "directive's signing and coming into force; crawled and added, of the latest and the first capture.",
)
@click.option("--source", multiple=True, help="Key or name of a source; each filter may be repeated.")
@click.option(
    "--person", multiple=True, help="A person named in the text, whole name or part, marks optional."
)
@click.option("--org", multiple=True, help="A body named in the text.")
@click.option("--place", multiple=True, help="A place named in the text.")
@click.option(
    "--place-mode",
    type=click.Choice(["any", "all"]),
    default="any",
    show_default=True,
    help="all: every place given must be named.",
)
@click.option(
    "--place-scope",
    type=click.Choice(["asof", "merged"]),
    default="asof",
    show_default=True,
    help="merged: a place stands for the units it was made of as well.",
)
@click.option("--directive", multiple=True, help="A directive's number, in any form.")
@click.option("--section", multiple=True, help="The section it appeared in.")
@click.option("--kind", multiple=True, help="article or directive.")
@click.option("--sort", type=_SORTS, default="relevance", show_default=True, help="Order of the hits.")
@click.option("--limit", type=click.IntRange(0), default=10, show_default=True, help="Hits to show.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Hits to pass over first.")
@click.option("--group", is_flag=True, help="Put the same story in several papers under one hit.")
@click.option("--story", metavar="ID", default="", help="Only what tells the same story as that document.")
@click.option("--any", "any_word", is_flag=True, help="One of the words is enough.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the answer as JSON, the shape of /api/v1/search."
)
@click.pass_obj
def search(
    session: Session,
    /,
    query: tuple[str, ...],
    first: str | None,
    last: str | None,
    on: str | None,
    date_field: str,
    place_mode: PlaceMode,
    place_scope: PlaceScope,
    sort: Sort,
    limit: int,
    offset: int,
    group: bool,
    story: str,
    any_word: bool,
    as_json: bool,
    **filters: tuple[str, ...],
) -> None:
    """Search the archive: words with or without tone marks, "a phrase", -without, A OR B, prefix*,
    người:"…", nơi:"…", vănbản:02-NQ/TU, ngày:9/2021.

    nhắcngày:17/9/2021 finds what mentions the day, or an interval around it that is no longer than a month;
    nhắcngày:2021 also finds intervals as long as the year."""
    home = session.home()
    sources = home.sources()
    store = IndexStore(home.index_folder)
    searcher = Search(store.open(), home.catalog(), sources, edition=store.edition())
    period = _period(first, last, on)
    include = {facet: _values(searcher, facet, filters[facet]) for facet in FACETS if filters[facet]}
    answer = searcher.search(
        SearchParams(
            q=" ".join(query),
            first=period.first,
            last=period.last,
            date_field=_DATE_FIELDS[date_field],
            include=include,
            place_mode=place_mode,
            place_scope=place_scope,
            story=story,
            sort=sort,
            offset=offset,
            limit=limit,
            grouped=group,
            mode="any" if any_word else "all",
        )
    )
    if as_json:
        emit_json(answer.as_json())
        return
    for line in _told(answer):
        click.echo(line)


def _period(first: str | None, last: str | None, on: str | None) -> Period:
    """The days the options name. Raises: InputUnusable, naming the option."""
    whole = _read("--on", on) if on else Period(None, None)
    low = _read("--from", first).first if first else None
    high = _read("--to", last).last if last else None
    return whole.intersect(Period(low, high).put_right())


def _read(option: str, text: str) -> Period:
    period = read_period(text, today())
    if period is None:
        raise InputUnusable(
            f"{option}: “{text}” is no date", hint="Write it as 17/9/2021, 9/2021, 2021 or 2021-09-17."
        )
    return period


def _values(searcher: Search, facet: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The facet values the texts name; what names none stands for itself and finds nothing."""
    values: list[str] = []
    for text in texts:
        named = searcher.named(facet, text)
        if not named:
            say(f"--{facet}: nothing in the index is called “{text}”.")
        values += named or (text,)
    return tuple(dict.fromkeys(values))


def _told(answer: SearchAnswer) -> Iterator[str]:
    """The answer for a person, a line at a time."""
    told = answer.understood.as_json()
    found = f"{answer.total:,} bài"
    if answer.stories < answer.total:
        found = f"{answer.stories:,} nội dung trong {found}"
    yield f"{found}. {told['sentence']['vi']}"
    for note in told["notes"]:
        yield f"  ! {note['vi']}"
    for suggestion in answer.suggestions:
        yield f"  ? Ý bạn là “{suggestion.text}” ({suggestion.total:,} bài)"
    for offer in answer.units:
        yield f"  ? {offer.sentence[0]} {_how_to_ask(offer)}: {offer.total:,} bài"
    if answer.units_left_out:
        yield f"  ! Còn {answer.units_left_out:,} nơi trùng tên; thêm tên huyện hoặc tỉnh để chọn."
    for name, count in answer.relaxed.items():
        yield f"  ? Bỏ điều kiện {_FILTERS[name]}: {count:,} bài"
    if answer.undated_left_out:
        yield f"  ! {answer.undated_left_out:,} bài không rõ ngày không tính vào đây."
    for number, hit in enumerate(answer.hits, answer.offset + 1):
        yield from _hit(number, hit)
    if answer.partial is not None:
        yield ""
        yield f"{answer.partial.total:,} bài gần nhất, không đúng mọi điều đã hỏi:"
        for number, hit in enumerate(answer.partial.hits, 1):
            yield from _hit(number, hit)


def _how_to_ask(offer: UnitOffer) -> str:
    if offer.query is not None:
        return f"Tìm {offer.query}"
    return "Tìm " + " ".join(f'--place "{place}"' for place in offer.filter or ())


def _hit(number: int, hit: Hit) -> Iterator[str]:
    day = f"{hit.day:%d/%m/%Y}" if hit.day else "không rõ ngày"
    about = " · ".join(part for part in (day, hit.source_name, hit.section) if part)
    yield ""
    yield f"{number}. {_bold(hit.title, hit.title_marks)}"
    yield f"   {about}"
    if hit.snippet:
        yield f"   {_bold(hit.snippet, hit.snippet_marks)}"
    yield f"   {hit.url}"
    for other in hit.same_story:
        yield f"   = {other.source_name}: {other.url}"
    if hit.copies > len(hit.same_story):
        yield f"   … và {hit.copies - len(hit.same_story):,} bài nữa: --story {hit.id}"


def _bold(text: str, marks: Marks) -> str:
    pieces = []
    at = 0
    for start, end in marks:
        pieces += [text[at:start], click.style(text[start:end], bold=True)]
        at = end
    return " ".join("".join([*pieces, text[at:]]).split())
