"""How fast the registry is filled from stored analyses, and answers, at the size of a large archive.

    python -m bench.registry --docs 100000 [--catalog FILE]

Documents and analyses are made up here, with as many mentions as provincial news has, so that
the recogniser is not measured. With --catalog those of an analysed catalog are taken, and more
made of them with other days and other middle names. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive.catalog import Catalog
from archive.model import (
    Analysis,
    Capture,
    CaptureKind,
    Document,
    DocumentKind,
    Mention,
    MentionType,
    Published,
    Source,
)
from index.registry import Corrections, Registry, register
from index.registry.entries import DirectiveEntry, EntityEntry
from index.text.keys import exact_key

PROVINCES = ("Sơn La", "Lào Cai", "Thanh Hóa", "Nghệ An", "Đắk Lắk")
_BATCH = 1000
_MIDDLE = (("Văn", "Thị"), ("Đức", "Thu"), ("Hữu", "Kim"), ("Bảo", "Lan"), ("Duy", "Ánh"))


def main() -> None:
    """Fill, then ask; the seed makes every run the same."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=int, default=100_000)
    arguments.add_argument("--catalog", type=Path, help="an analysed catalog to take documents from")
    options = arguments.parse_args()
    wanted = options.docs
    sources = {
        f"s{i}": Source(key=f"s{i}", name=name, kind="newspaper", home="", province=name)
        for i, name in enumerate(PROVINCES)
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        catalog = Catalog(f"sqlite:///{path}")
        _fill(catalog, _made_up(wanted) if options.catalog is None else _multiplied(options.catalog, wanted))
        stored = path.stat().st_size
        began, worked = time.perf_counter(), time.process_time()
        for _ in register(catalog, sources, Corrections()):
            pass
        seconds, cpu = time.perf_counter() - began, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        registry = Registry(catalog)
        print(
            json.dumps(
                {
                    "documents": wanted,
                    "register_seconds": round(seconds, 1),
                    "documents_per_second": round(wanted / seconds),
                    "documents_per_cpu_second": round(wanted / cpu),
                    "peak_megabytes": round(peak / 1024),
                    "registry_megabytes": round((path.stat().st_size - stored) / 1e6),
                    "milliseconds": _answers(registry),
                },
                ensure_ascii=False,
            )
        )


def _answers(registry: Registry) -> dict[str, float]:
    """The best of five askings of each question, in milliseconds of this process's work."""
    cited = (one for one in registry.directives(size=5000).items if not one.open)
    busiest = max(cited, key=lambda one: one.articles)
    person, place, body = (registry.entities(kind, by_count=True).items[0] for kind in ("PER", "LOC", "ORG"))
    last = registry.entities("PER").pages
    questions: dict[str, Callable[[], object]] = {
        "candidates": lambda: registry.candidates("02-NQ/TU"),
        "directive_json": lambda: _said(registry.directive(busiest.key)),
        "directives": lambda: registry.directives(),
        "directives_filtered": lambda: registry.directives("02"),
        "directives_of_a_type": lambda: registry.directives(type="quyết định"),
        "person_json": lambda: _said(registry.entity("PER", person.key)),
        "place_json": lambda: _said(registry.entity("LOC", place.key)),
        "body_json": lambda: _said(registry.entity("ORG", body.key)),
        "persons": lambda: registry.entities("PER"),
        "persons_filtered": lambda: registry.entities("PER", "le"),
        "persons_by_count": lambda: registry.entities("PER", by_count=True),
        "persons_filtered_by_count": lambda: registry.entities("PER", "nguyen", by_count=True),
        "persons_last_page": lambda: registry.entities("PER", page=last),
        "figures": registry.figures,
        "references_of": lambda: registry.references_of("d1"),
        "people_in": lambda: registry.people_in("d1"),
    }
    return {name: _best(ask) for name, ask in questions.items()}


def _said(entry: DirectiveEntry | EntityEntry | None) -> str:
    """As the API says it."""
    return json.dumps(entry.as_json() if entry is not None else None, ensure_ascii=False)


def _best(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        began = time.process_time()
        ask()
        taken.append(time.process_time() - began)
    return round(1000 * min(taken), 1)


def _fill(catalog: Catalog, documents: Iterator[tuple[Document, Analysis]]) -> None:
    i = 0
    while batch := list(islice(documents, _BATCH)):
        analyses = []
        with catalog.atomic() as connection:
            for document, analysis in batch:
                stored = catalog.store(document, _capture(i), "bench", connection)
                analyses.append(replace(analysis, revision=stored.revision))
                i += 1
        catalog.save_analyses(analyses)


def _made_up(wanted: int) -> Iterator[tuple[Document, Analysis]]:
    chance = random.Random(4)
    for i in range(wanted):
        text, mentions = _text(chance)
        document = _document(i, "Tin", text)
        yield (
            document,
            Analysis(
                revision=0, version="bench", sentences=[(0, len(document.text))], words=[], mentions=mentions
            ),
        )


def _multiplied(path: Path, wanted: int) -> Iterator[tuple[Document, Analysis]]:
    """Documents of a catalog over and over, each time with another middle name of as many letters."""
    catalog = Catalog(f"sqlite:///{path}")
    rows = sorted(catalog.latest_by_document().values())
    for i in range(wanted):
        turn, at = divmod(i, len(rows))
        if at % _BATCH == 0:
            batch = rows[at : at + _BATCH]
            revisions, analyses = catalog.revisions(batch), catalog.analyses(batch)
        row = rows[at]

        def other(text: str, turn: int = turn) -> str:
            return text.replace("Văn ", f"{_MIDDLE[turn][0]} ").replace("Thị ", f"{_MIDDLE[turn][1]} ")

        held, analysis = revisions[row].document, analyses[row]
        mentions = [
            replace(one, text=other(one.text), label=other(one.label), key=exact_key(other(one.label)))
            if one.type is MentionType.PERSON
            else one
            for one in analysis.mentions
        ]
        yield (
            _document(i, other(held.title), other(held.body), other(held.lead)),
            replace(analysis, mentions=mentions),
        )
    catalog.close()


def _document(i: int, title: str, body: str, lead: str = "") -> Document:
    return Document(
        id=f"d{i}",
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{i}",
        source=f"s{i % len(PROVINCES)}",
        title=title,
        lead=lead,
        body=body,
        published=Published(day=dt.date(2015, 1, 1) + dt.timedelta(days=i * 7 % 4000), basis="json-ld"),
    )


def _capture(i: int) -> Capture:
    return Capture(
        url=f"https://bao.example/{i}",
        captured_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        kind=CaptureKind.RESPONSE,
        status=200,
        mime="text/html",
        payload_digest=f"sha256:{i:064x}",
        warc="a.warc.gz",
        offset=i,
        length=1,
        source=f"s{i % len(PROVINCES)}",
    )


def _text(chance: random.Random) -> tuple[str, list[Mention]]:
    """Three references, and a score of names of which some are in every tenth document."""
    text = "Tin\n\n"
    mentions: list[Mention] = []
    for kind, key, label, attributes in _named(chance):
        start = len(text)
        text += label
        mentions.append(
            Mention(
                type=kind,
                start=start,
                end=len(text),
                text=label,
                key=key,
                label=label,
                attributes={"founded": True, **attributes},
            )
        )
        text += ", "
    return text.removeprefix("Tin\n\n"), mentions


def _named(chance: random.Random) -> Iterator[tuple[MentionType, str, str, dict[str, object]]]:
    for _ in range(3):
        number = f"{1 + int(chance.paretovariate(1)) % 60:02d}-NQ/TU"
        issued = (
            f"{chance.choice((2016, 2021))}-0{chance.randint(1, 9)}-15" if chance.random() < 0.5 else None
        )
        yield (
            MentionType.DIRECTIVE,
            number,
            f"Nghị quyết số {number}",
            {"number": number, "doc_type": "Nghị quyết", "issued": issued, "issuer": None},
        )
    for kind, spread in ((MentionType.PERSON, 20_000), (MentionType.BODY, 3_000), (MentionType.PLACE, 5_000)):
        for _ in range(6):
            name = f"Lê {int(spread * chance.random() ** 3)}"
            yield kind, name.casefold(), name, {}


if __name__ == "__main__":
    main()
