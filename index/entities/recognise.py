"""The recogniser: directives, dates, bodies, places and persons of a text, with exact offsets.

One walk from left to right over the pieces. Directives and dates are found first by their
forms and taken out; then, at each piece, the rules for bodies, places and persons are asked in
that order, and the first that fits takes its pieces. Nothing nests, nothing overlaps.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

from archive.model import Mention, MentionType
from index.directives.reference import Reference
from index.directives.references import find_references
from index.entities.bodies import Bodies
from index.entities.codes import Codes
from index.entities.composed import Composed, compose
from index.entities.date_evidence import dates_of
from index.entities.dates import DateSpan
from index.entities.dwellings import Dwellings
from index.entities.heads import heads
from index.entities.names_again import NamesAgain
from index.entities.persons import Persons, title_words
from index.entities.pieces import Pieces, cut
from index.entities.place_lists import PlaceLists
from index.entities.places import LETTER_UNITS, Places, unit_words
from index.entities.resolve import mentions_of
from index.entities.short_forms import short_forms
from index.entities.signatures import Signatures
from index.entities.spans import Span
from index.entities.streets import Streets

BODY, PLACE, PERSON = MentionType.BODY, MentionType.PLACE, MentionType.PERSON


def recognise(text: str, *, day: dt.date | None = None, province: str = "") -> list[Mention]:
    """Every mention of `text` in order, offsets into `text` as given.

    Args:
        day: the day of publication; dates that state no year are resolved against it.
        province: the source's province ("Sơn La"); it completes local bodies ("Tỉnh ủy").
    """
    return recognise_composed(compose(text), text, day=day, province=province)


def recognise_composed(composed: Composed, text: str, *, day: dt.date | None, province: str) -> list[Mention]:
    """As `recognise`, for a text that was composed already."""
    references, dates, spans = spans_of(composed.text, day)
    mentions = mentions_of(composed.text, references, dates, spans, province)
    return [_in_original(mention, composed, text) for mention in mentions]


def _in_original(mention: Mention, composed: Composed, text: str) -> Mention:
    start, end = composed.original(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=text[start:end])


def spans_of(text: str, day: dt.date | None) -> tuple[list[Reference], list[DateSpan], list[Span]]:
    """What the forms and the walk find in `text` (NFC), none overlapping."""
    references = find_references(text)
    covered = bytearray(len(text) + 1)
    for reference in references:
        covered[reference.start : reference.end] = b"\x01" * (reference.end - reference.start)
    dates = [date for date in dates_of(text, day) if not any(covered[date.start : date.end])]
    for date in dates:
        if date.kind == "calendar":
            covered[date.start : date.end] = b"\x01" * (date.end - date.start)
    for pattern in (_MOTTO, _NAMED_DAY, _NAMED_THING):
        for found in pattern.finditer(text):
            covered[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return references, dates, _walk(cut(text, covered))


_MOTTO = re.compile(
    r"(?<!quốc hội )(?<!quốc hội nước )(?<!chính phủ )(?<!chính phủ nước )"
    r"(?:nước\s+)?cộng h(?:òa|oà) xã hội chủ nghĩa việt nam",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"(?<!\w)(?:Ngày|ngày|Mẹ|Bà mẹ|mẹ)(?: [^\W\d_]+){0,5}? Việt Nam(?= anh hùng| \(?\d| |[,.;)]|$)"
)
"""Names that hold a place and are none: the motto, "Ngày Gia đình Việt Nam", "Mẹ Việt Nam anh hùng"."""
# money and a disease
_NAMED_THING = re.compile(r"(?<![hH]ội )(?<!\w)(?:đồng Việt Nam|lợn [cC]hâu Phi)(?!\w)")


@cache
def _telling_words() -> frozenset[str]:
    """Small words that can begin a body, a place or a title; the walk passes over all others."""
    return heads().first_keys() | unit_words().first_keys() | title_words() | LETTER_UNITS


def _walk(pieces: Pieces) -> list[Span]:
    places = Places(pieces)
    lists = PlaceLists(pieces, places)
    streets = Streets(pieces, places)
    dwellings = Dwellings(pieces, places)
    bodies = Bodies(pieces, places)
    codes = Codes(pieces, places, bodies)
    persons = Persons(pieces, places)
    signatures = Signatures(pieces, places)
    spans: list[Span] = []
    taken = bytearray(len(pieces))
    i = 0
    count = len(pieces)

    found_bodies: list[tuple[int, int]] = []

    def take(kind: MentionType, first: int, last: int) -> None:
        if kind is BODY:
            found_bodies.append((first, last))
        spans.append(Span(kind, pieces.starts[first], pieces.ends[last - 1]))
        taken[first:last] = b"\x01" * (last - first)

    telling = _telling_words()
    while i < count:
        shape = pieces.shapes[i]
        if shape in "npd" or (shape == "l" and pieces.keys[i] not in telling):
            i += 1
            continue
        end = codes.dateline(i) or codes.police_code(i) or bodies.body(i) or codes.foreign_firm(i)
        if end is not None:
            take(BODY, i, end)
            holder = persons.after_title(end, single=False) if end < count and bodies.in_title(i) else None
            if holder is not None and holder > end + 1:
                take(PERSON, end, holder)
                end = holder
            i = end
            continue
        i = bodies.of_all(i) or i
        if i == count or pieces.shapes[i] in "npd":
            continue
        title = persons.title(i)
        if title is not None and (shape == "l" or places.bare(i) is None):  # "Bà Rịa" is no lady
            name = persons.after_title(title[0], title[1]) if title[0] < count else None
            if name is not None and bodies.body(title[0]) is None:
                take(PERSON, title[0], name)
                i = name
                continue
            land = places.country(title[0]) if title[0] < count and not title[1] else None
            if (
                land is not None
                and land < count
                and (name := persons.after_title(land, single=False)) is not None
            ):
                take(PLACE, title[0], land)  # "Tổng thống Mỹ Donald Bryant"
                take(PERSON, land, name)
                i = name
                continue
            firm = codes.firm(title[0]) if title[0] < count and not title[1] else None
            if firm is not None and bodies.body(title[0]) is None:
                take(BODY, title[0], firm)
                i = firm
                continue
        listed = lists.listed(i) or streets.route(i)
        if listed:
            for first, last in listed:
                take(PLACE, first, last)
            i = listed[-1][1]
            continue
        end = places.place(i)
        if end is not None:
            take(PLACE, i, end)
            for first, last in lists.also(i, end):
                take(PLACE, first, last)
                end = last
            i = end
            continue
        if shape == "l":
            i += 1
            continue
        end = streets.street(i) or places.bare(i) or dwellings.commune_in(i)
        if end is not None:
            take(PLACE, i, end)
            i = end
            continue
        signed = signatures.at(i)
        if signed:
            for first, last in signed:
                take(PERSON, first, last)
            i = signed[-1][1]
            continue
        end = persons.full_name(i) or persons.aged(i) or persons.initials(i)
        if end is not None:
            take(PERSON, i, end)
            i = end
            continue
        i += 1
    for first, last in short_forms(pieces, found_bodies, taken):
        take(BODY, first, last)
    for first, last in dwellings.again(taken):
        take(PLACE, first, last)
    again = NamesAgain(pieces, places, persons).found(taken)
    for first, last in again:
        take(PERSON, first, last)
    return sorted(spans, key=lambda span: span.start)
