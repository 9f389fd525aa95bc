"""Heads of bodies' names ("Sở", "Ban Thường vụ", "Công an") and what may and must follow each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.entities.lexicon import Phrases, word_list


@dataclass(frozen=True, slots=True)
class Head:
    """What a head lets follow."""

    follows: str  # letters of data/bodies.txt
    must: str  # one letter of data/bodies.txt


@cache
def heads() -> Phrases:
    """Heads by their words; the value is "follows|must"."""
    found: dict[str, str] = {}
    for line in word_list("bodies.txt"):
        forms, follows, must = line.split("|")
        for form in forms.split(";"):
            found[form.strip()] = f"{follows.strip()}|{must.strip()}"
    return Phrases(found)
