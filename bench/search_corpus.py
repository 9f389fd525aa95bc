"""The corpus and the questions of `bench.search`: real articles, then more made of their sentences.

Days and persons are drawn at random with a fixed seed (the articles state none), persons
with the long tail that names have: five an article, 30,000 in all.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from archive.model import Document, DocumentKind, Published
from index.ports import IndexedDocument
from index.text.keys import forms_of

_FIRST_DAY = dt.date(2012, 1, 1)
_DAYS = 3650
_PERSONS = 30_000
_PERSONS_EACH = 5
_GAP = forms_of("khoangtrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with its keys ready made, as peers are given it."""

    indexed: IndexedDocument
    exact: list[str]
    folded: list[str]

    @property
    def day(self) -> dt.date:
        published = self.indexed.document.published
        assert published is not None
        return published.day

    @property
    def month(self) -> int:
        return self.day.year * 12 + self.day.month - 1

    @property
    def persons(self) -> tuple[str, ...]:
        return self.indexed.facets["person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query, in terms every engine has."""

    name: str
    words: tuple[str, ...]  # keys, folded ones if `folded`; for a prefix its first letters
    mode: str = "all"  # all, any, phrase, prefix
    folded: bool = False
    days: tuple[dt.date, dt.date] | None = None
    person: str | None = None

    @property
    def field(self) -> str:
        return "folded" if self.folded else "exact"

    @property
    def pair(self) -> str | None:
        """A phrase of two syllables, as the one term it is in the fields of pairs."""
        return " ".join(self.words) if self.mode == "phrase" and len(self.words) == 2 else None


def texts(path: Path, count: int) -> Iterator[tuple[str, str]]:
    """(title, body): those of the file, then as many more as it takes, made of their sentences."""
    rng = random.Random(20)
    titles: list[str] = []
    lines: list[str] = []
    lengths: list[int] = []
    with path.open(encoding="utf-8") as file:
        for _, line in zip(range(count), file, strict=False):
            document = json.loads(line)
            sentences = document["text"].split("\n")
            titles.append(document["title"])
            lines += sentences
            lengths.append(len(sentences))
            yield document["title"], document["text"]
    for _ in range(count - len(titles)):
        yield rng.choice(titles), "\n".join(rng.choices(lines, k=rng.choice(lengths)))


def articles(path: Path, count: int) -> Iterator[IndexedDocument]:
    """`count` articles; the same for the same file and count."""
    rng = random.Random(5)
    for number, (title, body) in enumerate(texts(path, count)):
        persons = {f"nhân vật {int(_PERSONS * rng.random() ** 3)}" for _ in range(_PERSONS_EACH)}
        document = Document(
            id=f"bai-{number:07}",
            kind=DocumentKind.ARTICLE,
            url=f"https://bao.example.vn/{number}",
            source="bao",
            title=title,
            body=body,
            published=Published(day=_FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS)), basis="random"),
        )
        facets = {"kind": ("article",), "source": ("bao",), "person": tuple(sorted(persons))}
        yield IndexedDocument(document=document, revision=number, analysis=None, facets=facets)


def tokenised(indexed: IndexedDocument) -> Article:
    """The article with the keys of its whole text, as an engine without our tokenizer is given it.

    A key nobody asks for stands between title and body, which no phrase may join.
    """
    document = indexed.document
    forms = [*forms_of(document.title), *_GAP, *forms_of(document.body)]
    return Article(
        indexed=indexed, exact=[form.exact for form in forms], folded=[form.folded for form in forms]
    )


def pairs(keys: Sequence[str], joint: str = " ") -> list[str]:
    """Adjacent keys joined."""
    return [f"{one}{joint}{two}" for one, two in pairwise(keys)]


def questions(sample: Sequence[Article], frequencies: Sequence[tuple[str, int]]) -> list[Question]:
    """Forty questions about articles of which `sample` is a part.

    Args: frequencies: (exact key, document frequency), the commonest first.
    """
    rng = random.Random(40)
    asked: list[Question] = []
    for at, rank in enumerate((1, 5, 20, 60, 150, 500, 1500, 4000)):
        key = frequencies[min(rank, len(frequencies) - 1)][0]
        asked.append(Question(name=f"term {rank}", words=(key,)))
        if at % 2:
            bare = forms_of(key)[0].folded
            asked.append(Question(name=f"unaccented term {rank}", words=(bare,), folded=True))
    asked += [
        Question(name=f"all of {size}", words=_run(rng, sample, size, False))
        for size in (2, 2, 2, 3, 3, 4, 4, 5, 6, 6)
    ]
    asked += [
        Question(name=f"any of {size}", words=_run(rng, sample, size, False), mode="any")
        for size in (2, 3, 3, 4)
    ]
    for size, folded in ((2, False), (2, False), (2, True), (3, False), (4, False)):
        name = f"phrase of {size}"
        words = _run(rng, sample, size, folded)
        asked.append(Question(name=name, words=words, mode="phrase", folded=folded))
    asked += [Question(name=f"prefix {each}", words=(each,), mode="prefix") for each in ("ngh", "quy", "tru")]
    for days in (30, 365, 1500):
        first = _FIRST_DAY + dt.timedelta(days=rng.randrange(_DAYS - days))
        within = (first, first + dt.timedelta(days=days))
        asked.append(Question(name=f"{days} days", words=_run(rng, sample, 1, False), days=within))
    for rank in (3, 200, 5000):
        asked.append(
            Question(name=f"person {rank}", words=_run(rng, sample, 1, False), person=f"nhân vật {rank}")
        )
    return asked


def _run(rng: random.Random, sample: Sequence[Article], size: int, folded: bool) -> tuple[str, ...]:
    """Syllables that follow each other in a title."""
    while True:
        article = rng.choice(sample)
        keys = article.folded if folded else article.exact
        title = len(forms_of(article.indexed.document.title))
        if title >= size:
            start = rng.randrange(title - size + 1)
            return tuple(keys[start : start + size])
