"""What one document says of directives: its references with all the evidence beside each.

Pure: the same document, analysis and province give the same reading. Which directive a
reference means is not decided here; `settling` does, when it sees every reference to a number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model import Analysis, Document, DocumentKind, Mention, MentionType
from index.directives.laws import laws_by_number
from index.directives.numbers import find_numbers, number_key
from index.directives.types import TYPE_BY_NAME, bare, symbol_of
from index.registry import issuers as issuing
from index.registry.agreement import agreed
from index.registry.issuers import Issuer
from index.registry.numbers import NumberParts, number_parts, type_name, type_symbol
from index.registry.read_reference import FORM, NUMBER, SOURCE, STATED, TEXT, ReadReference
from index.registry.surroundings import Surroundings
from index.registry.terms import central_term, span_of, terms_on
from index.registry.units import merged_provinces
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
_REPLACED_BY = re.compile(r"(?:thay thế|bãi bỏ) (?:bởi|bằng)", re.IGNORECASE)
_THIS = re.compile(r"(?<!\w)(Bộ luật|Luật|Pháp lệnh|Nghị quyết) này(?!\w)")
_PASSED = re.compile(
    r"thông qua\s+(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})(?!\d)"
)
_FOOT = 4000  # characters at the end of an act where its passing is said, signatures and annexes behind it
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
    own = _own(document, province)
    around = Surroundings(text, analysis, province or _own_province(own, document))
    mentions = [one for one in analysis.mentions if one.type is MentionType.DIRECTIVE]
    numbers = _Numbers(mentions)
    found = [
        _reference(text, mention, numbers.of(mention), mentions[i + 1 : i + 2], around)
        for i, mention in enumerate(mentions)
    ]
    if own is not None:
        found = [one for one in found if one.number != own.number or _differs(one, own)]
    found = agreed(found, around)
    listed = ([own] if own is not None else []) + found
    if own is not None:
        listed += _successor(own, str(document.form.get("status") or ""))
    aliases = {alias for mention in mentions if (alias := _alias(mention)) is not None}
    return ReadReferences(
        references=tuple(listed), aliases=tuple(sorted(aliases, key=lambda one: (one.name, one.number)))
    )


# ---- the document's own number -------------------------------------------------------


def _own(document: Document, province: str) -> ReadReference | None:
    """What a directive's own form says it is."""
    if document.kind is not DocumentKind.DIRECTIVE:
        return None
    form = document.form
    written = str(form.get("number") or "")
    number = number_key(written)
    parts = number_parts(number) if number else None
    if number is None or parts is None:
        return None
    at = document.text.find(written)
    start = max(at, 0)
    words = str(form.get("issuer") or "")
    who = issuing.by_number(parts.issuers)
    found: tuple[Issuer, ...] = (who,) if who is not None else ()
    basis = NUMBER if found else ""
    if not found and parts.issuers and words:
        found = issuing.stated(parts.issuers[0], words, province or _province_in(document))
        basis = FORM if found else ""
    if not found and parts.issuers:
        default = issuing.of_province(parts.issuers[0], province or _province_in(document))
        found, basis = ((default,), SOURCE) if default is not None else ((), "")
    nameless = number_key(document.title) == number  # the title says no more than the number
    base = ReadReference(
        start=start,
        end=start + len(written) if at >= 0 else start,
        text=written,
        number=number,
        type=_type(parts, str(form.get("doc_type") or "") or _calls_itself(document, parts)),
        ordinal=parts.ordinal,
        own=True,
        issuers=found,
        issuer_basis=basis,
        subject=str(form.get("summary") or ("" if nameless else document.title)),
    )
    issued = _day(form.get("issued")) or (_passed(document) if parts.of_a_term else None)
    return _dated(base, parts, issued, None, "", FORM)


def _calls_itself(document: Document, parts: NumberParts) -> str:
    """ "Luật này …": a number of the National Assembly may be of a law or of a resolution."""
    said = [" ".join(found[1].casefold().split()) for found in _THIS.finditer(document.body)]
    return max(sorted(set(said)), key=said.count) if said and parts.of_a_term else ""


def _passed(document: Document) -> dt.date | None:
    """The day the National Assembly passed it, which the last lines say."""
    said = [*_PASSED.finditer(document.body, max(0, len(document.body) - _FOOT))]
    if not said:
        return None
    try:
        return dt.date(int(said[-1]["year"]), int(said[-1]["month"]), int(said[-1]["day"]))
    except ValueError:
        return None


def _successor(own: ReadReference, status: str) -> list[ReadReference]:
    """What the portal says took the document's place: "Hết hiệu lực, được thay thế bởi 07-NQ/TU"."""
    said = _REPLACED_BY.search(status)
    numbers = find_numbers(status[said.end() :]) if said is not None else []
    found = []
    for span in numbers[:1]:
        parts = number_parts(span.key)
        if parts is None:
            continue
        same_series = number_parts(own.number)
        one = ReadReference(
            start=own.start,
            end=own.end,
            text=status,
            number=span.key,
            type=_type(parts, ""),
            ordinal=parts.ordinal,
            issuers=own.issuers if same_series and same_series.issuers == parts.issuers else (),
            issuer_basis=FORM,
            first=own.issued,
            in_form=True,
        )
        certain = issuing.by_number(parts.issuers)
        found.append(replace(one, issuers=(certain,)) if certain is not None else one)
    return found


def _own_province(own: ReadReference | None, document: Document) -> str:
    if own is None:
        return ""
    named = issuing.province_of(own.issuers[0]) if len(own.issuers) == 1 else ""
    return named or _province_in(document)


def _province_in(document: Document) -> str:
    """The one province a directive's head names, "" when it names none or several."""
    form = document.form
    head = "\n".join([str(form.get("issuer") or ""), str(form.get("place") or ""), document.body[:600]])
    return issuing.only_province(head) or issuing.only_province(document.title)


def _differs(one: ReadReference, own: ReadReference) -> bool:
    """Whether a reference to the same number is stated to be another document's."""
    if one.issuer_basis == STATED and own.issuers and not set(one.issuers) & set(own.issuers):
        return True
    return one.issued is not None and own.issued is not None and one.issued != own.issued


# ---- references in the text ----------------------------------------------------------


class _Numbers:
    """The number each mention means: short ones by the one full number of their text."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._full: dict[tuple[str, int], set[str]] = {}
        self._versions: dict[str, set[str]] = {}  # law's name -> its versions the text names
        for mention in mentions:
            parts = number_parts(mention.key)
            if parts is not None:
                kind = _type(parts, str(mention.attributes.get("doc_type") or ""))
                self._full.setdefault((bare(kind), parts.ordinal), set()).add(mention.key)
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
            full = self._full.get((bare(kind), int(ordinal[0])), set()) if ordinal else set()
            return next(iter(full)) if len(full) == 1 else mention.key
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
    if parts is None and written:
        number = _of_central(number, kind, str(written), words)
        parts = number_parts(number)
    base = ReadReference(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        number=number,
        type=_type(parts, kind),
        subject=_subject(text, mention.end, until),
    )
    issued = _day(mention.attributes.get("issued"))
    if parts is None and number.startswith(_CONGRESS):
        found = around.congress(mention)
        return replace(base, issuers=found, issuer_basis=TEXT if found else "")
    if parts is None:
        return _named(base, issued, written)
    base = replace(base, ordinal=parts.ordinal)
    found, basis = _issuers(parts, mention, words, around)
    base = replace(base, issuers=found, issuer_basis=basis)
    year = _YEAR_BEHIND.match(text, mention.end, until)
    term = _term_behind(text, mention.end, until, found)
    return _dated(base, parts, issued, int(year["year"]) if year else None, term, STATED)


def _issuers(
    parts: NumberParts, mention: Mention, words: str, around: Surroundings
) -> tuple[tuple[Issuer, ...], str]:
    certain = issuing.by_number(parts.issuers)
    if certain is not None:
        return (certain,), NUMBER
    symbol = parts.issuers[0] if parts.issuers else ""
    for said in (words, around.body_before(mention)):
        found = issuing.stated(symbol, said, around.province) if said else ()
        if found:
            return found, STATED
    found = around.default_issuers(symbol, mention)
    return found, SOURCE if found else ""


def _of_central(number: str, kind: str, written: str, words: str) -> str:
    """ "Chỉ thị số 05" of the Politburo -> "05-CT/TW": the issuer's words complete the number."""
    symbol = type_symbol(kind.casefold())
    central = bool(words) and issuing.stated("TW", words, "") != ()
    if symbol is None or not central or not written.isdigit():
        return number
    return f"{int(written):02d}-{symbol}/TW"


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


def _dated(
    base: ReadReference, parts: NumberParts, issued: dt.date | None, year: int | None, term: str, basis: str
) -> ReadReference:
    """The reference with its period: the term or year in which its number is the only one."""
    if parts.year is not None or parts.of_a_term:
        span = parts.year or (issued.year if issued else year)
        dated = replace(base, issued=issued, period=str(parts.year or ""), period_basis=NUMBER)
        if span is None:
            return dated
        first, last = issued or dt.date(span, 1, 1), issued or dt.date(span, 12, 31)
        return replace(dated, first=first, last=last)
    level, merged = _committee_level(base)
    if issued is not None:
        terms = terms_on(issued, level, merged=merged) if parts.party else (str(issued.year),)
        period = terms[0] if len(terms) == 1 else issued.isoformat()
        return replace(base, issued=issued, first=issued, last=issued, period=period, period_basis=basis)
    if term and parts.party:
        span_of_term = span_of(term, level, merged=merged)
        if span_of_term is not None:
            first, last_day = span_of_term
            return replace(base, first=first, last=last_day, period=term, period_basis=basis)
    if year is not None:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        terms = (str(year),)
        if parts.party:
            terms = tuple({*terms_on(first, level, merged=merged), *terms_on(last, level, merged=merged)})
        period = terms[0] if len(terms) == 1 else ""
        return replace(base, first=first, last=last, period=period, period_basis=basis if period else "")
    return base


def _committee_level(base: ReadReference) -> tuple[str, bool]:
    """(level of the terms, whether the province was formed anew in 2025)."""
    if not base.issuers:
        return "province", False
    one = base.issuers[0]
    level = "central" if one.level == issuing.NATIONAL else one.level or "province"
    return level, level == "province" and issuing.province_of(one) in merged_provinces()


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


def _type(parts: NumberParts | None, written: str) -> str:
    """The document type: as the number says, or as written before it."""
    said = " ".join(written.split()).casefold()
    if said not in TYPE_BY_NAME:
        symbol = symbol_of(written) if written else None
        said = type_name(symbol, party=bool(parts and parts.party)) if symbol else ""
    return (parts.type if parts is not None else "") or said


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _alias(mention: Mention) -> Alias | None:
    parts = number_parts(mention.key)
    if parts is None or not parts.of_a_term:
        return None
    found = _LAW_WITH_NUMBER.match(" ".join(mention.text.split()))
    if found is None:
        return None
    name = _LAW_TAIL.sub("", _LAW_TAIL.sub("", found["name"]))
    return Alias(name=exact_key(name), number=mention.key)
