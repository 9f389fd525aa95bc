"""How fast the registry is filled from stored analyses, and answers, at the size of a large archive.

    python -m bench.registry --docs 100000

Documents and analyses are made up here, with as many mentions as provincial news has, so that
the recogniser is not measured. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
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

PROVINCES = ("Sơn La", "Lào Cai", "Thanh Hóa", "Nghệ An", "Đắk Lắk")
_BATCH = 1000


def main() -> None:
    """Fill, then ask; the seed makes every run the same."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--docs", type=int, default=100_000)
    wanted = arguments.parse_args().docs
    sources = {
        f"s{i}": Source(key=f"s{i}", name=name, kind="newspaper", home="", province=name)
        for i, name in enumerate(PROVINCES)
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        catalog = Catalog(f"sqlite:///{path}")
        _fill(catalog, wanted)
        stored = path.stat().st_size
        began = time.perf_counter()
        for _ in register(catalog, sources, Corrections()):
            pass
        seconds = time.perf_counter() - began
        registry = Registry(catalog)
        print(
            json.dumps(
                {
                    "documents": wanted,
                    "register_seconds": round(seconds, 1),
                    "documents_per_second": round(wanted / seconds),
                    "registry_megabytes": round((path.stat().st_size - stored) / 1e6),
                    "milliseconds": _answers(registry),
                },
                ensure_ascii=False,
            )
        )


def _answers(registry: Registry) -> dict[str, float]:
    """The worst of five askings of each question, in milliseconds."""
    busiest = max(registry.directives(size=500).items, key=lambda one: one.articles)
    person = registry.entities("PER", by_count=True).items[0]
    place = registry.entities("LOC", by_count=True).items[0]
    questions: dict[str, Callable[[], object]] = {
        "candidates": lambda: registry.candidates("02-NQ/TU"),
        "directive": lambda: registry.directive(busiest.key),
        "directives": lambda: registry.directives("02"),
        "person": lambda: registry.entity("PER", person.key),
        "place": lambda: registry.entity("LOC", place.key),
        "persons": lambda: registry.entities("PER", "le"),
        "references_of": lambda: registry.references_of("d1"),
    }
    return {name: _worst(ask) for name, ask in questions.items()}


def _worst(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return round(1000 * max(taken), 1)


def _fill(catalog: Catalog, wanted: int) -> None:
    chance = random.Random(4)
    for first in range(0, wanted, _BATCH):
        analyses = []
        with catalog.atomic() as connection:
            for i in range(first, min(first + _BATCH, wanted)):
                text, mentions = _text(chance)
                document = Document(
                    id=f"d{i}",
                    kind=DocumentKind.ARTICLE,
                    url=f"https://bao.example/{i}",
                    source=f"s{i % len(PROVINCES)}",
                    title="Tin",
                    body=text,
                    published=Published(
                        day=dt.date(2015, 1, 1) + dt.timedelta(days=i % 4000), basis="json-ld"
                    ),
                )
                stored = catalog.store(document, _capture(i), "bench", connection)
                analyses.append(
                    Analysis(
                        revision=stored.revision,
                        version="bench",
                        sentences=[(0, len(document.text))],
                        words=[],
                        mentions=mentions,
                    )
                )
        catalog.save_analyses(analyses)


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
