"""Invented articles for engines to hold, and chance corpora and queries made of a few syllables."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace

from archive.model import Analysis, Document, DocumentKind, Published
from index.ports import (
    OTHER_DAYS,
    And,
    Days,
    Every,
    IndexedDocument,
    InStory,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Score,
    SearchRequest,
    Term,
    Undated,
)

SYLLABLES = (
    "xã",
    "bản",
    "huyện",
    "tỉnh",
    "ủy",
    "họp",
    "bàn",
    "sáp",
    "nhập",
    "lũ",
    "quét",
    "trường",
    "học",
    "lúa",
    "nương",
    "cà",
    "phê",
    "đường",
    "mới",
    "đất",
    "nước",
)
PEOPLE = ("giàng a páo", "lò thị mai", "nguyễn văn hòa", "h'len niê")
PLACES = ("mường la", "sốp cộp", "cư m'gar", "sơn la", "ia o")
DIRECTIVES = ("02-NQ/TU", "15-CT/TU", "1234/QĐ-UBND")
SECTIONS = ("thời sự", "kinh tế", "văn hóa")
FIRST_DAY = dt.date(2021, 1, 1)


def article(
    id: str,
    title: str,
    body: str = "",
    *,
    lead: str = "",
    day: dt.date | None = None,
    revision: int = 1,
    words: bool = False,
    events: tuple[tuple[dt.date, dt.date], ...] = (),
    other_days: Mapping[str, dt.date] | None = None,
    story: str = "",
    **facets: tuple[str, ...],
) -> IndexedDocument:
    """An article as the engine takes it; with `words`, each blank-separated piece is a word."""
    document = Document(
        id=id,
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example.vn/{id}",
        source=facets.get("source", ("baosonla",))[0],
        title=title,
        lead=lead,
        body=body,
        published=Published(day=day, basis="label") if day else None,
    )
    analysis = _analysis(document, revision) if words else None
    values = {"kind": ("article",), "source": ("baosonla",)} | facets
    return IndexedDocument(
        document=document,
        revision=revision,
        analysis=analysis,
        facets=values,
        event_days=events,
        other_days=other_days or {},
        story=story,
    )


def chance_articles(rng: random.Random, count: int) -> list[IndexedDocument]:
    """Articles by chance, a third of them telling the story of another, some word by word on the same day."""
    articles = [chance_article(rng, number) for number in range(count)]
    for at in rng.sample(range(count), count // 3):
        told = rng.choice(articles)
        document = articles[at].document
        if rng.random() < 0.5:
            same = {"title": told.document.title, "lead": told.document.lead, "body": told.document.body}
            document = replace(document, published=told.document.published, **same)
        story = rng.choice((told.story or told.document.id, told.document.id, "tin-chung"))
        articles[at] = replace(articles[at], document=document, analysis=None, story=story)
    return articles


def chance_article(rng: random.Random, number: int) -> IndexedDocument:
    """An article of a few common syllables, with facets and days drawn at random; some parts are empty."""
    day = None if rng.random() < 0.2 else FIRST_DAY + dt.timedelta(days=rng.randrange(30))
    start = FIRST_DAY + dt.timedelta(days=rng.randrange(400))
    several = {
        facet: tuple(sorted(rng.sample(values, rng.randrange(3))))
        for facet, values in (("person", PEOPLE), ("place", PLACES), ("directive", DIRECTIVES))
    }
    return article(
        f"bai-{rng.randrange(10**6):06}-{number}",
        _run(rng, 1, 5),
        _run(rng, 0, 30),
        lead=_run(rng, 0, 6),
        day=day,
        revision=number,
        words=rng.random() < 0.7,
        events=((start, start + dt.timedelta(days=rng.choice((0, 5, 19, 30, 31, 60)))),)
        if rng.random() < 0.5
        else (),
        other_days={
            name: FIRST_DAY + dt.timedelta(days=rng.randrange(40))
            for name in OTHER_DAYS
            if rng.random() < 0.6
        },
        source=(rng.choice(("baosonla", "baodienbien")),),
        section=(rng.choice(SECTIONS),),
        **several,
    )


def chance_request(rng: random.Random, documents: list[IndexedDocument]) -> SearchRequest:
    """A request of any shape the ports allow."""
    scores = tuple(
        Score(chance_part(rng, documents), round(rng.uniform(0.1, 3), 2)) for _ in range(rng.randrange(4))
    )
    include: dict[str, tuple[str, ...]] = {}
    if rng.random() < 0.3:
        include["section"] = (rng.choice(SECTIONS), rng.choice(SECTIONS))
    if rng.random() < 0.3:
        include["person"] = tuple(rng.sample(PEOPLE, 2))
    return SearchRequest(
        match=chance_node(rng, documents),
        scores=scores,
        include=include,
        exclude={"place": (rng.choice(PLACES),)} if rng.random() < 0.3 else {},
        sort=rng.choice(("relevance", "relevance", "newest", "oldest", "added")),
        collapse=rng.random() < 0.4,
        offset=rng.choice((0, 0, 3)),
        limit=rng.choice((10, 1000)),
        facets=("section", "person", "place", "kind", "org"),
        facet_limit=rng.choice((2, 20)),
        histogram=rng.choice((True, "month")),
        histogram_of=rng.choice(("published", "published", *OTHER_DAYS)),
        counted={name: chance_node(rng, documents) for name in ("one", "other")},
    )


def chance_node(rng: random.Random, documents: list[IndexedDocument], depth: int = 2) -> Node:
    """A node of any kind, combined up to `depth` deep."""
    kind = rng.randrange(10 if depth else 7)
    if kind <= 2:
        return chance_part(rng, documents)
    if kind == 3:
        return Prefix("exact", rng.choice(("", "s", "l", "tr", "nư", "không")), limit=rng.choice((2, 512)))
    if kind == 4:
        first = FIRST_DAY + dt.timedelta(days=rng.randrange(40))
        last = rng.choice((None, first + dt.timedelta(days=rng.choice((0, 9, 31, 60)))))
        return Days(rng.choice(("published", "event", *OTHER_DAYS)), rng.choice((None, first)), last)
    if kind == 5:
        undated = Undated(rng.choice(("published", "event", *OTHER_DAYS)))
        return rng.choice((undated, Every(), InStory("a4"), Keyword("section", rng.choice(SECTIONS))))
    if kind == 6:
        return Keyword("person", rng.choice(PEOPLE))
    if kind == 7:
        return Not(chance_node(rng, documents, depth - 1))
    parts = tuple(chance_node(rng, documents, depth - 1) for _ in range(rng.randrange(1, 4)))
    return And(parts) if kind == 8 else Or(parts)


def chance_part(rng: random.Random, documents: list[IndexedDocument]) -> Term | Phrase | Near:
    """A term, phrase or near; phrases are copied from a document two times in three."""
    kind = rng.randrange(6)
    field = rng.choice(("exact", "exact", "title", "lead"))
    if kind <= 1:
        return Term(field, (rng.choice(SYLLABLES),))
    if kind == 2:
        one, two = rng.sample(SYLLABLES, 2)
        return rng.choice((Term(field, (one, two)), Term("exact_pair", (f"{one} {two}",))))
    if kind == 5:
        places = tuple((each,) for each in rng.choices(SYLLABLES, k=rng.randrange(1, 4)))
        return Near("exact", places, rng.randrange(1, 8))
    run = rng.choice(documents).document.title.split() if rng.random() < 0.66 else rng.sample(SYLLABLES, 2)
    return Phrase(field, tuple((each, rng.choice(SYLLABLES)) if kind == 4 else (each,) for each in run[:3]))


def _run(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choices(SYLLABLES, k=rng.randint(least, most)))


def _analysis(document: Document, revision: int) -> Analysis:
    spans = []
    at = 0
    for piece in document.text.split():
        start = document.text.index(piece, at)
        at = start + len(piece)
        spans.append((start, at))
    return Analysis(revision=revision, version="test", sentences=(), words=tuple(spans), mentions=())
