"""What a directive in the archive is: its own number, issuer and day, by its form or its text."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

from archive.model import Document, DocumentKind
from index.directives.numbers import find_numbers, number_key
from index.registry import issuers as issuing
from index.registry.dating import dated, stated_day, type_of
from index.registry.issuers import Issuer
from index.registry.numbers import NumberParts, number_parts
from index.registry.read_reference import FORM, NUMBER, SOURCE, STATED, ReadReference

_REPLACED_BY = re.compile(r"(?:thay thế|bãi bỏ) (?:bởi|bằng)", re.IGNORECASE)
_THIS = re.compile(r"(?<!\w)(Bộ luật|Luật|Pháp lệnh|Nghị quyết) này(?!\w)")
_PASSED = re.compile(
    r"thông qua\s+(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})(?!\d)"
)
_FOOT = 4000  # characters at the end of an act where its passing is said, signatures and annexes behind it


def own_reference(document: Document, province: str) -> ReadReference | None:
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
        type=type_of(parts, str(form.get("doc_type") or "") or _calls_itself(document, parts)),
        ordinal=parts.ordinal,
        own=True,
        issuers=found,
        issuer_basis=basis,
        subject=str(form.get("summary") or ("" if nameless else document.title)),
    )
    issued = stated_day(form.get("issued")) or (_passed(document) if parts.of_a_term else None)
    return dated(base, parts, issued, None, "", FORM)


def _calls_itself(document: Document, parts: NumberParts) -> str:
    """ "Luật này …": a number of the National Assembly may be of a law or of a resolution."""
    if not parts.of_a_term:
        return ""
    said = Counter(" ".join(found[1].casefold().split()) for found in _THIS.finditer(document.body))
    return max(sorted(said), key=said.__getitem__, default="")


def _passed(document: Document) -> dt.date | None:
    """The day the National Assembly passed it, which the last lines say."""
    said = [*_PASSED.finditer(document.body, max(0, len(document.body) - _FOOT))]
    if not said:
        return None
    try:
        return dt.date(int(said[-1]["year"]), int(said[-1]["month"]), int(said[-1]["day"]))
    except ValueError:
        return None


def successor(own: ReadReference, status: str) -> list[ReadReference]:
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
            type=type_of(parts, ""),
            ordinal=parts.ordinal,
            issuers=own.issuers if same_series and same_series.issuers == parts.issuers else (),
            issuer_basis=FORM,
            first=own.issued,
            in_form=True,
        )
        certain = issuing.by_number(parts.issuers)
        found.append(replace(one, issuers=(certain,)) if certain is not None else one)
    return found


def own_province(own: ReadReference | None, document: Document) -> str:
    """The province of a directive's issuer, or else of its head; "" where neither names one."""
    if own is None:
        return ""
    named = issuing.province_of(own.issuers[0]) if len(own.issuers) == 1 else ""
    return named or _province_in(document)


def _province_in(document: Document) -> str:
    """The one province a directive's head names, "" when it names none or several."""
    form = document.form
    head = "\n".join([str(form.get("issuer") or ""), str(form.get("place") or ""), document.body[:600]])
    return issuing.only_province(head) or issuing.only_province(document.title)


def differs(one: ReadReference, own: ReadReference) -> bool:
    """Whether a reference to the same number is stated to be another document's."""
    if one.issuer_basis == STATED and own.issuers and not set(one.issuers) & set(own.issuers):
        return True
    return one.issued is not None and own.issued is not None and one.issued != own.issued
