"""The section an article stands in, as the trail its page shows: "Kinh doanh / Tài chính"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.model import TRAIL_MARK
from crawler.extract import conventions
from crawler.extract.dates import first_moment
from crawler.extract.foreign import is_foreign
from crawler.extract.plain import clean, folded
from crawler.extract.stated import HOME_NAMES, Stated
from crawler.extract.tree import HEADINGS, Node

_MARKS = re.compile(r"\s*[>»/›|→]+\s*")
_TRAIL = re.compile(r"\s[»›>](?=\s|$)")
_TRAIL_FROM_HOME = re.compile(r"\s[»›>/|→](?=\s)")
_LONGEST = 60
_LABEL = 30  # characters of a heading above the title that is a section's name, and no other story's
_MOST = 4


def section(zone: Sequence[Node], stated: Stated, title: str, heading: Node | None) -> tuple[str, str] | None:
    """The trail of sections joined by TRAIL_MARK, and where it was read; None for none.

    Args: zone: the elements around title and text in page order; heading: the node of the title.
    """
    shown = _shown(zone) or _marked(zone) or _above(zone, heading) or _before(heading)
    trail = _trimmed(stated.section, title)
    if trail and (len(trail) > 1 or not shown):
        return TRAIL_MARK.join(trail), "json-ld"
    visible = _trimmed(shown, title)
    if visible:
        return TRAIL_MARK.join(visible), "breadcrumb"
    return (TRAIL_MARK.join(trail), "json-ld") if trail else None


def _shown(zone: Sequence[Node]) -> list[str]:
    """The categories that links are marked with (WordPress), else the entries of the breadcrumb."""
    filed = [node.text() for node in zone if node.tag == "a" and "category" in node.attributes.get("rel", "")]
    if filed:
        return filed[:_MOST]
    return next((entries for node in zone if (entries := _entries(node))), [])


def _entries(node: Node) -> list[str]:
    """The entries of an element that is named a breadcrumb or a section; [] for any other."""
    if not conventions.SECTION_LABEL.search(node.label) or not 2 <= node.size <= 400:
        return []
    links = [below for below in node.walk() if below.tag == "a" and below.size]
    last = _unlinked_last(node)
    entries = [link.text() for link in _top_links(node, links)] if links else _MARKS.split(node.text())
    entries = [entry for entry in (*entries, last if links else "") if entry]
    fits = len(entries) <= _MOST + 2 and all(len(entry) <= _LONGEST * 2 for entry in entries)
    return entries if fits else []


def _unlinked_last(crumbs: Node) -> str:
    """The last entry of a list where it is no link: the section that the page is in, or the article."""
    entries = [below for below in crumbs.walk() if below.tag == "li" and below.size]
    return entries[-1].text() if len(entries) > 1 and not entries[-1].linked else ""


def _before(heading: Node | None) -> list[str]:
    """The entries of the trail nearest before the title, in whatever part of the page it stands."""
    if heading is None:
        return []
    outer: list[Node] = []
    for node in heading.root.walk():
        if node.order >= heading.order:
            break
        if not (outer and node.within(outer[-1])) and not heading.within(node) and _entries(node):
            outer.append(node)
    return _entries(outer[-1]) if outer else []


def _marked(zone: Sequence[Node]) -> list[str]:
    """The entries of a trail that is only known by the marks between them: "Trang chủ » Tin tức »"."""
    for node in zone:
        if node.tag in ("ul", "ol", "div", "p") and 5 <= node.size <= 250:
            text = node.text()
            entries = [entry for entry in _MARKS.split(text) if entry]
            from_home = len(entries) > 1 and folded(entries[0]) in HOME_NAMES
            if len(_TRAIL.findall(text)) >= 2 or (from_home and _TRAIL_FROM_HOME.search(text)):
                return entries
    return []


def _above(zone: Sequence[Node], heading: Node | None) -> list[str]:
    """The entries of a list of a few short links right above the title."""
    if heading is None:
        return []
    found: list[str] = []
    for node in zone:
        if node.order >= heading.order:
            break
        if node.tag == "a" and node.size <= _LONGEST and heading.order - node.last == 1:
            return [node.text()] if heading.parent is node.parent else found
        row = node.tag in ("ul", "ol", "div", "p", "span") and node.size <= 120 and node.density > 0.9
        row = row or (node.tag in HEADINGS and node.size <= _LABEL and node.density > 0.9)
        if row and heading.order - node.last <= 12 and not is_foreign(node, node):
            found = [link.text() for link in node.walk() if link.tag == "a" and link.size]
    return found if len(found) <= _MOST else []


def _top_links(crumbs: Node, links: Sequence[Node]) -> list[Node]:
    """The links of the trail itself, not those of a menu that opens under one of its entries."""
    depths = [sum(1 for _ in _path(link, crumbs)) for link in links]
    shallowest = min(depths)
    return [link for link, depth in zip(links, depths, strict=True) if depth <= shallowest + 1]


def _path(link: Node, top: Node) -> list[Node]:
    path = []
    for node in link.above():
        if node is top:
            break
        path.append(node)
    return path


def _trimmed(trail: Sequence[str], title: str) -> list[str]:
    """The trail without the front page, the article itself and repetitions."""
    kept: list[str] = []
    for entry in trail:
        name = clean(entry).strip(" >»/›|-")
        bare = folded(name)
        own = bare == folded(title) or (name.endswith(("…", "...")) and folded(title).startswith(bare))
        if not bare or bare in HOME_NAMES or own or len(name) > _LONGEST:
            continue
        if conventions.GENERIC_TITLE.match(name) or first_moment(name) is not None:
            continue  # some trails end with the date
        if bare not in map(folded, kept):
            kept.append(name)
    return kept[:_MOST]
