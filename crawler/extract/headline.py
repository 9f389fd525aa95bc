"""The title of a page: the heading a reader sees, found by what the page says its title is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from urllib.parse import urlsplit

from crawler.extract import conventions
from crawler.extract.dates import dateline
from crawler.extract.lines import Line
from crawler.extract.page import Page
from crawler.extract.pieces import Piece, PieceKind
from crawler.extract.plain import clean, folded, words
from crawler.extract.stated import Stated
from crawler.extract.tree import HEADINGS, Node

_LONGEST = 400
_LIKE = 0.6  # from where on two titles are one
_LEAST_PART = 25  # characters of a part of a <title> that is a story's
_OPENING = 8  # elements at the beginning of the text among which the title may be
_INVENTED = 120  # characters of a title that is made of the text's first line
FIRST_LINE = "first line"  # the basis of a title made of the text
_SET_APART = frozenset(("b", "strong", "font", "span", "big"))
_SEPARATOR = re.compile(r"\s+(?:[-–—|»·•]|::?|\.:)\s+|\s*\|\s*")
_SITE_WORDS = re.compile(
    r"(?i)\b(?:báo|cổng|trang|tin tức|tin mới|news|online|portal|tạp chí|đài|thông tin điện tử|"
    r"website|công báo|điện tử)\b|\.(?:vn|com|net|org)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A title, where it was read, and the node that shows it."""

    text: str
    basis: str  # "h1", "heading", "bold line", "meta" or "title"
    node: Node | None = None  # None when no visible heading shows it


def headline(
    page: Page, lines: Sequence[Line], stated: Stated, body: Node | None, pieces: Sequence[Piece] = ()
) -> Headline | None:
    """The page's title; None for a page that has none.

    The visible heading wins over the metas when the two are about the same: papers edit
    the heading after publishing, and the metas keep the old one. Where the page only has
    a <title> that no heading shares, as portals call every page the same, the heading
    nearest above the text, `body`, is the title; without any, the bold line that opens its `pieces`
    right before the date does for a heading.
    """
    tagged = without_site(page.title, stated.site, page.url)
    hints = [hint for hint in (*stated.headlines, tagged) if hint and not _is_no_title(hint)]
    visible = [(text, node) for text, node in _visible(page.root, lines) if not _is_no_title(text)]
    best: tuple[float, Headline] | None = None
    for text, node in visible:
        likeness = max((alike(text, hint) for hint in hints), default=0.0)
        score = likeness + (0.3 if node.tag == "h1" else 0.1 if node.tag in HEADINGS else 0.0)
        if likeness >= _LIKE and (best is None or score > best[0]):
            best = (score, Headline(text=text, basis="h1" if node.tag == "h1" else "heading", node=node))
    if best is not None:
        return best[1]
    alone = [(text, node) for text, node in visible if node.tag == "h1" and len(text) >= 15]
    if len(alone) == 1 and not names_site(alone[0][0], stated.site):
        return Headline(text=alone[0][0], basis="h1", node=alone[0][1])
    plain = _plain_line(page.title, lines) or _dated_line(lines)
    if plain is not None:
        return plain
    if stated.headlines:
        return Headline(text=without_site(stated.headlines[0], stated.site, page.url), basis="meta")
    above = _above(visible, body, stated.site)
    if above is not None:
        return above
    opening = _opening(pieces)
    if opening and alike(opening, tagged) < _LIKE:
        return Headline(text=opening, basis="bold line")
    return Headline(text=tagged, basis="title") if tagged else None


def _plain_line(title: str, lines: Sequence[Line]) -> Headline | None:
    """The line that is a part of the page's <title>, of which another part is the site's name."""
    wanted = {folded(part) for part in (title, *_SEPARATOR.split(title)) if len(part) >= _LEAST_PART}
    for line in lines:
        fits = len(line.text) >= _LEAST_PART and not line.linked and not line.foreign
        if fits and folded(line.text) in wanted and not _is_no_title(line.text):
            return Headline(text=line.text, basis="title", node=line.node)
    return None


def _dated_line(lines: Sequence[Line]) -> Headline | None:
    """The first words set apart that only a date follows, on their line or on the next, as pages without any
    heading write it: "<b>Title</b> <i>(18/09/2020)</i>"."""
    for line, below in zip_longest(lines, lines[1:]):
        if line.linked or line.foreign or len(line.text) > 2 * _LONGEST:
            continue
        part = next((node for node in line.node.first_elements() if node.size), None)
        if part is None or part.tag not in _SET_APART or not 20 <= part.size <= _LONGEST:
            continue
        text = part.text()
        if not line.text.startswith(text):
            continue
        rest = line.text[len(text) :].strip()
        if rest or part.tag == "span" or below is None:
            dated = bool(rest) and dateline(rest) is not None
        else:
            dated = dateline(below.text) is not None
        if dated:
            return Headline(text=text, basis="bold line", node=part)
    return None


def _opening(pieces: Sequence[Piece]) -> str:
    """The bold line before a date line with which a text opens that was set without any heading."""
    for piece, after in pairwise(pieces[:4]):
        if piece.strong and not after.strong and dateline(after.text) is not None:
            return piece.text if 20 <= len(piece.text) <= _LONGEST and piece.text[-1] != "." else ""
    return ""


def _is_no_title(text: str) -> bool:
    """Whether a text is what a site calls itself, or each of its pages."""
    return bool(conventions.GENERIC_TITLE.match(text) or conventions.SITE_NAME.match(text))


def _above(visible: Sequence[tuple[str, Node]], body: Node | None, site: str) -> Headline | None:
    """The heading nearest above the text, in the same part of the page; the innermost of nested ones."""
    if body is None:
        return None
    near = [body, *(above for above in body.above() if above.tag not in ("html", "body"))][:4]
    for text, node in reversed(visible):
        placed = node.order <= body.order + _OPENING and any(node.within(part) for part in near)
        if placed and len(text) >= 20 and node.density < 0.5 and not names_site(text, site):
            return Headline(text=text, basis="heading", node=node)
    return None


def first_words(pieces: Sequence[Piece]) -> Headline:
    """A title for a text that has none: its first heading, else its first line, cut at a word."""
    lines = [piece for piece in pieces if dateline(piece.text) is None] or pieces
    first = next((piece for piece in lines if piece.kind is PieceKind.HEADING), lines[0])
    text = first.text if len(first.text) <= _INVENTED else first.text[:_INVENTED].rsplit(" ", 1)[0] + "…"
    return Headline(text=text, basis=FIRST_LINE)


def alike(one: str, other: str) -> float:
    """How much two titles share, 0 to 1: words in common over those of the shorter, twice-counted length."""
    if folded(one) == folded(other):
        return 1.0
    left, right = [folded(word) for word in words(one)], [folded(word) for word in words(other)]
    if len(left) < 3 or len(right) < 3:
        return 0.0
    common = len(set(left) & set(right))
    return 0.5 * common / len(set(left)) + 0.5 * common / len(set(right))


def without_site(title: str, site: str, url: str) -> str:
    """A <title> without the site's name before or after it."""
    parts = [part for part in _SEPARATOR.split(title) if part.strip(" .:-|")]
    host = folded(urlsplit(url).hostname or "")
    while len(parts) > 1:
        last, first = parts[-1], parts[0]
        if names_site(last, site, host) and len(last) < len(title) / 2 + 10:
            title = title[: title.rindex(last)].rstrip(" -–—|»·•:.")
        elif names_site(first, site, host) and len(parts) == 2 and len(first) < len(parts[1]):
            title = title[title.index(first) + len(first) :].lstrip(" -–—|»·•:.")
        else:
            break
        parts = [part for part in _SEPARATOR.split(title) if part.strip(" .:-|")]
    return clean(title)


def names_site(part: str, site: str, host: str = "") -> bool:
    """Whether a part of a title is the name of a site, not of a story."""
    bare = folded(part)
    if not bare:
        return True
    if site and (bare == folded(site) or (len(bare) > 4 and bare in folded(site))):
        return True
    if len(bare) > 4 and host and bare in host:
        return True
    return bool(_SITE_WORDS.search(part)) and len(words(part)) <= 12


def _visible(root: Node, lines: Sequence[Line]) -> Iterator[tuple[str, Node]]:
    """Headings and elements named as titles, outside menus and boxes of other stories."""
    beside = {line.node for line in lines if line.foreign}
    for node in root.walk():
        if node.tag not in HEADINGS and conventions.TITLE_NAMES.isdisjoint(node.names):
            continue
        if 8 <= node.size <= _LONGEST and node not in beside:
            text = node.text()
            if text:
                yield text, node
