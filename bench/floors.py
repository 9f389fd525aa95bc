"""Quality floors: `python -m bench.floors` measures on the data shipped here and refuses to fall below.

`bench/floors.json` holds a floor for every figure, group by group. A figure may fall below its
floor by the noise of its set, no more. `--update` raises floors to what is measured now and
never lowers one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench import entities, extraction, links, namesakes, retrieval, stories

Figures = Mapping[str, float]

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
NOISE = 0.005
"""One judged query of 200 that flips moves nDCG@10 by about this much."""


def measure_extraction() -> Figures:
    """Share of right values over the shipped pages, of each field."""
    folder = HERE / "data" / "extraction"
    found = extraction.measure(folder / "pages", extraction.read_jsonl(folder / "gold.jsonl"))
    lists = extraction.measure_lists(folder / "pages", extraction.read_jsonl(folder / "lists.jsonl"))
    forms = extraction.measure_forms(folder / "pages", extraction.read_jsonl(folder / "docs_gold.jsonl"))
    return {
        **_shares(found["counts"]),
        **{f"list_{name}": share for name, share in _shares(lists["counts"]).items()},
        **{f"form_{name}": share for name, share in _shares(forms["counts"]).items()},
    }


def measure_retrieval() -> Figures:
    """nDCG@10 and recall@100 of every variant of the shipped queries."""
    folder = HERE / "data" / "retrieval"
    found = retrieval.measure(folder / "docs.jsonl", folder / "queries.jsonl", folder / "qrels.tsv")
    return {
        f"{variant}_{name}": figures[name]
        for variant, figures in found.items()
        for name in ("ndcg@10", "recall@100")
    }


def measure_entities() -> Figures:
    """Exact-span F1 of each type on the shipped excerpts."""
    return entities.measure(HERE / "data" / "entities" / "gold.jsonl")


def measure_namesakes() -> Figures:
    """How people of one name are told apart in the shipped pairs: precision of splits, and recall."""
    return namesakes.measure(HERE / "data" / "namesakes" / "pairs.jsonl")


def measure_stories() -> Figures:
    """Precision and recall of pairs of copies, and the recall of each way a copy is made."""
    return stories.measure(HERE / "data" / "stories")


def measure_links() -> Figures:
    """Precision and recall of mentions of directives and of their links, on the shipped articles."""
    return links.measure()


MEASURES: Mapping[str, Callable[[], Figures]] = {
    "extraction": measure_extraction,
    "retrieval": measure_retrieval,
    "entities": measure_entities,
    "links": measure_links,
    "stories": measure_stories,
    "namesakes": measure_namesakes,
}


def fallen(floors: Mapping[str, Figures], measured: Mapping[str, Figures]) -> list[str]:
    """One line for every figure below its floor, or with a floor and no figure."""
    return [
        f"{group}.{name}: measured {measured[group].get(name, 0.0):.4f}, floor {floor:.4f}"
        for group, figures in floors.items()
        for name, floor in figures.items()
        if measured[group].get(name, 0.0) < floor - NOISE
    ]


def raised(floors: Mapping[str, Figures], measured: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    """The floors with every figure that measures higher, and every new one; none is lowered."""
    return {
        group: {
            name: max(round(value, 4), floors.get(group, {}).get(name, 0.0))
            for name, value in figures.items()
        }
        for group, figures in measured.items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when every figure stands on its floor."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise floors to what is measured")
    options = parser.parse_args(arguments)
    measured = {group: dict(measure()) for group, measure in MEASURES.items()}
    for group, figures in measured.items():
        print(f"{group}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.update:
        FLOORS.write_text(json.dumps(raised(floors, measured), indent=2) + "\n", encoding="utf-8")
        return 0
    below = fallen(floors, measured)
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


def _shares(counts: Mapping[str, Sequence[int]]) -> dict[str, float]:
    return {name: right / total for name, (right, total) in counts.items() if total}


if __name__ == "__main__":
    sys.exit(main())
