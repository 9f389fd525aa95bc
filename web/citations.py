"""A document cited: in running styles for people, in formats for reference managers.

Sources: APA 7th edition (newspaper article), Chicago 17 (notes and bibliography, 14.191),
the Vietnamese thesis style of Thông tư 08/2021/TT-BGDĐT faculties follow (author, title,
paper, day, address, day seen), BibTeX, RIS (Clarivate, 2011), CSL-JSON 1.0.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


# Not strftime("%B"): that follows the machine's locale.
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a citation needs to know of a document."""

    id: str
    title: str
    author: str  # as written on the page; empty when it names none
    publication: str  # the source's name
    day: dt.date | None
    url: str  # where it was published
    archived_url: str  # its permanent address here
    directive: bool = False
    number: str = ""  # of a directive


def vietnamese(ref: Reference, seen: dt.date) -> str:
    """Author. Title. Paper, day. Address, seen on."""
    day = ref.day.strftime("%d/%m/%Y") if ref.day else "không rõ ngày"
    who = f"{ref.author}. " if ref.author else ""
    online = f"{ref.url}. " if _on_the_web(ref.url) else ""
    return (
        f"{who}“{ref.title}”. {ref.publication}, {day}. {online}"
        f"Bản lưu: {ref.archived_url}, truy cập ngày {seen.strftime('%d/%m/%Y')}."
    )


def apa(ref: Reference) -> str:
    """Author. (Year, Month day). Title. Publication. URL; the title leads when nobody signs."""
    day = f"({ref.day.year}, {_MONTHS[ref.day.month - 1]} {ref.day.day})" if ref.day else "(n.d.)"
    title, who = ref.title.rstrip("."), ref.author.rstrip(".")
    head = f"{who}. {day}. {title}." if who else f"{title}. {day}."
    return f"{head} {ref.publication}. {ref.archived_url}"


def chicago(ref: Reference) -> str:
    """Author. “Title.” Publication, Month day, year. URL."""
    day = f"{_MONTHS[ref.day.month - 1]} {ref.day.day}, {ref.day.year}" if ref.day else "n.d."
    who = f"{ref.author.rstrip('.')}. " if ref.author else ""
    return f"{who}“{ref.title.rstrip('.')}.” {ref.publication}, {day}. {ref.archived_url}."


def bibtex(ref: Reference) -> str:
    """One entry, ending in a newline."""
    fields = [
        ("title", f"{{{_bibtex_text(ref.title)}}}"),
        ("author", f"{{{_bibtex_text(ref.author)}}}" if ref.author else ""),
        ("journal", "" if ref.directive else _bibtex_text(ref.publication)),
        ("institution", _bibtex_text(ref.publication) if ref.directive else ""),
        ("number", _bibtex_text(ref.number)),
        ("date", ref.day.isoformat() if ref.day else ""),
        ("year", str(ref.day.year) if ref.day else ""),
        ("url", _braced_url(ref.url) if _on_the_web(ref.url) else ""),
        ("note", f"Bản lưu: \\url{{{_braced_url(ref.archived_url)}}}"),
        ("langid", "vietnamese"),
    ]
    kind = "techreport" if ref.directive else "article"
    lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
    return f"@{kind}{{{bibtex_key(ref)},\n" + ",\n".join(lines) + "\n}\n"


def bibtex_key(ref: Reference) -> str:
    """Two words of the title, the year and the id: readable, and unique in the archive."""
    plain = unicodedata.normalize("NFD", ref.title.lower().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    year = str(ref.day.year) if ref.day else "nd"
    return "-".join([*words[:2], year, re.sub(r"[^A-Za-z0-9.-]", "", ref.id)])


def ris(ref: Reference) -> str:
    """One record with CRLF line ends, as the format asks."""
    tags = [
        ("TY", "GOVDOC" if ref.directive else "NEWS"),
        ("ID", ref.id),
        ("TI", ref.title),
        ("AU", ref.author),
        ("PB" if ref.directive else "T2", ref.publication),
        ("M1" if ref.directive else "", ref.number),
        ("PY", str(ref.day.year) if ref.day else ""),
        ("DA", ref.day.strftime("%Y/%m/%d") if ref.day else ""),
        ("LA", "vi"),
        ("UR", ref.url if _on_the_web(ref.url) else ""),
        ("L2", ref.archived_url),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in tags if tag and value]
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"


def csl_json(ref: Reference) -> dict[str, Any]:
    """One item; the author as a literal, since Vietnamese names are not split safely."""
    item: dict[str, Any] = {
        "id": ref.id,
        "type": "legislation" if ref.directive else "article-newspaper",
        "title": ref.title,
        "container-title": ref.publication,
        "URL": ref.url,
        "archive_location": ref.archived_url,
        "language": "vi",
    }
    if ref.author:
        item["author"] = [{"literal": ref.author}]
    if ref.number:
        item["number"] = ref.number
    if ref.day:
        item["issued"] = {"date-parts": [[ref.day.year, ref.day.month, ref.day.day]]}
    return item


def _on_the_web(url: str) -> bool:
    """What was imported from a file has a name, not an address."""
    return url.startswith(("http://", "https://"))


def _bibtex_text(text: str) -> str:
    return "".join(_BIBTEX.get(c, c) for c in _one_line(text))


def _braced_url(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _one_line(text: str) -> str:
    return " ".join(text.split())
