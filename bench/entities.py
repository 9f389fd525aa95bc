"""How well entities are recognised: `python -m bench.entities [--gold FILE] [--errors N] [--json]`.

A gold line is {"id", "kind", "text", "entities": [{"start", "end", "type", …}]}; a mention counts
when start, end and type are right. Without --gold the invented excerpts shipped here are taken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.model import MentionType
from bench.gold import run
from index.entities import recognise

SHIPPED = Path(__file__).parent / "data" / "entities" / "gold.jsonl"
TYPES = tuple(kind.value for kind in MentionType)

Entity = tuple[int, int, str]  # start, end, type


def measure(gold: Path) -> Mapping[str, float]:
    """Exact-span F1 of each type, and of all together as "micro"."""
    right, found, wanted = (dict.fromkeys((*TYPES, "micro"), 0) for _ in range(3))
    for _, expected, answered in _compared(gold):
        for kind in (*TYPES, "micro"):
            theirs = {entity for entity in expected if kind in ("micro", entity[2])}
            ours = {entity for entity in answered if kind in ("micro", entity[2])}
            right[kind] += len(theirs & ours)
            found[kind] += len(ours)
            wanted[kind] += len(theirs)
    return {
        kind: round(2 * right[kind] / max(found[kind] + wanted[kind], 1), 4) for kind in (*TYPES, "micro")
    }


def errors(gold: Path) -> Iterator[str]:
    """A line for each mention missed or wrongly found, with the text around it."""
    for record, expected, answered in _compared(gold):
        for start, end, kind in sorted(expected ^ answered):
            side = "missed" if (start, end, kind) in expected else "extra "
            text = record["text"]
            before, after = text[max(0, start - 30) : start], text[end : end + 20]
            yield f"{record['id']} {side} {kind} {text[start:end]!r} in {before!r} … {after!r}"


def _compared(gold: Path) -> Iterator[tuple[dict[str, Any], set[Entity], set[Entity]]]:
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        expected = {(entity["start"], entity["end"], entity["type"]) for entity in record["entities"]}
        yield record, expected, set(_answered(record["text"]))


def _answered(text: str) -> Iterator[Entity]:
    for mention in recognise(text):
        if mention.type is not MentionType.DATE or mention.attributes["kind"] == "calendar":
            yield mention.start, mention.end, mention.type.value


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    return run(arguments, told=__doc__, shipped=SHIPPED, measure=measure, errors=errors)


if __name__ == "__main__":
    sys.exit(main())
