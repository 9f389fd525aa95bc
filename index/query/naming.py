"""Names of facet values written without quotation marks, completed from what the index holds."""

from __future__ import annotations

from index.query.tree import AllOf, AnyOf, Named, Part, Without, Words
from index.query.vocabulary import Vocabulary

_LONGEST_NAME = 8  # words


def names_completed(part: Part, vocabulary: Vocabulary) -> Part:
    """`part` with words that go on a name made part of it: mục:Kinh tế is the section "Kinh tế".

    Only a longer name that is a value's whole name takes words in, the longest first.
    """
    match part:
        case AllOf(parts):
            return _all(parts, vocabulary)
        case AnyOf(parts):
            return AnyOf(tuple(names_completed(each, vocabulary) for each in parts))
        case Without(inner, literal):
            return Without(names_completed(inner, vocabulary), literal)
        case _:
            return part


def _all(parts: tuple[Part, ...], vocabulary: Vocabulary) -> Part:
    completed: list[Part] = []
    for part in parts:
        before = completed[-1] if completed else None
        name = before.part if isinstance(before, Without) else before
        if isinstance(part, Words) and isinstance(name, Named):
            longer, rest = _longer(name, part, vocabulary)
            completed[-1] = Without(longer, before.literal) if isinstance(before, Without) else longer
            completed += [Words(rest)] if rest else []
        else:
            completed.append(names_completed(part, vocabulary))
    return AllOf(tuple(completed)) if len(completed) > 1 else completed[0]


def _longer(name: Named, following: Words, vocabulary: Vocabulary) -> tuple[Named, str]:
    """The name with the most of the words that follow, and the words that are left."""
    words = following.text.split()
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        text = " ".join([name.text, *words[:count]])
        if vocabulary.names_wholly(name.facet, text):
            return Named(name.facet, text), " ".join(words[count:])
    return name, following.text
