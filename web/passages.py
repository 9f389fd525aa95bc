"""A document's text cut into what a page draws: paragraphs, headings, tables, mentions and hits.

Everything here is text; the template escapes it. No HTML of a captured page gets this far.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from archive.model import Document, DocumentKind, Mention
from web.structure import Style, cells, division_style, read_structure, styled_paragraphs

PART_COST = 45_000
"""What a part of a long document may weigh, in bytes of HTML as `_cost` reckons them."""

_LINK_COST = 140  # bytes of a mention's link, on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text of one look: inside at most one mention, wholly a hit or not."""

    text: str
    mention: Mention | None = None
    hit: int = 0  # the ordinal of the hit this run begins or continues, 0 for none
    hit_starts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of one zone: runs in order; a table's row has a tuple of them a cell."""

    zone: str  # "title", "lead" or "body"
    style: Style = Style.PARAGRAPH
    runs: tuple[Run, ...]
    cells: tuple[tuple[Run, ...], ...] = ()

    @property
    def hits(self) -> tuple[int, ...]:
        """Ordinals of the hits that begin here."""
        return tuple(run.hit for run in self.runs if run.hit_starts)


def passages(
    document: Document, mentions: Iterable[Mention] = (), hits: Sequence[tuple[int, int]] = ()
) -> tuple[Passage, ...]:
    """Cut `document.text`; mentions that overlap an earlier one or do not fit are left out."""
    text = document.text
    links = _apart(text, mentions)
    cut: list[Passage] = []
    for zone, start, end in document.zones():
        spans = list(_paragraphs(text, start, end))
        structure = read_structure(str(document.extra.get("structure", ""))) if zone == "body" else []
        style = Style.PARAGRAPH
        for styled in styled_paragraphs([text[a:b] for a, b in spans], structure):
            if not isinstance(styled, int):
                style = styled.style
                if style is Style.CAPTION and styled.text not in text[start:end]:
                    cut.append(Passage(zone=zone, style=style, runs=(Run(text=styled.text),)))
                continue
            first, last = spans[styled]
            if style is Style.PARAGRAPH and zone == "body" and document.kind is DocumentKind.DIRECTIVE:
                style = division_style(text[first:last])
            inner = (
                tuple(
                    tuple(_runs(text, first + a, first + b, links, hits)) for a, b in cells(text[first:last])
                )
                if style is Style.ROW
                else ()
            )
            runs = tuple(_runs(text, first, last, links, hits))
            cut.append(Passage(zone=zone, style=style, runs=runs, cells=inner))
    return tuple(cut)


def parts(cut: Sequence[Passage]) -> list[list[Passage]]:
    """Lead and body in parts that each make a page of reasonable weight; one part for most."""
    found: list[list[Passage]] = [[]]
    weight = 0
    for passage in cut:
        if passage.zone == "title":
            continue
        cost = _cost(passage)
        if found[-1] and weight + cost > PART_COST:
            found.append([])
            weight = 0
        found[-1].append(passage)
        weight += cost
    return found


def part_of_hit(found: Sequence[Sequence[Passage]], hit: int) -> int:
    """The part, from 1, a hit begins in; 1 for a hit in the title."""
    return next((n for n, part in enumerate(found, start=1) if any(hit in p.hits for p in part)), 1)


def in_blocks(cut: Iterable[Passage]) -> Iterator[tuple[str, list[Passage]]]:
    """(style, passages) with the rows of one table together and everything else alone."""
    for style, same in groupby(cut, key=lambda passage: passage.style):
        if style is Style.ROW:
            yield style.value, list(same)
        else:
            yield from ((style.value, [passage]) for passage in same)


def _cost(passage: Passage) -> int:
    return sum(
        len(run.text.encode("utf-8", "replace")) + _LINK_COST * bool(run.mention) for run in passage.runs
    )


def _apart(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        fits = 0 <= mention.start < mention.end <= len(text)
        if fits and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return kept


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield at, stop
        at = stop + 2


def _runs(
    text: str, start: int, end: int, mentions: Sequence[Mention], hits: Sequence[tuple[int, int]]
) -> Iterator[Run]:
    # Mentions and hits are apart and in order, so both their starts and their ends ascend.
    low = bisect_right(mentions, start, key=attrgetter("end"))
    inside = mentions[low : bisect_left(mentions, end, key=attrgetter("start"))]
    first = max(0, bisect_left(hits, start, key=itemgetter(1)))
    marked = []
    for number, (begins, ends) in enumerate(hits[first:], start=first + 1):
        if begins >= end:
            break
        if ends > start:
            marked.append((number, begins, ends))
    edges = {start, end}
    for a, b in [(m.start, m.end) for m in inside] + [(s, e) for _n, s, e in marked]:
        edges |= {max(start, a), min(end, b)}
    for a, b in pairwise(sorted(edges)):
        mention = next((m for m in inside if m.start <= a and b <= m.end), None)
        hit, begins = next(((n, s) for n, s, e in marked if s <= a and b <= e), (0, -1))
        yield Run(text=text[a:b], mention=mention, hit=hit, hit_starts=hit > 0 and a == begins)
