"""A page that carries an official document: its form, from the labelled facts and the document's head."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.extract.header import Header, has_motto, read_header
from crawler.extract.lines import Line
from crawler.extract.officialese import DOC_TYPES, issuer_of_number, type_of_number
from crawler.extract.plain import folded
from crawler.extract.properties import is_property_page, read_properties
from crawler.extract.tree import Node

_BEFORE = 14  # lines before the text's element in which its head may stand
_MANY_FACTS = 6
_INTO = 16  # lines into it
_LABELS = {
    "doc_type": "Loại văn bản",
    "number": "Số ký hiệu",
    "issuer": "Cơ quan ban hành",
    "issued": "Ngày ban hành",
    "effective": "Ngày có hiệu lực",
    "expired": "Ngày hết hiệu lực",
    "signer": "Người ký",
    "signer_title": "Chức danh",
    "summary": "Trích yếu",
    "fields": "Lĩnh vực",
    "decision": "Quyết định công bố",
    "gazette": "Công báo",
    "status": "Tình trạng hiệu lực",
}
_KEYS = ("number", "doc_type", "issuer", "issued", "effective", "signer", "signer_title", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """What makes a page a directive."""

    form: Mapping[str, Any]  # see Document.form; only the keys that are known
    title: str
    issued: dt.date | None
    basis: str  # "label" or "header", of the day of issue
    headed: bool  # the document's own head stands on the page, so its text does too
    telling: bool  # so much of it that other documents listed on the page do not matter
    reason: str

    def is_named(self, heading: str) -> bool:
        """Whether a page's heading names this document, and not the page: "Chi tiết văn bản"."""
        if len(heading) < 20:
            return False
        number = str(self.form.get("number", ""))
        kinds = tuple(folded(kind) for kind in DOC_TYPES)
        return bool(number and number in heading) or folded(heading).startswith(kinds) or not self.title

    def shelf(self, trail: Sequence[str]) -> str | None:
        """The last entry of a trail of sections that is not this document itself."""
        own = (str(self.form.get("number", "?")), f"{self.form.get('doc_type', '?')} ")
        others = [entry for entry in trail if own[0] not in entry and not entry.startswith(own[1])]
        return others[-1] if others else None


def official(lines: Sequence[Line], body: Node | None) -> Official | None:
    """The official document that a page carries, None for any other page.

    The labels of the page win over the head of the text, which may be a draft's; what
    neither says is left out, and so is a number that was never filled in.
    """
    own = [line for line in lines if not line.foreign]
    facts = read_properties(own)
    header = _header(own, body)
    described = is_property_page(facts)
    stated = header is not None and (header.number or header.issued or header.about)
    headed = header is not None and bool(stated) and bool(header.doc_type)
    if not described and not headed:
        return None
    form = _form(facts, header if headed else None)
    issued = form.get("issued")
    return Official(
        form=form,
        title=(header.title if headed and header else "") or _described_title(form),
        issued=dt.date.fromisoformat(issued) if issued else None,
        basis="label" if facts.get("issued") else "header",
        headed=headed,
        telling=headed or len(facts) >= _MANY_FACTS,
        reason="an official document's head" if headed else "labelled facts of an official document",
    )


def described(form: Mapping[str, Any]) -> list[str]:
    """The facts as lines of text: the body of a document of which the page shows no more."""
    return [f"{label}: {_shown(form[key])}" for key, label in _LABELS.items() if form.get(key)]


def _shown(value: Any) -> str:
    """A value as people write it: an ISO day becomes 27/11/2015."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", str(value))
    return f"{found[3]}/{found[2]}/{found[1]}" if found else str(value)


def form_of(header: Header) -> dict[str, Any]:
    """The form of a document of which only the text is known, a file say."""
    return _form({}, header)


def _header(own: Sequence[Line], body: Node | None) -> Header | None:
    """The head of the document, where the national motto stands at the beginning of the text."""
    if body is None:
        return None
    first = next((at for at, line in enumerate(own) if line.node.within(body)), None)
    if first is None:
        return None
    start = max(0, first - _BEFORE)
    for at in range(start, min(len(own), first + _INTO)):
        if has_motto(own[at].text):
            header = read_header([line.text for line in own[max(start, at - 4) :]])
            return header if header.motto else None
    return None


def _form(facts: Mapping[str, str], header: Header | None) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for key in _KEYS:
        value: Any = facts.get(key, "")
        if not value and header is not None:
            value = getattr(header, key, "") or ""
        if isinstance(value, dt.date):
            value = value.isoformat()
        if value:
            form[key] = value
    for key in ("expired", "announced", "gazette", "gazette_date", "status", "scope", "fields", "decision"):
        if facts.get(key):
            form[key] = facts[key]
    number = form.get("number", "")
    if number and (kind := form.get("doc_type") or type_of_number(number)):
        form["doc_type"] = kind
    if number and (issuer := form.get("issuer") or issuer_of_number(number)):
        form["issuer"] = issuer
    summary = facts.get("summary") or (header.about if header else "")
    if summary:
        form["summary"] = summary
    if header is not None and header.recipients:
        form["recipients"] = list(header.recipients)
    return form


def _described_title(form: Mapping[str, Any]) -> str:
    """A title for a document that only its facts describe: its subject, else type and number."""
    name = " ".join(part for part in (form.get("doc_type", ""), form.get("number", "")) if part)
    summary = str(form.get("summary", ""))
    opens = any(folded(summary).startswith(folded(kind)) for kind in DOC_TYPES)
    return summary if opens or not name else f"{name}: {summary}" if summary else name
