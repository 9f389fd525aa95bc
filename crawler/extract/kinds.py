"""What a page is, decided from how it is made before anything of it is believed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extract.container import DOCUMENT_NUMBER, is_card_title
from crawler.extract.extraction import PageKind
from crawler.extract.foreign import links_below
from crawler.extract.headline import Headline
from crawler.extract.language import language_of
from crawler.extract.lines import Line
from crawler.extract.page import Page
from crawler.extract.pieces import Piece, PieceKind
from crawler.extract.plain import folded
from crawler.extract.stated import Stated
from crawler.extract.tree import Node

_LEAST_TEXT = 250  # characters of prose in the shortest article without other signs
_FEW_CARDS = 5
_MANY_CARDS = 15
_ALIKE = 3  # titles set alike that make a list
_TITLE = 30  # characters of a story's title on the average; menus have shorter entries
_ISSUE = re.compile(
    r"(?i)^\W*số \d{1,4}(?: ?\+ ?\d{1,4})*\W+(?:ngày )?\d{1,2}/\d{1,2}(?:/\d{4})?$"
)  # of a gazette
_FRONT = re.compile(r"/(?:index|default|home|trang-chu)?(?:\.\w{2,5})?$", re.IGNORECASE)
_SEARCH = re.compile(r"(?i)tim-?kiem|/search|timkiem|tra-?cuu")
_ABSENT = re.compile(
    r"(?i)^\W*(?:(?:lỗi |error )?404\b(?! (?:\w+ ){3})|page not found|"
    r"không tìm thấy (?:trang|bài|bài viết|nội dung|đường dẫn)\b(?! (?:\w+ ){3})|"
    r"(?:trang|bài viết|đường dẫn|nội dung|liên kết)"
    r"(?: (?:này|bạn|quý khách|mà|đang|yêu cầu|tìm|kiếm|cần|web|truy cập))* "
    r"(?:không tồn tại|không còn tồn tại|không tìm thấy|đã bị (?:xóa|xoá|gỡ)\b))"
)
_LOGIN = re.compile(r"(?i)^\W*(?:đăng nhập|đăng ký tài khoản|log ?in|sign in)\b")
_LOGIN_PATH = re.compile(r"(?i)dang-?nhap|dang-?ky|log-?in|sign-?in|account")
_ASKED = frozenset(("q", "query", "keyword", "keywords", "s", "search", "tukhoa", "key"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a page when its kind is decided."""

    page: Page
    lines: Sequence[Line]
    pieces: Sequence[Piece]
    stated: Stated
    headline: Headline | None
    dated: bool  # a date line stands by the title


def judged(evidence: Evidence) -> tuple[PageKind, str]:
    """Article, list or other, and why. Directives are recognised before, see `official`."""
    prose = max(prose_size(evidence.pieces), captions_size(evidence.pieces))
    cards = len(card_links(evidence.lines))
    signs = _article_signs(evidence, prose)
    if is_front(evidence.page.url) and cards >= _FEW_CARDS:
        return PageKind.LIST, f"a front page with {cards} stories"
    if is_search(evidence.page.url, evidence.page.title) and (cards >= _FEW_CARDS or signs < 4):
        kind = PageKind.LIST if cards >= _FEW_CARDS else PageKind.OTHER
        return kind, f"a search with {cards} results"
    if notice := _notice(evidence):
        return PageKind.OTHER, notice
    if is_fragment(evidence.page, evidence.lines) and evidence.pieces:
        return PageKind.ARTICLE, "a piece of text without a page around it"
    if evidence.headline is None:
        return _no_article(evidence, cards, "no title")
    if prose >= _LEAST_TEXT and signs >= 2:
        return PageKind.ARTICLE, f"a title and {prose} characters of text"
    if prose >= _LEAST_TEXT and signs >= 1 and cards < _MANY_CARDS:
        return PageKind.ARTICLE, f"a title and {prose} characters of text among {cards} other stories"
    short = prose >= 40 or any(piece.kind is PieceKind.CAPTION for piece in evidence.pieces)
    if short and evidence.stated.article and evidence.headline.node is not None and signs >= 3:
        return PageKind.ARTICLE, "a short article, by its own data"
    if short and evidence.dated and cards < _FEW_CARDS and evidence.headline.node is not None:
        return PageKind.ARTICLE, "a short article: a title and a date line"
    return _no_article(evidence, cards, f"{prose} characters of text")


def _notice(evidence: Evidence) -> str:
    """What a page is that a site shows instead of the one asked for; "" for any other."""
    titles = (evidence.page.title, evidence.headline.text if evidence.headline else "")
    if any(map(_ABSENT.match, titles)):
        return "a page that is not there, answered as if it were"
    if any(map(_LOGIN.match, titles)) and _LOGIN_PATH.search(urlsplit(evidence.page.url).path):
        return "a form to log in"
    return ""


def prose_size(pieces: Sequence[Piece]) -> int:
    """Characters of running text: pieces that are long enough to be sentences, captions left out."""
    return sum(
        len(piece.text)
        for piece in pieces
        if piece.kind not in (PieceKind.CAPTION, PieceKind.ROW) and len(piece.text) >= 40
    )


def captions_size(pieces: Sequence[Piece]) -> int:
    """Characters of captions, the text of a story told in pictures; 0 for one or two of them."""
    captions = [piece.text for piece in pieces if piece.kind is PieceKind.CAPTION]
    return sum(map(len, captions)) if len(captions) >= 3 else 0


def card_links(lines: Sequence[Line]) -> set[str]:
    """The addresses of the stories that the page lists: titles set alike, a handful of them at least."""
    groups: dict[tuple[str, ...], dict[str, str]] = {}
    for line in lines:
        if not (is_card_title(line) or _ISSUE.match(line.text)):
            continue
        link = next(iter(links_below(line.node)), None)
        link = link or next((above for above in (line.node, *line.node.above()) if above.tag == "a"), None)
        if link is not None:
            address = link.attributes.get("href", "").split("#")[0]
            if not address or address.lower().startswith("javascript:"):
                address = line.text
            groups.setdefault(_setting(link), {})[address] = line.text
    return {
        address
        for titles in groups.values()
        if len(titles) >= _ALIKE and _are_stories(titles.values())
        for address in titles
    }


def _setting(link: Node) -> tuple[str, ...]:
    """How a link is set: its tag and those above it, with their classes."""
    chain = [link, *list(link.above())[:2]]
    return tuple(f"{node.tag}.{node.attributes.get('class', '')}" for node in chain)


def _are_stories(titles: Collection[str]) -> bool:
    """Whether entries set alike are titles, or numbers of a gazette or of documents, and no menu."""
    if sum(map(len, titles)) >= _TITLE * len(titles) or all(map(_ISSUE.match, titles)):
        return True
    return all(map(DOCUMENT_NUMBER.fullmatch, titles))


def is_fragment(page: Page, lines: Sequence[Line]) -> bool:
    """Whether this is text without a page around it: no title, no metas, hardly a link."""
    return not page.title and not page.metas and sum(line.linked > 0 for line in lines) <= len(lines) // 2


def is_front(url: str) -> bool:
    """Whether an address is a site's front page."""
    parts = urlsplit(url)
    return bool(parts.hostname) and not parts.query and bool(_FRONT.fullmatch(parts.path or "/"))


def is_search(url: str, title: str) -> bool:
    """Whether a page answers a search."""
    parts = urlsplit(url)
    asked = any(name.lower() in _ASKED and value for name, value in parse_qsl(parts.query))
    return (
        asked
        or bool(_SEARCH.search(unquote(parts.path)))
        or folded(title).startswith(("timkiem", "ketquatimkiem"))
    )


def _article_signs(evidence: Evidence, prose: int) -> int:
    """How many things speak for an article; a claim to be a website or section speaks against it."""
    slug = unquote(urlsplit(evidence.page.url).path).rstrip("/").rsplit("/", 1)[-1]
    signs = 2 if evidence.stated.article else 0
    signs += 1 if evidence.dated else 0
    signs += 1 if evidence.stated.published else 0
    signs += 1 if slug.count("-") >= 4 or re.search(r"\d{5}", slug) else 0
    signs += 1 if prose >= 800 else 0
    signs += 1 if evidence.headline is not None and evidence.headline.node is not None else 0
    return signs - (2 if evidence.stated.listing else 0)


def _no_article(evidence: Evidence, cards: int, why: str) -> tuple[PageKind, str]:
    if cards >= _FEW_CARDS and language_of(" ".join(line.text for line in evidence.lines)) == "en":
        return PageKind.OTHER, f"{cards} stories in another language"
    if cards >= _FEW_CARDS:
        return PageKind.LIST, f"{cards} stories, {why}"
    return PageKind.OTHER, f"neither text nor a list: {why}"
