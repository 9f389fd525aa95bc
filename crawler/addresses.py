"""What an address says before it is fetched: its page kind, its twins, its traps. Pure."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from archive.identity import canonical_url

LONGEST = 2048
MOST_PARAMETERS = 6
CALENDAR_AHEAD = dt.timedelta(days=31)
OLDEST_CALENDAR_YEAR = 1945

_FILES = frozenset((".pdf", ".doc", ".docx", ".odt", ".rtf"))
_MEDIA = frozenset(
    f".{ending}"
    for endings in (
        "jpg jpeg png gif webp svg ico bmp mp3 mp4 m4a avi mov wmv flv webm css js json zip rar 7z",
        "xls xlsx ppt pptx exe apk woff woff2 ttf swf",
    )
    for ending in endings.split()
)
_PAGE_ENDINGS = frozenset(
    (".html", ".htm", ".aspx", ".asp", ".php", ".jsp", ".bbg", ".tpo", ".epi", ".vnp", ".dot")
)
# Parameters that only say how one came here, what one searched or how a list is sorted; a page
# with and without them is one page (SharePoint: Source, View, Paged and its p_ companions; Liferay:
# where on its page a portlet stands; Domino: which categories of a view are open).
_EMPTY_PARAMETERS = re.compile(
    r"(?i)^(source|view|paged|pagefirstrow|pageprevrow|p_(?!p_|r_p_|l_id$)\w+|keyword|q_keyword|sort\w*|orderby"
    r"|order|dir|session\w*|sess|aspsessionid\w*|cfid|cftoken|print|share|replytocom|rss|ref|referrer"
    r"|returnurl|backurl|p_p_(?:mode|col_\w+)|inheritredirect|(?:_\w+_)?redirect|(?:expand|collapse)(?:view)?"
    r"|resort(?:ascending|descending)|box_comment\w*|_t|ts|timestamp|rand|random)$"
)
_PORTLET = re.compile(r"^(?:p_p_\w+|p_l_id|p_r_p_\w+)$")
_ARTICLE_ID = re.compile(
    r"(?i)\d{5,}|(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])|[-_/](?:post|art|a|n|d|p|id)\d{3,}|-\d{3,}(?:\.\w+)?$"
)
_ARTICLE_PARAMETER = re.compile(
    r"(?i)^(id|itemid|newsid|idtin|tinid|baivietid|docid|unid|parentunid|.*articleid)$"
)
_SECTION_DEPTH = 3
_ARTICLE_WORDS = 5  # of a slug; names of sections are shorter
_LIST_WORDS = re.compile(
    r"(?i)(^|/)(tags?|tu-khoa|chu-de|topic|tim-kiem|search|login|dang-nhap|dang-ky|lien-he|contact|gioi-thieu|rss"
    r"|sitemap|trang-chu|video|photo|podcast|e?magazine-list|author|tac-gia|ban-doc/gui-bai)(/|\.|$)"
)
_CALENDAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)[-/](0?[1-9]|1[0-2])(?:[-/](0?[1-9]|[12]\d|3[01]))?(?!\d)")
_CALENDAR_DAY_FIRST = re.compile(
    r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-/](0?[1-9]|1[0-2])[-/]((?:19|20|21)\d\d)(?!\d)"
)
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{2,9})?(?!\d)")


class AddressKind(StrEnum):
    """What lies at an address, as far as its form tells."""

    ARTICLE = "article"
    FILE = "file"  # a document that is a file: PDF, Word
    MEDIA = "media"
    LIST = "list"


def resolve_link(base: str, href: str, *, whole: bool = False) -> str | None:
    """The canonical address a link leads to; None for what is no http(s) page.

    Args: whole: keep parameters that choose no page but the place in a list.
    """
    href = href.strip().strip("\u200b\ufeff")
    if not href or href.startswith("#"):
        return None
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(joined) > LONGEST:
            return None
        address = canonical_url(joined)
        return address if whole else without_empty_parameters(address)
    except ValueError:
        return None


def without_empty_parameters(url: str) -> str:
    """`url` without the parameters that do not choose the page, each other kept once."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    pairs = parts.query.split("&")
    kept = dict.fromkeys(pair for pair in pairs if not _EMPTY_PARAMETERS.match(pair.partition("=")[0]))
    if len(kept) == len(pairs):
        return url
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def twin_key(url: str) -> str:
    """What two addresses of one page share: http and https, www. and m., a last slash do not count."""
    parts = urlsplit(without_empty_parameters(canonical_url(url)))
    host = bare_host(urlunsplit(parts))
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{parts.path.rstrip('/') or '/'}{'?' + query if query else ''}"


def bare_host(url: str) -> str:
    """The host and port of an address without www., m. and the like."""
    return re.sub(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)", "", urlsplit(url).netloc.lower())


def address_kind(url: str) -> AddressKind:
    """The kind of page the form of `url` promises; a hint, the page decides later."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    stem, ending = posixpath.splitext(path.lower())
    if ending in _FILES:
        return AddressKind.FILE
    if ending in _MEDIA:
        return AddressKind.MEDIA
    if _LIST_WORDS.search(path):
        return AddressKind.LIST
    if any(_ARTICLE_PARAMETER.match(name) for name, _ in parse_qsl(parts.query)):
        return AddressKind.ARTICLE
    last = (
        stem.rstrip("/").rsplit("/", 1)[-1]
        if ending in _PAGE_ENDINGS
        else path.rstrip("/").rsplit("/", 1)[-1]
    )
    words = [word for word in re.split(r"[-_]", last) if word]
    if _ARTICLE_ID.search(last) or _ARTICLE_ID.search(path):
        return AddressKind.ARTICLE
    return AddressKind.ARTICLE if len(words) >= _ARTICLE_WORDS else AddressKind.LIST


def section_like(url: str) -> bool:
    """Whether `url` has the form of a section's front page: a short path, no parameters."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if parts.query or not 1 <= len(segments) <= _SECTION_DEPTH or _LIST_WORDS.search(unquote(parts.path)):
        return False
    return address_kind(url) is AddressKind.LIST


def day_in_address(url: str) -> dt.date | None:
    """The day an address carries (/2024/3/5/, 5-3-2024, 20240305…), for ordering only."""
    path = unquote(urlsplit(url).path)
    for pattern, order in ((_CALENDAR, (1, 2, 3)), (_CALENDAR_DAY_FIRST, (3, 2, 1)), (_STAMP, (1, 2, 3))):
        found = pattern.search(path)
        if found and found.group(order[2]):
            try:
                return dt.date(*(int(found.group(place)) for place in order))
            except ValueError:
                continue
    return None


def trap(url: str, today: dt.date, *, further: bool = False) -> str | None:
    """Why `url` looks like one of endlessly many; None for an ordinary address.

    Args: further: it is a further page of a list, which some systems describe at length and
        whose number is bounded elsewhere.
    """
    parts = urlsplit(url)
    if len(url) > LONGEST:
        return "address-too-long"
    segments = [segment for segment in parts.path.split("/") if segment]
    if any(segments.count(segment) >= 3 for segment in set(segments)):
        return "trap-repeating-path"
    if len(segments) > 12:
        return "trap-deep-path"
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if not further and sum(not _PORTLET.match(name) for name in names) > MOST_PARAMETERS:
        return "trap-many-parameters"
    if _nested(parts.query):
        return "trap-nested-address"
    return _calendar_trap(unquote(f"{parts.path}?{parts.query}"), today)


def _nested(query: str) -> bool:
    """An address inside the address inside the address: a "come back here" link that grows."""
    return query.lower().count("%3f") + query.lower().count("%253f") >= 2


def _calendar_trap(text: str, today: dt.date) -> str | None:
    for pattern, order in ((_CALENDAR, (1, 2, 3)), (_CALENDAR_DAY_FIRST, (3, 2, 1))):
        for found in pattern.finditer(text):
            year, month = int(found.group(order[0])), int(found.group(order[1]))
            day = min(int(found.group(order[2]) or 1), 28)
            if year < OLDEST_CALENDAR_YEAR or dt.date(year, month, day) > today + CALENDAR_AHEAD:
                return "trap-calendar"
    return None


def address_pattern(url: str) -> str:
    """`url` with its numbers blanked: lists that differ only in a number share a pattern."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{re.sub(r'[0-9]+', '0', parts.path)}?{'&'.join(names)}"
