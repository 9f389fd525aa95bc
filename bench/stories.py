"""How well copies of one story are told from other texts: `python -m bench.stories`.

The texts are invented, the pairs made of them by what papers do to wire copy: printed whole,
under another headline, cut, with the agency's name or a local paragraph added. Beside them
stands what is no copy: follow-ups that repeat the background, another text of the same event,
round-ups, forms filled in anew. Every pair of all texts is judged.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from archive.model import Document, DocumentKind
from index.duplicates import SKETCH_SHARED, fingerprint, same_story

HERE = Path(__file__).parent
DATA = HERE / "data" / "stories"

ROUND_UP = 5
"""Items of a round-up."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the story it tells."""

    story: str
    kind: str
    document: Document


def texts(folder: Path = DATA) -> list[Text]:
    """All texts, made of the invented ones in `folder`."""
    events = _lines(folder / "events.jsonl")
    found = [text for event in events for text in _of_event(event)]
    for at in range(0, len(events) - ROUND_UP + 1, ROUND_UP):
        items = [paragraph for event in events[at : at + ROUND_UP] for paragraph in event["wire"][:2]]
        found.append(_text(f"điểm tin {at}", "round-up", "Điểm tin trong ngày", items))
    for form in _lines(folder / "forms.jsonl"):
        numbers = form.get("numbers", [""] * len(form["texts"]))
        for at, (body, number) in enumerate(zip(form["texts"], numbers, strict=True)):
            found.append(_text(f"{form['form']} {at}", "form", form["form"], [body], number=number))
    return found


def measure(folder: Path = DATA) -> Mapping[str, float]:
    """Precision and recall over all pairs, and the recall of each way a copy is made."""
    alike = right = copies = 0
    by_kind: dict[str, list[int]] = {}
    for one, other, found in judged(texts(folder)):
        is_copy = one.story == other.story
        alike += found
        copies += is_copy
        right += found and is_copy
        if is_copy and "whole" in (one.kind, other.kind):
            kind = other.kind if one.kind == "whole" else one.kind
            counts = by_kind.setdefault(f"recall_{kind}", [0, 0])
            counts[0] += found
            counts[1] += 1
    return {
        "precision": right / max(alike, 1),
        "recall": right / max(copies, 1),
        **{kind: right_of / all_of for kind, (right_of, all_of) in sorted(by_kind.items())},
    }


def judged(given: Sequence[Text]) -> Iterator[tuple[Text, Text, bool]]:
    """Every pair, and whether it is taken for one story."""
    read = [(each, fingerprint(each.document)) for each in given]
    for (one, left), (other, right) in combinations(read, 2):
        if left is None or right is None:
            yield one, other, False
            continue
        shared = len(set(left.sketch()) & set(right.sketch()))
        yield one, other, shared >= SKETCH_SHARED and same_story(left, right)


def _of_event(event: Mapping[str, Any]) -> Iterator[Text]:
    name, wire, local = event["event"], event["wire"], event["local"]
    third = [wire[0], wire[1].partition(". ")[0] + "."]
    credited = [f"(TTXVN) {wire[0]}", *wire[1:], "Theo TTXVN."]
    ways = {
        "whole": wire,
        "headline": wire,
        "half": wire[:2],
        "third": third,
        "credited": credited,
        "local paragraph": [*wire, local],
        "local lead": [local, *wire],
        "cut with local paragraph": [*wire[:3], local],
        "capitals": [wire[0].upper(), *wire[1:]],
    }
    for kind, paragraphs in ways.items():
        yield _text(name, kind, f"{name}: {kind}", paragraphs)
    yield _text(f"{name}, sau đó", "follow-up", name, [*event["follow"], wire[0]])
    background = [*event["follow"], wire[0], wire[2]]
    yield _text(f"{name}, sau đó", "follow-up with more background", name, background)
    yield _text(f"{name}, lời kể", "another", name, event["other"])


def _text(story: str, kind: str, title: str, paragraphs: Sequence[str], *, number: str = "") -> Text:
    document = Document(
        id=f"{story}/{kind}",
        kind=DocumentKind.DIRECTIVE if number else DocumentKind.ARTICLE,
        url="https://bao.example/",
        source="bao",
        title=title,
        body="\n\n".join(paragraphs),
        form={"number": number} if number else {},
    )
    return Text(story, kind, document)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Print the figures and every pair that is judged wrongly."""
    parser = argparse.ArgumentParser(prog="python -m bench.stories", description=__doc__)
    parser.add_argument("--folder", type=Path, default=DATA, help="events.jsonl and forms.jsonl")
    folder = parser.parse_args().folder
    for one, other, found in judged(texts(folder)):
        if found != (one.story == other.story):
            print("taken for one:" if found else "missed:", one.document.id, "|", other.document.id)
    for name, value in measure(folder).items():
        print(f"{name}: {value:.4f}")


if __name__ == "__main__":
    main()
