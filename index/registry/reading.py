"""What one document says of directives: its references with all the evidence beside each.

Pure: the same document, analysis and province give the same reading. Which directive a
reference means is not decided here; `settling` does, when it sees every reference to a number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model import Analysis, Document, Mention, MentionType
from index.directives.laws import laws_by_number
from index.directives.types import bare
from index.registry import issuers as issuing
from index.registry.agreement import agreed
from index.registry.dating import dated, stated_day, type_of
from index.registry.issuers import Issuer
from index.registry.numbers import NumberParts, number_parts
from index.registry.own import differs, own_province, own_reference, successor
from index.registry.read_reference import NUMBER, STATED, TEXT, ReadReference
from index.registry.short_numbers import ShortNumber, completed, short_number
from index.registry.surroundings import Surroundings
from index.registry.terms import central_term
from index.text.keys import exact_key

_YEAR_BEHIND = re.compile(
    r"[ \u00a0]*(?:,[ ]*)?(?:ban hành[ ]+)?\(?năm[ \u00a0]+(?P<year>(?:19|20)\d\d)(?!\d)"
)
_TERM_BEHIND = re.compile(
    r"(?:(?!(?<!\w)(?:về|đại hội)(?!\w))[^.;\n]){0,60}?nhiệm kỳ[ \u00a0]+(?P<first>\d{4})[ ]*[-–][ ]*"
    r"(?P<last>\d{4})"
)
_CONGRESS_BEHIND = re.compile(
    r"(?:(?!(?<!\w)về(?!\w))[^.;,\n]){0,50}?kh(?:óa|oá)[ \u00a0]+(?P<congress>[IVX]{1,5})(?!\w)"
)
_SUBJECT = re.compile(r"[^.;:\n]{0,110}?(?<!\w)về[ ]+(?:việc[ ]+)?(?P<subject>[^.;:\n(“\"]{8,160})")
_CONGRESS = "nghị quyết đại hội"
_LAW_YEAR = re.compile(r"(?P<name>.+) (?P<year>(?:19|20)\d\d)")
_LAW_WITH_NUMBER = re.compile(
    r"(?P<name>(?:Bộ luật|Luật|Pháp lệnh)\s+\S.{2,100}?)[\s,(]+(?:năm \d{4}[\s,(]+)?số", re.IGNORECASE
)
_LAW_TAIL = re.compile(r"\s*(?:\((?:sửa đổi|sửa đổi, bổ sung)\)|(?:năm )?(?:19|20)\d\d)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A law's name and number standing together."""

    name: str  # key, without the year
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReferences:
    """All references of a document in order, its own first, and the aliases it teaches."""

    references: tuple[ReadReference, ...]
    aliases: tuple[Alias, ...]


def read_references(document: Document, analysis: Analysis, province: str = "") -> ReadReferences:
    """The references of `document`, each with its evidence.

    Args: province: the source's; a directive's own issuer takes its place where the source has none.
    """
    text = document.text
    own = own_reference(document, province)
    around = Surroundings(text, analysis, province or own_province(own, document))
    mentions = [one for one in analysis.mentions if one.type is MentionType.DIRECTIVE]
    numbers = _Numbers(mentions)
    found = [
        _reference(text, mention, numbers.of(mention), mentions[i + 1 : i + 2], around)
        for i, mention in enumerate(mentions)
    ]
    if own is not None:
        found = [one for one in found if one.number != own.number or differs(one, own)]
    found = agreed(found, around)
    listed = ([own] if own is not None else []) + found
    if own is not None:
        listed += successor(own, str(document.form.get("status") or ""))
    aliases = {alias for mention in mentions if (alias := _alias(mention)) is not None}
    return ReadReferences(
        references=tuple(listed), aliases=tuple(sorted(aliases, key=lambda one: (one.name, one.number)))
    )


class _Numbers:
    """The number each mention means: short ones by the one full number of their text."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._full: dict[tuple[str, int], dict[str, set[int]]] = {}  # number -> years stated of it
        self._versions: dict[str, set[str]] = {}  # law's name -> its versions the text names
        for mention in mentions:
            parts = number_parts(mention.key)
            if parts is not None:
                kind = type_of(parts, str(mention.attributes.get("doc_type") or ""))
                years = self._full.setdefault((bare(kind), parts.ordinal), {}).setdefault(mention.key, set())
                issued = stated_day(mention.attributes.get("issued"))
                years.update({parts.year} if parts.year else {issued.year} if issued else ())
                law = laws_by_number().get(mention.key)
                if law is not None:
                    self._versions.setdefault(exact_key(law[0]), set()).add(mention.key)

    def of(self, mention: Mention) -> str:
        """Normal form, or the mention's key while the text does not say more."""
        if number_parts(mention.key) is not None:
            return mention.key
        number = mention.attributes.get("number")
        kind = str(mention.attributes.get("doc_type") or "")
        if number:
            ordinal = re.match(r"\d+", str(number))
            full = self._full.get((bare(kind), int(ordinal[0])), {}) if ordinal else {}
            year = _year_with(mention)
            meant = [number for number, years in full.items() if year is None or year in years]
            return meant[0] if len(meant) == 1 else mention.key
        named = self._versions.get(mention.key, set())
        return next(iter(named)) if len(named) == 1 else mention.key


def _reference(
    text: str, mention: Mention, number: str, following: Sequence[Mention], around: Surroundings
) -> ReadReference:
    kind = str(mention.attributes.get("doc_type") or "")
    written = mention.attributes.get("number")
    until = min([len(text), *(one.start for one in following)])
    words = around.issuer_words(mention)
    parts = number_parts(number)
    issued = stated_day(mention.attributes.get("issued"))
    year = _year_of(text, mention, until, issued)
    short = short_number(number) if parts is None and written else None
    if short is not None:
        words = words or around.body_before(mention)
        number = completed(short, year, words) or number
        parts = number_parts(number)
    base = ReadReference(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        number=number,
        type=type_of(parts, kind),
        subject=_subject(text, mention.end, until),
    )
    if parts is None and number.startswith(_CONGRESS):
        found = around.congress(mention)
        return replace(base, issuers=found, issuer_basis=TEXT if found else "")
    if short is not None and parts is None:
        return _short(base, short, issued, year, words, mention, around)
    if parts is None:
        return _named(base, issued, written)
    base = replace(base, ordinal=parts.ordinal)
    found, basis = _issuers(parts, mention, around)
    base = replace(base, issuers=found, issuer_basis=basis)
    term = _term_behind(text, mention.end, until, found)
    return dated(base, parts, issued, year or around.year_of_issue(mention), term, STATED)


def _issuers(parts: NumberParts, mention: Mention, around: Surroundings) -> tuple[tuple[Issuer, ...], str]:
    certain = issuing.by_number(parts.issuers)
    if certain is not None:
        return (certain,), NUMBER
    if around.is_of_any(mention.start):
        return (), ""
    return around.issuers(parts.issuers[0] if parts.issuers else "", mention)


def _year_with(mention: Mention) -> int | None:
    """The year a short number is written with: "Quyết định 2235/2017"."""
    short = short_number(
        f"{mention.attributes.get('doc_type') or ''} {mention.attributes.get('number') or ''}"
    )
    return short.year if short is not None else None


def _year_of(text: str, mention: Mention, until: int, issued: dt.date | None) -> int | None:
    """The year of issue that is written behind the number, in it, or in the day behind it."""
    year = _YEAR_BEHIND.match(text, mention.end, until)
    if year is not None:
        return int(year["year"])
    return _year_with(mention) or (issued.year if issued is not None else None)


def _short(
    base: ReadReference,
    short: ShortNumber,
    issued: dt.date | None,
    year: int | None,
    words: str,
    mention: Mention,
    around: Surroundings,
) -> ReadReference:
    """A number that stays short, with the issuer and the year it states: evidence, no directive."""
    found: tuple[Issuer, ...]
    national = issuing.by_number((issuing.national_symbol(words),))
    if national is not None:
        found, basis = (national,), STATED
    else:
        found, basis = around.issuers(issuing.symbol_in(words), mention)
    first, last = issued, issued
    if issued is None and year is not None:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return replace(
        base,
        ordinal=short.ordinal,
        issuers=found,
        issuer_basis=basis,
        issued=issued,
        first=first,
        last=last,
        period=str(year or ""),
        period_basis=STATED if year is not None else "",
    )


def _named(base: ReadReference, issued: dt.date | None, written: object) -> ReadReference:
    """A law by its name, a congress's resolution, or a short number that stays short."""
    if written:
        ordinal = re.match(r"\d+", str(written))
        return replace(
            base, ordinal=int(ordinal[0]) if ordinal else 0, issued=issued, first=issued, last=issued
        )
    found = _LAW_YEAR.fullmatch(base.number)
    year = int(found["year"]) if found else issued.year if issued else None
    number = found["name"] if found else base.number
    if year is None:
        return replace(base, number=number)
    return replace(
        base,
        number=number,
        issued=issued,
        first=issued or dt.date(year, 1, 1),
        last=issued or dt.date(year, 12, 31),
        period=str(year),
        period_basis=STATED,
    )


def _term_behind(text: str, at: int, until: int, found: tuple[Issuer, ...]) -> str:
    term = _TERM_BEHIND.match(text, at, until)
    if term is not None:
        return f"{term['first']}-{term['last']}"
    congress = _CONGRESS_BEHIND.match(text, at, until)
    if congress is not None and any(one.level == issuing.NATIONAL for one in found):
        return central_term(congress["congress"]) or ""
    return ""


def _subject(text: str, at: int, until: int) -> str:
    found = _SUBJECT.match(text, at, until)
    return " ".join(found["subject"].split()) if found is not None else ""


def _alias(mention: Mention) -> Alias | None:
    parts = number_parts(mention.key)
    if parts is None or not parts.of_a_term:
        return None
    found = _LAW_WITH_NUMBER.match(" ".join(mention.text.split()))
    if found is None:
        return None
    name = _LAW_TAIL.sub("", _LAW_TAIL.sub("", found["name"]))
    return Alias(name=exact_key(name), number=mention.key)
