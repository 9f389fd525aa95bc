"""How well people of one name are told apart: `python -m bench.namesakes [--pairs FILE] [--errors]`.

A line is {"id", "name", "same", "why", "first", "documents": [{"day", "province", "text"}]}: the
first `first` documents are about one person, the others about the same one or another. A pair
of two that one text names itself has `first` equal to the number of documents.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.model import Document, DocumentKind, Published
from index.analysis import analyse
from index.registry import Corrections
from index.registry.namesakes import Namesake, tell_apart
from index.registry.people import read_people
from index.registry.traits import Telling
from index.text.keys import exact_key

SHIPPED = Path(__file__).parent / "data" / "namesakes" / "pairs.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair and the people found in it."""

    pair: Mapping[str, Any]
    people: Sequence[Namesake]

    @property
    def right(self) -> bool:
        """Whether they are the two of the pair, and for its reason."""
        first = {f"d{i}" for i in range(self.pair["first"])}
        mixed = any(len({one.document in first for one in person.tellings}) > 1 for person in self.people)
        reasons = {reason.why.value for person in self.people for reason in person.reasons}
        return not self.pair["same"] and len(self.people) == 2 and not mixed and reasons == {self.pair["why"]}


def measure(pairs: Path) -> Mapping[str, float]:
    """Shares: of the splits, the right ones; of the pairs with a reason, those split, and for that reason."""
    found = list(judged(pairs))
    split = [one for one in found if len(one.people) > 1]
    reasoned = [one for one in found if one.pair["why"]]
    return {
        "precision": round(sum(not one.pair["same"] for one in split) / max(len(split), 1), 4),
        "recall": round(sum(len(one.people) > 1 for one in reasoned) / max(len(reasoned), 1), 4),
        "right_reason": round(sum(one.right for one in reasoned) / max(len(reasoned), 1), 4),
    }


def judged(pairs: Path) -> Iterator[Judged]:
    """Every pair of a file with the people that are found in it."""
    for line in pairs.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        tellings = [one for i in range(len(pair["documents"])) for one in _tellings(pair, i)]
        yield Judged(pair=pair, people=tell_apart(tellings))


def _tellings(pair: Mapping[str, Any], i: int) -> Iterator[Telling]:
    stated = pair["documents"][i]
    day = dt.date.fromisoformat(stated["day"])
    document = Document(
        id=f"d{i}",
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{i}",
        source="bao",
        title="Tin trong ngày",
        body=stated["text"],
        published=Published(day=day, basis="json-ld"),
    )
    analysis = analyse(document, i, stated["province"])
    for person in read_people(document, analysis, Corrections(), stated["province"]).persons:
        if person.name == exact_key(pair["name"]) and person.traits:
            yield Telling(document=document.id, part=person.part, day=day, traits=tuple(person.traits))


def main() -> int:
    """Print the figures, with --errors each pair that is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m bench.namesakes", description=__doc__)
    parser.add_argument("--pairs", type=Path, default=SHIPPED)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.pairs)))
    if options.errors:
        for one in judged(options.pairs):
            if len(one.people) > 1 if one.pair["same"] else one.pair["why"] and not one.right:
                print(one.pair["id"], one.pair["why"], one.people, sep="\n  ", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
