"""The corpus and the questions of `bench.search`: real articles, then more made of their sentences.

An article that is made has a real one's title, another's number of sentences, and sentences
drawn from all real ones: so syllables, pairs of them and lengths are as frequent as in the
file. What does not grow with it is the vocabulary.

Days and persons are drawn at random with a fixed seed (the articles state none), persons
with the long tail that names have: five an article, 30,000 in all.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

from archive.model import Document, DocumentKind, Published
from index.ports import IndexedDocument
from index.text.keys import forms_of

_FIRST_DAY = dt.date(2012, 1, 1)
_DAYS = 3650
_PERSONS = 30_000
_PERSONS_EACH = 5
_GAP = "khoangtrong"
PAIR_JOINT = "_"  # peers cut their fields at blanks
_SAMPLE = 2000
_COUNTED = 20_000

Ready = TypeVar("Ready")


class Line(NamedTuple):
    """The keys of one line of text, and its adjacent keys joined, each as text cut at blanks."""

    keys: str
    pairs: str
    first: str
    last: str


class Article:
    """An article with its keys ready made, as peers are given it."""

    def __init__(self, indexed: IndexedDocument) -> None:
        self.indexed = indexed

    def keys(self, field: str) -> str:
        """Keys of the whole text in "exact" or "folded", with blanks between."""
        return " ".join([line.keys for line in self._lines(field)])

    def pairs(self, field: str) -> str:
        """Its adjacent keys joined by `PAIR_JOINT`, with blanks between."""
        lines = self._lines(field)
        found = [lines[0].pairs] if lines[0].pairs else []
        for before, line in pairwise(lines):
            found.append(f"{before.last}{PAIR_JOINT}{line.first}")
            if line.pairs:
                found.append(line.pairs)
        return " ".join(found)

    def _lines(self, field: str) -> list[Line]:
        """A key nobody asks for stands between title and body, which no phrase may join."""
        document = self.indexed.document
        lines = [_line_of(text, field) for text in (document.title, _GAP, *document.body.split("\n"))]
        return [line for line in lines if line.keys]

    @property
    def number(self) -> int:
        return self.indexed.revision

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


@lru_cache(1_000_000)
def _line_of(text: str, field: str) -> Line:
    keys = [form.folded if field == "folded" else form.exact for form in forms_of(text)]
    return Line(
        keys=" ".join(keys),
        pairs=" ".join([f"{one}{PAIR_JOINT}{two}" for one, two in pairwise(keys)]),
        first=keys[0] if keys else "",
        last=keys[-1] if keys else "",
    )


class Corpus:
    """`count` articles, made anew each time they are gone through: none is kept."""

    def __init__(self, path: Path, count: int) -> None:
        self.path = path
        self.count = count
        self.seconds = 0.0  # of processor time that making the articles took, the last time

    def __iter__(self) -> Iterator[Article]:
        return map(Article, articles(self.path, self.count))

    def each(self, prepare: Callable[[Article], Ready]) -> Iterator[Ready]:
        """What an engine takes in of each article; the time it takes to prepare is not the engine's."""
        self.seconds = 0.0
        coming = iter(self)
        while True:
            started = time.thread_time()
            article = next(coming, None)
            if article is None:
                return
            ready = prepare(article)
            self.seconds += time.thread_time() - started
            yield ready

    def syllables(self) -> int:
        return sum(article.keys("exact").count(" ") + 1 for article in self)

    def questions(self) -> list[Question]:
        """Forty questions about the first articles, the same for every engine."""
        frequencies: Counter[str] = Counter()
        for article in islice(self, _COUNTED):
            frequencies.update(set(article.keys("exact").split()))
        ordered = sorted(frequencies.items(), key=lambda pair: (-pair[1], pair[0]))
        return questions(list(islice(self, _SAMPLE)), ordered)


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
        keys = article.keys("folded" if folded else "exact").split()
        title = len(forms_of(article.indexed.document.title))
        if title >= size:
            start = rng.randrange(title - size + 1)
            return tuple(keys[start : start + size])
