"""Does a source still fit its site? A minute's look: rules, lists, and five articles as they are read."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.days import today
from archive.model import Document, Source
from crawler.addresses import resolve_link
from crawler.answers import REDIRECTS
from crawler.discover import (
    DiscoveryPlan,
    Found,
    Seed,
    SeedKind,
    plan_of,
    read_feed,
    read_links,
    read_sitemap,
)
from crawler.discover.found import Unreadable
from crawler.extract import Extraction, extract
from crawler.keeping import ENOUGH_TEXT, charset_of
from crawler.manners import AGENT_TOKEN, Manners, manners_of
from crawler.net import Exchange, Fetcher, FetchFailed
from crawler.robots import Robots, RobotsState, read_robots, unreachable
from crawler.robotsbook import MOST_REDIRECTS, host_of

ARTICLES = 5
_MOST_LISTS = 6
_LONGEST_PAUSE = 5.0  # a look is a dozen requests; a longer delay would not be a minute's look
_NO_ARTICLE = "no list names an article: check sections, feeds and link_include"
_NO_ANSWER = "no list could be read: check the addresses, and whether the site answers from here"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """What one list of the source gave."""

    kind: str
    url: str
    links: int  # that may be articles
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCheck:
    """How one article was read."""

    url: str
    kind: str
    document: Document | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """What the look found."""

    source: Source
    robots: str
    lists: tuple[ListCheck, ...]
    articles: tuple[ArticleCheck, ...]
    problems: tuple[str, ...] = field(default=())

    @property
    def fits(self) -> bool:
        """Whether at least four fifths of the articles looked at were read whole."""
        whole = sum(not one.problems for one in self.articles)
        return bool(self.articles) and whole >= 0.8 * len(self.articles)

    def as_json(self) -> dict[str, Any]:
        """The checkup for a program."""
        return {
            "source": self.source.key,
            "fits": self.fits,
            "robots": self.robots,
            "lists": [
                {"kind": one.kind, "url": one.url, "links": one.links, "problem": one.problem}
                for one in self.lists
            ],
            "articles": [
                {
                    "url": one.url,
                    "kind": one.kind,
                    "title": one.document.title if one.document else None,
                    "day": _day(one.document) if one.document else None,
                    "author": one.document.author if one.document else None,
                    "characters": len(one.document.body) if one.document else 0,
                    "problems": list(one.problems),
                }
                for one in self.articles
            ],
            "problems": list(self.problems),
        }

    def text(self) -> str:
        """The checkup for a person."""
        lines = [f"{self.source.name} ({self.source.key}): {'fits' if self.fits else 'DOES NOT FIT'}"]
        lines.append(f"robots.txt: {self.robots}")
        lines += [f"{one.kind} {one.url}: {one.problem or f'{one.links} links'}" for one in self.lists]
        for one in self.articles:
            lines.append(f"· {one.url}")
            if one.document is not None:
                author = one.document.author or "—"
                lines.append(f"    {one.document.title}")
                lines.append(
                    f"    {_day(one.document) or '—'} · {author} · {len(one.document.body)} characters"
                )
            lines += [f"    ! {problem}" for problem in one.problems]
        lines += [f"! {problem}" for problem in self.problems]
        return "\n".join(lines)


def check_source(source: Source, *, pause: Callable[[float], None] = time.sleep) -> Iterator[str | Checkup]:
    """Look at the source's site; steps in words on the way, the checkup last.

    Raises: SourceInvalid.
    """
    yield from _Look(source, plan_of(source), manners_of(source), pause).run()


class _Look:
    """One look at one site."""

    def __init__(
        self, source: Source, plan: DiscoveryPlan, manners: Manners, pause: Callable[[float], None]
    ) -> None:
        self._source = source
        self._plan = plan
        self._manners = manners
        self._pause = pause
        self._fetcher = Fetcher(
            agent=manners.agent, contact=manners.contact, limits=manners.limits, tls=manners.tls
        )
        self._robots: dict[str, Robots] = {}
        self._mute = True  # whether no list was answered
        self._stuck = False  # whether the list looked at last has pages that only a script opens

    def run(self) -> Iterator[str | Checkup]:
        lists: list[ListCheck] = []
        found: dict[str, Found] = {}
        for seed in self._seeds():
            yield f"{seed.kind.value} {seed.url}"
            check, links = self._list(seed)
            lists.append(check)
            for link in links:
                found.setdefault(link.url, link)
            if len(found) >= 4 * ARTICLES and {one.kind for one in lists if one.links} >= {"section"}:
                break
        articles = []
        for url in _spread(list(found), ARTICLES):
            yield url
            articles.append(self._article(url))
        problems = [] if found else [_NO_ANSWER if self._mute else _NO_ARTICLE]
        home = self._robots.get(host_of(self._source.home))
        yield Checkup(
            source=self._source,
            robots=home.why if home else "not asked",
            lists=tuple(lists),
            articles=tuple(articles),
            problems=tuple(problems),
        )

    def _seeds(self) -> list[Seed]:
        kinds: dict[SeedKind, list[Seed]] = {}
        for seed in [*self._plan.seeds, *self._plan.day_seeds(None, today())]:
            kinds.setdefault(seed.kind, []).append(seed)
        return [seed for seeds in kinds.values() for seed in seeds[:2]][:_MOST_LISTS]

    def _list(self, seed: Seed) -> tuple[ListCheck, list[Found]]:
        try:
            answer = self._get(seed.url)
            self._mute = False
            links = self._links(seed, answer)
        except (FetchFailed, Unreadable) as failed:
            return ListCheck(kind=seed.kind.value, url=seed.url, links=0, problem=str(failed)), []
        wanted = [link for link in links if self._plan.wants(link.url)]
        problem = "" if wanted else f"{len(links)} links, none an article by link_include"
        if not wanted and seed.kind is SeedKind.DAY:
            problem = f"{len(links)} links, no article of that day"
        if wanted and self._stuck:
            problem = f"{len(wanted)} links; its further pages are opened by a script, see section_pages"
        return ListCheck(kind=seed.kind.value, url=seed.url, links=len(wanted), problem=problem), wanted

    def _links(self, seed: Seed, answer: Exchange) -> list[Found]:
        self._stuck = False
        if seed.kind is SeedKind.FEED:
            return read_feed(answer.content, answer.url)
        if seed.kind is SeedKind.SITEMAP:
            sitemap = read_sitemap(answer.content, answer.url)
            if sitemap.pages or not sitemap.children:
                return list(sitemap.pages)
            newest = max(sitemap.children, key=lambda one: one.day or dt.date.min)
            inner = self._get(newest.url)
            return list(read_sitemap(inner.content, inner.url).pages)
        links = read_links(answer.content, answer.url, self._plan.attributes)
        self._stuck = links.scripted_paging and not (links.next_page or links.numbered)
        if links.lists and not any(self._plan.wants(link.url) for link in links.links):
            inner = self._get(links.lists[0])  # a tree of issues: what one of them names
            return list(read_links(inner.content, inner.url, self._plan.attributes).links)
        return list(links.links)

    def _article(self, url: str) -> ArticleCheck:
        try:
            answer = self._get(url)
        except FetchFailed as failed:
            return ArticleCheck(url=url, kind="none", document=None, problems=(str(failed),))
        extraction = extract(
            answer.content,
            url=answer.url,
            charset=charset_of(answer.header("Content-Type")),
            captured_at=answer.at,
            source=self._source,
        )
        return ArticleCheck(
            url=url, kind=extraction.kind.value, document=extraction.document, problems=_problems(extraction)
        )

    def _get(self, url: str) -> Exchange:
        """An answer of 200, redirects within the source followed. Raises: FetchFailed."""

        def refuse(asked: str) -> None:
            if asked != url and not self._plan.covers(asked):
                raise FetchFailed("out-of-scope", f"leads to {asked}", retry=False)
            self._heed_rules(asked)

        answer = self._followed(url, refuse)
        if answer.status != 200:
            raise FetchFailed(f"http-{answer.status}", f"answers {answer.status}", retry=False)
        return answer

    def _heed_rules(self, url: str) -> None:
        """Raises: FetchFailed where robots.txt does not let us ask, or cannot be read."""
        rules = self._rules(url)
        if rules.state is RobotsState.UNREACHABLE:
            raise FetchFailed(rules.refusal, f"robots.txt cannot be read ({rules.why})", retry=False)
        if not rules.allows(url):
            raise FetchFailed(rules.refusal, f"robots.txt does not allow it ({rules.why})", retry=False)

    def _rules(self, url: str) -> Robots:
        host = host_of(url)
        if host not in self._robots:
            try:
                answer = self._followed(f"{host}/robots.txt", lambda _: None)
                means_none = self._manners.robots_page_means_none
                rules = read_robots(answer.status, answer.content, AGENT_TOKEN, page_means_none=means_none)
            except FetchFailed as failed:
                rules = unreachable(str(failed), AGENT_TOKEN)
            self._robots[host] = rules
        return self._robots[host]

    def _followed(self, url: str, refuse: Callable[[str], None]) -> Exchange:
        """The answer to `url` or to what it redirects to; `refuse` raises for an address not to be asked.

        Raises: FetchFailed.
        """
        for _ in range(MOST_REDIRECTS + 1):
            refuse(url)
            answer = self._ask(url)
            if answer.status not in REDIRECTS:
                return answer
            target = resolve_link(url, answer.header("Location"))
            if target is None:
                raise FetchFailed("redirect-nowhere", f"leads to {answer.header('Location')!r}", retry=False)
            url = target
        raise FetchFailed("too-many-redirects", "redirects without end", retry=False)

    def _ask(self, url: str) -> Exchange:
        try:
            return self._fetcher.get(url, self._manners.reach)
        finally:
            self._pause(min(self._manners.delay, _LONGEST_PAUSE))


def _problems(extraction: Extraction) -> tuple[str, ...]:
    document = extraction.document
    if document is None:
        return (f"read as {extraction.kind.value}: {extraction.reason}",)
    problems = []
    if not document.title:
        problems.append("no title")
    if document.published is None:
        problems.append("no day of publication")
    elif not document.published.certain:
        problems.append(f"the day is a guess ({document.published.basis})")
    if len(document.body) < ENOUGH_TEXT:
        problems.append(f"only {len(document.body)} characters of text")
    return tuple(problems)


def _spread(urls: list[str], number: int) -> list[str]:
    """Some of a list, from its whole length."""
    if len(urls) <= number:
        return urls
    return [urls[at * len(urls) // number] for at in range(number)]


def _day(document: Document) -> str | None:
    return document.published.day.isoformat() if document.published else None
