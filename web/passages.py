"""A document's text cut into what a page draws: paragraphs, headings, mentions and hits.

Everything here is text; the template escapes it. No HTML of a captured page gets this far.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.model import Document, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text of one look: inside at most one mention, wholly a hit or not."""

    text: str
    mention: Mention | None = None
    hit: int = 0  # the ordinal of the hit this run begins or continues, 0 for none
    hit_starts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of one zone, as runs in order; `lines` are split where the text breaks them."""

    zone: str  # "title", "lead" or "body"
    runs: tuple[Run, ...]


def passages(
    document: Document,
    mentions: Iterable[Mention] = (),
    hits: Sequence[tuple[int, int]] = (),
) -> tuple[Passage, ...]:
    """Cut `document.text`; mentions that overlap an earlier one or do not fit are left out."""
    text = document.text
    links = _apart(text, mentions)
    cut = []
    for zone, start, end in document.zones():
        for first, last in _paragraphs(text, start, end):
            cut.append(Passage(zone=zone, runs=tuple(_runs(text, first, last, links, hits))))
    return tuple(cut)


def _apart(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        fits = 0 <= mention.start < mention.end <= len(text)
        if fits and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return kept


def _paragraphs(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield at, stop
        at = stop + 2


def _runs(
    text: str, start: int, end: int, mentions: Sequence[Mention], hits: Sequence[tuple[int, int]]
) -> Iterable[Run]:
    inside = [m for m in mentions if m.start < end and m.end > start]
    marked = [(n, s, e) for n, (s, e) in enumerate(hits, start=1) if s < end and e > start]
    edges = {start, end}
    for a, b in [(m.start, m.end) for m in inside] + [(s, e) for _n, s, e in marked]:
        edges |= {max(start, a), min(end, b)}
    cuts = sorted(edges)
    for a, b in pairwise(cuts):
        mention = next((m for m in inside if m.start <= a and b <= m.end), None)
        hit = next(((n, s) for n, s, e in marked if s <= a and b <= e), (0, -1))
        yield Run(
            text=text[a:b], mention=mention, hit=hit[0], hit_starts=hit[0] > 0 and a == max(hit[1], start)
        )
