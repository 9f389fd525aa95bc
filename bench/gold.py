"""The command line of a measure on a gold file: `[--gold FILE] [--errors N] [--json]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path


def run(
    arguments: Sequence[str] | None,
    *,
    told: str | None,
    shipped: Path,
    measure: Callable[[Path], Mapping[str, float]],
    errors: Callable[[Path], Iterable[str]],
) -> int:
    """Measure and print the figures, then the first mistakes. Returns the exit code.

    Args: told: what `--help` says; shipped: the gold file taken where none is given; errors: a
        line for each mistake.
    """
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=shipped)
    parser.add_argument("--errors", type=int, default=0, help="how many mistakes to list")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.gold)
    if chosen.json:
        print(json.dumps(figures))
    else:
        width = max(map(len, figures))
        for name, figure in figures.items():
            print(f"{name:{width}} {figure:.3f}")
    if chosen.errors:
        for line in islice(errors(chosen.gold), chosen.errors):
            print(line)
    return 0
