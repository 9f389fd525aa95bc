"""A home folder of any size to serve from: articles, and facets with the long tails real ones have.

    python -m bench.serving_home HOME --docs FILE [--limit 100000]

FILE holds lines {"id", "title", "text"}; past its end articles are made of its sentences, as for
bench.search. Days, sources and entities are drawn at random with a fixed seed. Documents, revisions,
analyses and the registry lie in the catalog and the index is built from it, as after a crawl; only
the captures are named and not there, so pages as captured cannot be shown, and every article tells
its own story: articles made of the same sentences would each be compared with hundreds of others.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.catalog import Catalog
from archive.catalog.stories import Stories
from archive.home import Home
from archive.identity import document_id
from archive.model import (
    Analysis,
    Capture,
    CaptureKind,
    Document,
    DocumentKind,
    Mention,
    MentionType,
    Published,
)
from bench.search_corpus import texts
from index.analysis import ANALYSER
from index.duplicates import COMPARISON
from index.intake import rebuild, register_stale
from index.registry import load_corrections

_BATCH = 500
_FIRST_DAY = dt.date(2012, 1, 1)
_DAYS = 5000
_SOURCES = 14
_SECTIONS = 40
_UNDATED = 0.03
_ENTITIES: tuple[tuple[MentionType, str, int, int], ...] = (
    (MentionType.PERSON, "nhân vật", 30_000, 5),
    (MentionType.BODY, "cơ quan", 12_000, 3),
    (MentionType.PLACE, "địa danh", 3_000, 4),
)
"""(type, name, how many there are, how many an article names)."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.serving_home", description=__doc__.partition("\n")[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=100_000)
    options = parser.parse_args()
    home = Home.open(options.home)
    began = time.monotonic()
    catalog = home.catalog()
    for done in fill(catalog, sorted(home.sources())[:_SOURCES], options.docs, options.limit):
        print(f"{done:,} in the catalog, {time.monotonic() - began:.0f} s", end="\r", flush=True)
    for step in register_stale(catalog, home.sources(), load_corrections(home.path)):
        print(f"{step.done:,} in the registry, {time.monotonic() - began:.0f} s", end="\r", flush=True)
    for step in rebuild(home, catalog):
        print(f"{step.done:,} in the index, {time.monotonic() - began:.0f} s   ", end="\r", flush=True)
    catalog.close()
    print()


def fill(catalog: Catalog, sources: Sequence[str], docs: Path, limit: int) -> Iterator[int]:
    """Enter the documents with their analyses; yields how many are there."""
    draw = random.Random(100)
    batch: list[tuple[str, str]] = []
    done = 0
    for pair in texts(docs, limit):
        batch.append(pair)
        if len(batch) == _BATCH or done + len(batch) == limit:
            _enter(
                catalog, [_document(done + at, *each, sources, draw) for at, each in enumerate(batch)], draw
            )
            done += len(batch)
            batch = []
            yield done


def _enter(catalog: Catalog, documents: Sequence[Document], draw: random.Random) -> None:
    with catalog.atomic() as connection:
        stored = [catalog.store(each, _capture(each), "bench", connection).revision for each in documents]
        rows = dict(zip([each.id for each in documents], stored, strict=True))
        Stories(catalog).enter(rows, {}, COMPARISON, connection)
    catalog.save_analyses(_analysis(each, row, draw) for each, row in zip(documents, stored, strict=True))


def _document(number: int, title: str, body: str, sources: Sequence[str], draw: random.Random) -> Document:
    source = draw.choice(sources)
    url = f"https://{source}.example.vn/bai-{number:07}.html"
    day = _FIRST_DAY + dt.timedelta(days=draw.randrange(_DAYS))
    return Document(
        id=document_id(url),
        kind=DocumentKind.ARTICLE,
        url=url,
        source=source,
        title=title,
        body=body,
        section=f"chuyên mục {int(_SECTIONS * draw.random() ** 2)}",
        published=Published(day=day, basis="file") if draw.random() > _UNDATED else None,
    )


def _capture(document: Document) -> Capture:
    return Capture(
        url=document.url,
        captured_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        kind=CaptureKind.RESPONSE,
        status=200,
        mime="text/html",
        payload_digest="sha256:" + "0" * 64,
        warc="made-up.warc.gz",
        offset=int(document.url[-12:-5]),
        length=1,
        source=document.source,
    )


def _analysis(document: Document, row: int, draw: random.Random) -> Analysis:
    text = document.text
    mentions = []
    for kind, name, of, each in _ENTITIES:
        for _ in range(each):
            label = f"{name} {int(of * draw.random() ** 3)}"
            at = draw.randrange(max(1, len(text) - 12))
            mentions.append(
                Mention(
                    type=kind,
                    start=at,
                    end=at + 12,
                    text=text[at : at + 12],
                    key=label,
                    label=label,
                    attributes={"founded": True},
                )
            )
    mentions.sort(key=lambda one: one.start)
    return Analysis(revision=row, version=ANALYSER, sentences=[(0, len(text))], words=[], mentions=mentions)


if __name__ == "__main__":
    main()
