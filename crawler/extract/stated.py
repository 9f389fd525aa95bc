"""What a page says about itself as data: JSON-LD and metas, read as Schema.org and Open Graph mean them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler.extract.dates import Moment, stated_moment
from crawler.extract.page import Page
from crawler.extract.plain import clean, folded, unescaped

ARTICLE_TYPES = ("newsarticle", "article", "reportagenewsarticle", "blogposting", "analysisnewsarticle")
HOME_NAMES = frozenset(("trangchu", "home", "homepage", "trangnhat", "trangchinh", "batdau"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The page's own claims; each is "" or None where it makes none."""

    headlines: tuple[str, ...]  # og:title, JSON-LD headline …, best first, without the site's name
    description: str
    published: tuple[Moment, str] | None  # with where it was read: "json-ld" or "meta"
    modified: Moment | None
    authors: tuple[str, ...]  # as written; the paper's own name may be among them
    section: tuple[str, ...]  # the trail of sections, outermost first
    site: str  # the site's name
    article: bool  # a JSON-LD article describes this page
    listing: bool  # JSON-LD or og:type says that it is a site, a section or a search


def stated(page: Page) -> Stated:
    """Read the claims of a page."""
    articles = list(page.data_of(*ARTICLE_TYPES))
    article = articles[0] if articles else {}
    site = page.meta("og:site_name", "application-name", "apple-mobile-web-app-title")
    headlines = (
        _text(article.get("headline")),
        page.meta("og:title", "twitter:title"),
        _text(article.get("name")),
        page.meta("title", "headline", "dc.title"),
    )
    return Stated(
        headlines=tuple(dict.fromkeys(title for title in headlines if title)),
        description=page.meta("og:description", "description", "twitter:description")
        or _text(article.get("description")),
        published=_published(page, article),
        modified=_moment(article.get("dateModified"))
        or _first_meta(page, "article:modified_time", "og:updated_time", "lastmod", "datemodified"),
        authors=tuple(_authors(page, article)),
        section=tuple(_trail(page, article)),
        site=site,
        article=bool(article),
        listing=not article and _is_listing(page),
    )


def _published(page: Page, article: Mapping[str, Any]) -> tuple[Moment, str] | None:
    found = _moment(article.get("datePublished"))
    meta = _first_meta(
        page,
        "article:published_time",
        "og:published_time",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish_date",
        "article:published",
        "published_time",
        "date",
    )
    if found and meta and found.day == meta.day:
        return (found if found.time else meta), "json-ld"
    if found:
        return found, "json-ld"
    return (meta, "meta") if meta else None


def _first_meta(page: Page, *names: str) -> Moment | None:
    return next((moment for name in names if (moment := stated_moment(page.metas.get(name, "")))), None)


def _moment(value: Any) -> Moment | None:
    return stated_moment(str(value)) if isinstance(value, str | int) else None


def _authors(page: Page, article: Mapping[str, Any]) -> Iterator[str]:
    authors = article.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) else author
        for one in name if isinstance(name, list) else [name]:
            if text := _text(one):
                yield text
    for meta in ("author", "article:author", "dc.creator", "dable:author", "byl"):
        if text := page.metas.get(meta, ""):
            yield text


def _trail(page: Page, article: Mapping[str, Any]) -> Iterator[str]:
    """The breadcrumb of the page, without the front page and the article itself."""
    for crumbs in page.data_of("breadcrumblist"):
        names = [name for item in _items(crumbs) if (name := _crumb(item))]
        trail = [name for name in names if folded(name) not in HOME_NAMES]
        if trail:
            yield from trail
            return
    section = article.get("articleSection")
    for one in section if isinstance(section, list) else [section]:
        if text := _text(one):
            yield text
            return
    if text := page.meta("article:section", "articlesection", "section"):
        yield text


def _items(crumbs: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = crumbs.get("itemListElement")
    if isinstance(items, dict):
        items = [items]
    found = [item for item in items or [] if isinstance(item, dict)] if isinstance(items, list) else []
    return sorted(found, key=_position)


def _position(item: Mapping[str, Any]) -> int:
    position = str(item.get("position", "0"))
    return int(position) if re.fullmatch(r"\d{1,4}", position) else 0


def _crumb(item: Mapping[str, Any]) -> str:
    inner = item.get("item")
    return _text(item.get("name")) or (_text(inner.get("name")) if isinstance(inner, dict) else "")


def _is_listing(page: Page) -> bool:
    kinds = ("collectionpage", "searchresultspage", "itemlist")
    return page.meta("og:type").lower() in ("website", "site") or any(page.data_of(*kinds))


def _text(value: Any) -> str:
    return clean(re.sub(r"<[^>]{1,200}>", " ", unescaped(value))) if isinstance(value, str) else ""
