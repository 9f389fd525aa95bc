"""The day an article was published: which of the dates on its page that is, and how sure it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from archive.model import Published
from crawler.extract import conventions
from crawler.extract.dates import Moment, dateline, moments, stated_moment, url_moment
from crawler.extract.lines import Line
from crawler.extract.plain import clean
from crawler.extract.stated import Stated
from crawler.extract.tree import BLOCKS, Node

_CLOCK_ONLY = re.compile(r"^[\s\-|,]*([01]?\d|2[0-3])[:h]([0-5]\d)\b")
_UPDATED = re.compile(r"(?i)^\W*(?:ngày )?(?:cập nhật|chỉnh sửa|sửa đổi|updated|last modified)")
_LICENCE = re.compile(r"(?i)giấy phép|bản quyền|copyright|©|\bcấp ngày|thiết lập|truy cập|mã số|tải về")
_LONGEST = 120
_BESIDE = 200  # characters that an outer element may hold beside title and text
_PARTS = frozenset(("span", "time", "small", "abbr"))  # of a line, when nothing but a date is in them
_BESIDE_DATE = 40  # characters beside the date in a line that says who and when
_CARD_TITLE = 20  # characters of a link that is another story's title


def published(
    stated: Stated,
    shown: Moment | None,
    url: str,
    latest: dt.date,
) -> Published | None:
    """The day of publication; None where nothing says it.

    Args: shown: the date line near the title; latest: no day of publication lies after it.
    The page's data win, then the date line, then the address, which is a guess: it
    carries the moment the page was created. Data that give the day of the capture are
    doubted where the page shows an older day: a server's clock writes such.
    """
    claimed = stated.published
    if claimed is not None and claimed[0].day > latest:
        claimed = None
    if shown is not None and shown.day > latest:
        shown = None
    if claimed is not None:
        moment, basis = claimed
        doubted = shown is not None and moment.day == latest and shown.day < moment.day
        if not doubted:
            agreed = shown is not None and shown.day == moment.day
            return _published(moment, basis, time=moment.time or (shown.time if agreed and shown else None))
    if shown is not None:
        return _published(shown, "text")
    address = url_moment(url)
    if address is not None and address.day <= latest:
        return _published(address, "url", certain=False)
    return None


def shown_moment(title: Node | None, body: Node | None, lines: Sequence[Line]) -> Moment | None:
    """The date line of an article: nearest to its title, before the text or right after it."""
    best: tuple[int, Moment] | None = None
    for place, (line, moment) in enumerate(_datelines(_zone(title, body, lines), title, body)):
        rank = place + (100 if _UPDATED.match(line.text) else 0) + _distance(line, title, body)
        if best is None or rank < best[0]:
            best = (rank, moment)
    return best[1] if best else None


def updated_day(stated: Stated, latest: dt.date, published: Published | None) -> dt.date | None:
    """The day the page says it was last changed, where that is not the day of publication."""
    moment = stated.modified
    if moment is None or moment.day > latest or (published and moment.day <= published.day):
        return None
    return moment.day


def _published(moment: Moment, basis: str, *, time: str | None = None, certain: bool = True) -> Published:
    return Published(day=moment.day, time=time or moment.time, basis=basis, certain=certain)


def _zone(title: Node | None, body: Node | None, lines: Sequence[Line]) -> list[Line]:
    """The lines around title and text: of the smallest element that holds both and the one around it,
    and of those further out that hold hardly more."""
    anchor = title or body
    if anchor is None:
        return []
    top = anchor.parent or anchor
    while body is not None and not body.within(top) and top.parent is not None:
        top = top.parent
    wide = top
    for above in top.above():
        more = (above.size - above.linked) - (top.size - top.linked)
        if above.tag in ("html", "body") or (wide is not top and more > _BESIDE):
            break
        wide = above
    return [line for line in lines if line.node.within(wide)]


def _datelines(zone: Sequence[Line], title: Node | None, body: Node | None) -> Iterator[tuple[Line, Moment]]:
    start = title.last if title is not None else -1
    inside = [
        line for line in zone if body is not None and line.node.within(body) and line.node.order > start
    ]
    edges = {id(line) for line in (*inside[:6], *inside[-3:])}
    for at, line in enumerate(zone):
        if _is_clock(line.node, title):
            continue
        ahead = body is None or line.node.order < body.order
        inner = _named_inside(line, start) if ahead or not line.foreign else None
        own = _is_date_named(line.node) or (ahead and (_is_articles_own(line.node) or _ends_trail(line)))
        if line.foreign and inner is None and not own:
            continue
        if body is not None and line.node.within(body) and line.node.order > start and id(line) not in edges:
            continue
        moment = _machine_time(line) or dateline(line.text) or inner or _after_title(line, title)
        if moment is None and _is_date_named(line.node) and len(line.text) <= _LONGEST:
            moment = next(moments(line.text), None) if not _LICENCE.search(line.text) else None
        if moment is None and len(line.text) <= 80 and not line.prose and not _LICENCE.search(line.text):
            moment = _beside_name(line.text)
        if moment is None:
            continue
        if moment.time is None and at + 1 < len(zone) and (clock := _CLOCK_ONLY.match(zone[at + 1].text)):
            moment = Moment(day=moment.day, time=f"{int(clock[1]):02}:{clock[2]}")
        yield line, moment


def _named_inside(line: Line, start: int) -> Moment | None:
    """The date that is a part of its own of a line, or is named one: beside buttons, or a byline.

    Args: start: position of the title's end; a part that nothing names stands after it.
    """
    inside = list(line.node.walk()) if line.node.size <= 2 * _LONGEST else []
    if any(node.tag == "a" and node.size >= _CARD_TITLE for node in (*inside, *line.node.above())):
        return None  # the date of another story
    for node in inside:
        part = node is not line.node and node.tag not in BLOCKS
        apart = part and node.tag in _PARTS and node.order > start >= 0 and _is_label(line.text, node)
        if part and (apart or not conventions.DATE_NAMES.isdisjoint(node.names)):
            moment = dateline(node.text())
            if moment is not None:
                return moment
    return None


def _is_label(text: str, part: Node) -> bool:
    """Whether a line says hardly more than one of its parts, and is no sentence that was cut to pieces."""
    return len(text) - part.size <= _BESIDE_DATE and text[-1] not in ".,;:"


def _after_title(line: Line, title: Node | None) -> Moment | None:
    """The date that ends the line of the title itself: "Title (18/09/2020)"."""
    if title is None or title is line.node or not title.within(line.node):
        return None
    return dateline(line.text.removeprefix(title.text()).strip())


def _is_articles_own(node: Node) -> bool:
    """Whether a head or foot is the article's own (HTML, 4.3.8 and 4.3.9) and not the page's."""
    return any(above.tag in ("article", "main") for above in node.above())


def _ends_trail(line: Line) -> bool:
    """Whether a line is an entry of a trail of sections; some end with the date of the article."""
    return any(conventions.SECTION_LABEL.search(above.label) for above in list(line.node.above())[:2])


def _beside_name(text: str) -> Moment | None:
    """The date of a line such as "Lò Văn An | 05/03/2024 10:00": with a clock time, at the end."""
    found = list(moments(text))
    if len(found) != 1 or found[0].time is None:
        return None
    return found[0] if len(text) - found[0].end <= 12 and found[0].start <= 45 else None


def _machine_time(line: Line) -> Moment | None:
    """The datetime of a <time> element."""
    node = next((node for node in (line.node, *list(line.node.above())[:2]) if node.tag == "time"), None)
    value = node.attributes.get("datetime", "") if node is not None else ""
    return stated_moment(clean(value)) if value else None


def _distance(line: Line, title: Node | None, body: Node | None) -> int:
    """How far a date line is from where it belongs: between title and text, then before, then after."""
    if (
        title is not None
        and line.node.order >= title.order
        and (body is None or line.node.order < body.order)
    ):
        return 0
    if body is not None and line.node.within(body):
        return 20
    if title is not None and line.node.order < title.order:
        return 10 + min(40, (title.order - line.node.order) // 4)
    return 30


def _is_clock(node: Node, title: Node | None) -> bool:
    """Whether a date is the site's calendar: named so, or in the head or foot of the page."""
    only = [below for below in node.first_elements() if below.size == node.size]
    for above in (*only, node, *list(node.above())[:3]):
        if above.tag in ("header", "nav", "footer") and (title is None or not title.within(above)):
            return above.tag == "nav" or not _is_articles_own(above)
        if not conventions.CLOCK_NAMES.isdisjoint(above.names) and (
            title is None or node.order < title.order
        ):
            return True
    return False


def _is_date_named(node: Node) -> bool:
    return any(not conventions.DATE_NAMES.isdisjoint(near.names) for near in (node, node.parent or node))
