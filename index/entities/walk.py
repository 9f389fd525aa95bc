"""The walk over the pieces of a text: bodies, places and persons, none nested, none overlapping.

From left to right; at each piece the rules are asked in the order of `Walk.spans` and `Walk._named`,
and the first that fits takes its pieces. What only the whole text tells (short forms it coined, communes and
names met again) is looked for afterwards, in what was left.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from archive.model import MentionType
from index.entities.bodies.body import Bodies
from index.entities.bodies.codes import Codes
from index.entities.bodies.heads import heads
from index.entities.bodies.media import Media
from index.entities.bodies.short_forms import short_forms
from index.entities.persons.lists import PersonLists
from index.entities.persons.names_again import NamesAgain
from index.entities.persons.person import Persons
from index.entities.persons.signatures import Signatures
from index.entities.persons.titles import title_words
from index.entities.pieces import Pieces
from index.entities.places.dwellings import Dwellings
from index.entities.places.lists import PlaceLists
from index.entities.places.place import Places
from index.entities.places.streets import Streets
from index.entities.places.unit_words import LETTER_UNITS, unit_words
from index.entities.spans import Span

BODY, PLACE, PERSON = MentionType.BODY, MentionType.PLACE, MentionType.PERSON


@cache
def _telling_words() -> frozenset[str]:
    """Small words that can begin a body, a place or a title; the walk passes over all others."""
    return heads().first_keys() | unit_words().first_keys() | title_words() | LETTER_UNITS


class Walk:
    """One walk over one text."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._places = places = Places(pieces)
        self._lists = PlaceLists(pieces, places)
        self._streets = Streets(pieces, places)
        self._dwellings = Dwellings(pieces, places)
        self._bodies = Bodies(pieces, places)
        self._media = Media(pieces, places)
        self._codes = Codes(pieces, places, self._bodies)
        self._persons = Persons(pieces, places)
        self._person_lists = PersonLists(pieces, places)
        self._signatures = Signatures(pieces, places)
        self._spans: list[Span] = []
        self._taken = bytearray(len(pieces))
        self._found_bodies: list[tuple[int, int]] = []

    def spans(self) -> list[Span]:
        """What is found, in the order of the text."""
        telling = _telling_words()
        shapes, keys = self._pieces.shapes, self._pieces.keys
        i, count = 0, len(self._pieces)
        while i < count:
            small = shapes[i] == "l"
            if self._taken[i] or shapes[i] in "npd" or (small and keys[i] not in telling):
                i += 1
                continue
            after = self._body(i)
            if after is not None:
                i = after
                continue
            i = self._bodies.many.of_all(i) or i
            if i < count and shapes[i] not in "npd":
                i = self._named(i, small=small) or i + 1
        self._look_again()
        return sorted(self._spans, key=lambda span: span.start)

    def _take(self, kind: MentionType, first: int, last: int) -> None:
        if kind is BODY:
            self._found_bodies.append((first, last))
        self._spans.append(Span(kind, self._pieces.starts[first], self._pieces.ends[last - 1]))
        self._taken[first:last] = b"\x01" * (last - first)

    def _take_all(self, kind: MentionType, found: Iterable[tuple[int, int]]) -> None:
        for first, last in found:
            self._take(kind, first, last)

    # ---- Each step takes what begins at a piece and answers the index after it, None where nothing does.

    def _body(self, at: int) -> int | None:
        """A body, and who holds the office that it ends."""
        codes, bodies = self._codes, self._bodies
        end = self._media.at(at) or codes.police_code(at) or bodies.body(at) or codes.foreign_firm(at)
        if end is None:
            return None
        self._take(BODY, at, end)
        in_office = end < len(self._pieces) and bodies.in_title(at)
        holder = self._persons.after_title(end, single=False) if in_office else None
        if holder is None or holder <= end + 1:
            return end
        self._take(PERSON, end, holder)
        return holder

    def _named(self, at: int, *, small: bool) -> int | None:
        """Whatever else has a name; behind a small word only what that word tells."""
        after = self._titled(at, small=small) or self._listed(at) or self._place(at)
        if after is not None or small:
            return after
        return self._place_without_unit(at) or self._signed(at) or self._person(at)

    def _titled(self, at: int, *, small: bool) -> int | None:
        """What a title tells: a name, a country and a name, a firm."""
        title = self._persons.title(at)
        if title is None or title[0] >= len(self._pieces):
            return None
        if not small and self._places.bare(at) is not None:
            return None  # "Bà Rịa" is no lady
        start, single = title
        name = self._persons.after_title(start, single)
        if name is not None and self._bodies.body(start) is None:
            self._take(PERSON, start, name)
            lists = self._person_lists
            return self._take_persons(lists.titled(at, name) or lists.credited(start, name), name)
        if single:
            return None
        if (after := self._of_country(start)) is not None:
            return after
        firm = self._codes.firm(start)
        if firm is None or self._bodies.body(start) is not None:
            return None
        self._take(BODY, start, firm)
        return firm

    def _of_country(self, at: int) -> int | None:
        """As in "Tổng thống Mỹ Donald Bryant", behind the title."""
        land = self._places.country(at)
        if land is None or land >= len(self._pieces):
            return None
        name = self._persons.after_title(land, single=False) or self._persons.foreign(land)
        if name is None:
            return None
        self._take(PLACE, at, land)
        self._take(PERSON, land, name)
        return name

    def _listed(self, at: int) -> int | None:
        """Places in a list, or along a route."""
        listed = self._lists.listed(at) or self._lists.announced(at) or self._streets.route(at)
        self._take_all(PLACE, listed)
        return listed[-1][1] if listed else None

    def _place(self, at: int) -> int | None:
        """A place behind its unit word, and those the same word holds for."""
        end = self._places.place(at)
        if end is None:
            return None
        self._take(PLACE, at, end)
        also = self._lists.also(at, end)
        self._take_all(PLACE, also)
        return also[-1][1] if also else end

    def _place_without_unit(self, at: int) -> int | None:
        end = self._streets.street(at) or self._places.bare(at)
        also: list[tuple[int, int]] = []
        if end is None and (end := self._dwellings.commune_in(at)) is not None:
            also = self._lists.communes_after(end)
        if end is not None:
            self._take_all(PLACE, [(at, end), *also])
        return also[-1][1] if also else end

    def _signed(self, at: int) -> int | None:
        """Names under a text."""
        signed = self._signatures.at(at)
        self._take_all(PERSON, signed)
        return signed[-1][1] if signed else None

    def _person(self, at: int) -> int | None:
        """A person by what the name is made of alone, and those in a list with it."""
        full = self._persons.full_name(at)
        end = full or self._persons.aged(at) or self._persons.initials(at) or self._persons.accused(at)
        end = end or self._persons.foreign(at)
        if end is None:
            return None
        self._take(PERSON, at, end)
        return self._take_persons(self._person_lists.after(end) if full else [], end)

    def _take_persons(self, found: list[tuple[int, int]], end: int) -> int:
        """Take the persons listed behind one that ends at `end`, or the one that "và" joins to it."""
        found = found or self._person_lists.joined(end)
        for first, last in found:
            self._persons.remember(first, last)
        self._take_all(PERSON, found)
        if not found or "(" in self._pieces.keys[end : found[-1][1]]:
            return end  # what stands in brackets behind a name is read next
        return found[-1][1]

    def _look_again(self) -> None:
        """Take what only the whole text tells, out of what was left."""
        self._take_all(BODY, short_forms(self._pieces, self._found_bodies, self._taken))
        self._take_all(PLACE, self._dwellings.again(self._taken))
        self._take_all(PERSON, NamesAgain(self._pieces, self._places, self._persons).found(self._taken))
