"""What a person told apart from others of the name is called: "sinh 1998", "huyện Mai Sơn, tỉnh Sơn La"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.registry.traits import ACCUSED, BORN, HOME, ORIGIN, POST, Telling, Trait, order_of

_LIVES = re.compile(r"^(?:[a-zđ]\w* )?(?:trú quán|trú|ngụ|ở|hộ khẩu|hktt)\s+(?:tại |ở )?", re.IGNORECASE)


def names_apart(people: Sequence[Sequence[Telling]]) -> list[str]:
    """ "" for the first; for each other the first thing told of it and of nobody before it."""
    taken = set(_said(people[0])) if people else set()
    labels = [""]
    for person in people[1:]:
        last = min(person, key=order_of)
        free = (label for label in _said(person) if label not in taken)
        label = next(free, f"{last.document} {last.part}" if last.part else last.document)
        taken.add(label)
        labels.append(label)
    return labels[: len(people)]


def _said(person: Sequence[Telling]) -> Iterator[str]:
    for telling in sorted(person, key=order_of):
        for kind in (BORN, HOME, POST, ORIGIN, ACCUSED):
            for trait in (one for one in telling.traits if one.kind == kind):
                yield from _in_words(trait)


def _in_words(trait: Trait) -> Iterator[str]:
    """The shortest words first."""
    if trait.kind == BORN:
        exact = trait.first == trait.last
        yield f"sinh {trait.first}" if exact else f"sinh khoảng {(trait.first + trait.last) // 2}"
    elif trait.kind == ACCUSED:
        yield "bị cáo"
    elif trait.kind == HOME:
        units = re.split(r"\s*[,(]\s*", _LIVES.sub("", trait.text))
        yield ", ".join(units[-2:])
        yield ", ".join(units)
    else:
        yield trait.text
