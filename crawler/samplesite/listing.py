"""How lists are cut out of what a site publishes: pages, days, related stories, most read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from crawler.samplesite.content import Article

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Generic[Entry]):
    """One page of a list, counted from 1."""

    number: int
    last: int
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of body text of one kind: "paragraph", "heading" or "list"."""

    kind: str
    texts: tuple[str, ...]  # one, or the items of a list


def cut(entries: Sequence[Entry], size: int) -> list[ListPage[Entry]]:
    """The pages of a list; an empty list has one empty page."""
    starts = range(0, max(len(entries), 1), size)
    return [
        ListPage(number=number, last=len(starts), entries=entries[start : start + size])
        for number, start in enumerate(starts, 1)
    ]


def related(article: Article, among: Sequence[Article], count: int = 3) -> list[Article]:
    """Stories of the article's section that stand nearest to it in time."""
    others = [other for other in among if other.section == article.section and other.slug != article.slug]
    return sorted(others, key=lambda other: (abs(other.published - article.published), other.slug))[:count]


def most_read(among: Sequence[Article], count: int = 5) -> list[Article]:
    """An arbitrary but steady choice, as a "most read" box always seems."""
    return sorted(among, key=lambda article: article.post_id)[:count]


def neighbours(day: dt.date) -> tuple[dt.date, dt.date]:
    """The day before and the day after."""
    return day - dt.timedelta(days=1), day + dt.timedelta(days=1)


def blocks(body: Sequence[str]) -> list[Block]:
    """Body text as the templates lay it out; neighbouring list items become one list."""
    made: list[Block] = []
    for text in body:
        if text.startswith("## "):
            made.append(Block(kind="heading", texts=(text[3:],)))
        elif text.startswith("- "):
            items = made.pop().texts if made and made[-1].kind == "list" else ()
            made.append(Block(kind="list", texts=(*items, text[2:])))
        else:
            made.append(Block(kind="paragraph", texts=(text,)))
    return made
