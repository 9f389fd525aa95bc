"""Which address answers with which page: routing and rendering, without any socket."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote, unquote_plus

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from archive.days import VIETNAM
from crawler.samplesite import listing
from crawler.samplesite.content import Article, Directive, Site
from crawler.samplesite.dates import Shown, long_day, shown, weekday

_TEMPLATES = Environment(
    loader=PackageLoader("crawler.samplesite"),
    autoescape=select_autoescape(["html", "xml"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(weekday=weekday, long_day=long_day)

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, whatever carries it."""

    status: int
    content_type: str
    body: bytes
    modified: dt.datetime  # aware
    location: str | None = None  # where a redirect points


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """A site's address patterns: str.format for entries, strftime for days (also used to read them)."""

    entry: str
    printed: str  # the same document again, which robots.txt asks crawlers to leave alone
    section: str
    section_page: str
    day: str
    feed: str


ADDRESSES: Mapping[str, Addresses] = {
    "songda": Addresses(
        entry="/{entry.section}/{entry.slug}-{entry.stamp}.html",
        printed="/in/{entry.slug}.html",
        section="/{section}",
        section_page="/{section}?trang={page}",
        day="/theo-ngay/%Y-%m-%d",
        feed="/rss.xml",
    ),
    "daingan": Addresses(
        entry="/bai-viet/{entry.slug}-{entry.stamp}",
        printed="/in-bai/{entry.slug}",
        section="/chuyen-muc/{section}",
        section_page="/chuyen-muc/{section}/trang-{page}",
        day="/luu-tru?ngay=%d/%m/%Y",
        feed="/feed",
    ),
    "vanban": Addresses(
        entry="/van-ban/{entry.slug}.aspx",
        printed="/tep/{entry.slug}.txt",
        section="/linh-vuc/{section}",
        section_page="/linh-vuc/{section}?trang={page}",
        day="/van-ban?ngay=%d/%m/%Y",
        feed="/rss/van-ban.xml",
    ),
}


class SitePages:
    """Every page of one site as it is served under `base` ("http://127.0.0.1:8891").

    `corrected_at` is when the corrections in `site` were made on this server, in Vietnam's time.
    """

    def __init__(self, site: Site, base: str, corrected_at: dt.datetime | None = None) -> None:
        self.site = site
        self.base = base
        self.addresses = ADDRESSES[site.key]
        self.entries: Sequence[Article] | Sequence[Directive] = site.articles or site.directives
        self._corrected_at = corrected_at
        self._newest = max(self._modified(entry) for entry in self.entries)
        self._routes = self._route()
        self.answer = lru_cache(maxsize=None)(self._answer)

    def url(self, entry: Article | Directive) -> str:
        """The absolute address of an article or directive."""
        return self.base + self.path(entry)

    def path(self, entry: Article | Directive) -> str:
        """The same without scheme and host."""
        return self.addresses.entry.format(entry=entry)

    def targets(self) -> list[str]:
        """Every path with query that answers, save the archive-by-day pages."""
        return list(self._routes)

    def _answer(self, target: str) -> Page:
        """The page at a path with query, as sent by a client; a 404 page where there is none."""
        plain = unquote_plus(target)
        if plain in self._routes:
            return self._routes[plain]()
        try:
            day = dt.datetime.strptime(plain, self.addresses.day).replace(tzinfo=VIETNAM).date()
        except ValueError:
            return self._html("message.html", status=404, heading="Không tìm thấy trang", text=_NOT_FOUND)
        return self._day(day)

    def _route(self) -> dict[str, Callable[[], Page]]:
        routes: dict[str, Callable[[], Page]] = {
            "/": partial(self._html, "front.html"),
            "/gioi-thieu": partial(
                self._html, "message.html", heading=f"Giới thiệu {self.site.name}", text=self.site.tagline
            ),
            "/tim-kiem": partial(
                self._html, "message.html", heading="Tìm kiếm", text="Nhập từ khóa cần tìm vào ô phía trên."
            ),
            "/robots.txt": partial(self._plain, f"{self.site.key}/robots.txt", TEXT),
            "/sitemap.xml": partial(self._plain, "sitemap_index.xml", XML),
            self.addresses.feed: partial(self._plain, "rss.xml", "application/rss+xml; charset=utf-8"),
        }
        for year in self.years():
            routes[f"/sitemap-{year}.xml"] = partial(self._plain, "sitemap.xml", XML, year=year)
        for section, name in self.site.sections.items():
            self._route_section(routes, section, name)
        for entry in self.entries:
            routes[self.path(entry)] = partial(self._entry, entry)
            routes[self.addresses.printed.format(entry=entry)] = partial(self._printed, entry)
            if isinstance(entry, Article):
                routes[f"/r/{entry.post_id}"] = partial(self._redirect, self.path(entry))
                routes[f"/anh/{entry.post_id}.svg"] = partial(self._plain, "picture.svg", SVG, article=entry)
        return routes

    def _route_section(self, routes: dict[str, Callable[[], Page]], section: str, name: str) -> None:
        for page in listing.cut(self.of_section(section), self.site.page_size):
            serve = partial(self._html, "section.html", page=page, section=section, name=name)
            routes[self.section_path(section, page.number)] = serve
            if page.number == 1:
                routes[self.addresses.section_page.format(section=section, page=1)] = serve

    def section_path(self, section: str, page: int = 1) -> str:
        """Where a page of a section stands."""
        pattern = self.addresses.section if page == 1 else self.addresses.section_page
        return pattern.format(section=section, page=page)

    def day_path(self, day: dt.date) -> str:
        """Where the archive-by-day page of `day` stands."""
        return day.strftime(self.addresses.day)

    def of_section(self, section: str) -> list[Article] | list[Directive]:
        """What a section lists, newest first."""
        return [*filter(lambda article: article.section == section, self.site.articles)] or [
            *filter(lambda directive: directive.field == section, self.site.directives)
        ]

    def years(self) -> list[int]:
        """The years something was published in, newest first; a sitemap each."""
        return sorted({entry.published.year for entry in self.entries}, reverse=True)

    def modified(self, entry: Article | Directive) -> str:
        """lastmod of an entry, as sitemaps write it."""
        return self._modified(entry).isoformat(timespec="seconds")

    def year_modified(self, year: int) -> str:
        """lastmod of a year's sitemap: that of its entry changed last."""
        changed = max(self._modified(entry) for entry in self.entries if entry.published.year == year)
        return changed.isoformat(timespec="seconds")

    def _modified(self, entry: Article | Directive) -> dt.datetime:
        """When the page last changed, which a server knows better than the text on it says."""
        if isinstance(entry, Article) and entry.updated is not None:
            return self._corrected_at or entry.updated
        return entry.published

    def _entry(self, entry: Article | Directive) -> Page:
        if isinstance(entry, Directive):
            return self._html("directive.html", modified=entry.published, directive=entry)
        facts = shown(entry.form, entry.published)
        served = _decomposed(entry) if entry.decomposed else entry
        return self._html(
            entry.layout,
            modified=self._modified(entry),
            article=served,
            date=facts,
            blocks=listing.blocks(served.body),
            related=listing.related(entry, self.site.articles),
            json_ld=self._json_ld(entry, facts),
            section=entry.section,
            name=self.site.sections[entry.section],
        )

    def _json_ld(self, article: Article, facts: Shown) -> dict[str, Any] | None:
        if facts.json_ld is None:
            return None
        found = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "mainEntityOfPage": self.url(article),
            "datePublished": facts.json_ld,
            "publisher": {"@type": "Organization", "name": self.site.name},
        }
        if article.updated is not None:
            found["dateModified"] = article.updated.isoformat(timespec="seconds")
        return found

    def _printed(self, entry: Article | Directive) -> Page:
        if isinstance(entry, Directive):
            return self._plain("directive.txt", TEXT, directive=entry)
        return self._html("print.html", article=entry, blocks=listing.blocks(entry.body))

    def _day(self, day: dt.date) -> Page:
        before, after = listing.neighbours(day)
        entries = [entry for entry in self.entries if entry.published.date() == day]
        return self._html("day.html", day=day, before=before, after=after, entries=entries)

    def _html(
        self, template: str, *, status: int = 200, modified: dt.datetime | None = None, **context: Any
    ) -> Page:
        page = self._plain(f"{self.site.key}/{template}", HTML, **context)
        return replace(page, status=status, modified=modified or self._newest)

    def _plain(self, template: str, content_type: str, **context: Any) -> Page:
        text = _TEMPLATES.get_template(template).render(
            pages=self,
            site=self.site,
            most_read=listing.most_read(self.site.articles),
            **context,
        )
        return Page(status=200, content_type=content_type, body=text.encode(), modified=self._newest)

    def _redirect(self, path: str) -> Page:
        location = quote(path, safe="/?=&-._")
        return Page(status=301, content_type=HTML, body=b"", modified=self._newest, location=location)


_NOT_FOUND = "Trang bạn tìm không còn hoặc đã được chuyển đi. Mời bạn trở về trang chủ."


def _decomposed(article: Article) -> Article:
    """The article typed on a system that writes letters and marks apart (NFD)."""
    nfd = partial(unicodedata.normalize, "NFD")
    return replace(
        article,
        title=nfd(article.title),
        lead=nfd(article.lead),
        body=tuple(nfd(text) for text in article.body),
    )
