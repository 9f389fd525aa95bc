"""Places a search names, as labels of administrative units, and the units these were made of.

Loading the whole map of units takes a good part of a second, once a process. Plain words in
lower case are therefore held against the names of provinces only, never against communes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from index.ports import FacetFilter
from index.query.fields import Field
from index.query.tree import Named, Part, Quoted, Words, wanted
from index.query.vocabulary import Vocabulary
from index.text.keys import exact_key, folded_key, has_marks

_MOST_WORDS = 32  # of a run of plain words; a longer one was copied from a document
_LONGEST_NAME = 6  # words between blanks, as in "Bà Rịa - Vũng Tàu", and one more
_PROVINCE_WORD = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp\.?|tinh|thanh pho)\s+(?=\w)", re.IGNORECASE)
_UNIT_WORD = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+(?=\w)", re.IGNORECASE
)
_STOPS = ' .,;:!?()“”"'


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """A place a search names."""

    text: str
    labels: tuple[str, ...]  # of the units it may mean, as place facets hold them
    leaf: Named | Quoted | Words | None  # where the query names it; None for a filter beside the query

    @property
    def narrows(self) -> bool:
        """Whether it is asked as a place, not as words of the text."""
        return self.leaf is None or isinstance(self.leaf, Named)


def asked_places(part: Part, include: FacetFilter) -> tuple[AskedPlace, ...]:
    """The units named in a query and in the filter beside it, each once; what is excluded is not asked."""
    found = [AskedPlace(value, (value,), None) for value in include.get("place", ())]
    for leaf in wanted(part):
        match leaf:
            case Named(Field.PLACE, text):
                found.append(AskedPlace(text, labels_named(text), leaf))
            case Quoted(text, None):
                found.append(AskedPlace(text, _named_plainly(text), leaf))
            case Words(text):
                found += [AskedPlace(run, labels, leaf) for run, labels in _in_words(text)]
            case _:
                continue
    return tuple({each.labels: each for each in reversed(found) if each.labels}.values())[::-1]


def labels_named(text: str) -> tuple[str, ...]:
    """Labels of all units of this name, with or without unit word and marks; a province goes before others.

    "Hà Giang" is the province; "xã Hà Giang" the communes of that name, which share one label.
    """
    if label := _province(text):
        return (label,)
    from index.entities.names import place_name
    from index.registry.units import units_named  # the whole registry room comes with it

    labels: dict[str, None] = {}
    for unit in units_named(text):
        label = (
            place_name(unit.name).label if unit.level == "province" else unit.name[:1].lower() + unit.name[1:]
        )
        if folded_key(text) in {folded_key(name) for name in (unit.bare, unit.name, label)}:
            labels[label] = None
    return tuple(labels)


def former_units(label: str) -> tuple[str, ...]:
    """Labels of the units of its own level a unit was made of, over all changes, without itself.

    () for a name that units of several provinces bear: which of them is meant is not guessed.
    """
    from index.entities.places.history import predecessors

    found: dict[str, None] = {label: None}
    waiting = [label]
    while waiting:
        changes = [
            change for change in predecessors(waiting.pop()) if change.former.level == change.successor.level
        ]
        if len({change.successor.province for change in changes}) > 1:
            continue
        new = sorted({change.former.label for change in changes} - set(found))
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)[1:]


def with_former_units(chosen: FacetFilter) -> FacetFilter:
    """A facet filter whose places include the units they were made of."""
    places = chosen.get("place", ())
    if not places:
        return chosen
    return {**chosen, "place": _widened(places, places)}


class PlacesWithFormerUnits(Vocabulary):
    """A vocabulary in which a place's name stands for the units it was made of as well."""

    def named(self, facet: Field, text: str) -> tuple[str, ...]:
        values = super().named(facet, text)
        labels = labels_named(text) if facet is Field.PLACE else ()
        if len(labels) != 1:
            return values
        held = (label for label in former_units(labels[0]) if self.names_wholly(facet, label))
        return tuple(dict.fromkeys((*values, *held)))


def _widened(places: Iterable[str], labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*places, *(former for label in labels for former in former_units(label)))))


def _named_plainly(text: str) -> tuple[str, ...]:
    """As labels_named, of words that may as well mean something else."""
    count = len(text.split())
    if not 0 < count <= _LONGEST_NAME + 2:
        return ()
    if not text.islower() and (count > 1 or has_marks(text)):
        return labels_named(text)
    label = _province(text) if count > 1 else ""
    return (label,) if label else ()


def _in_words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Units' names among plain words: the whole of them, after a unit word, or a province in capitals."""
    words = text.split()
    if len(words) > _MOST_WORDS:
        return
    whole = _named_plainly(text.strip(_STOPS))
    if whole:
        yield text.strip(_STOPS), whole
        return
    for word in _UNIT_WORD.finditer(text):
        if text[word.end()].isupper():
            yield from _longest(text[word.start() : word.end()], text[word.end() :])
    for word in _PROVINCE_WORD.finditer(text):
        yield from _longest_province(text[word.start() :].split(), word[0].split())
    for at, one in enumerate(words):
        if one[0].isupper() and not _UNIT_WORD.match(one + " x"):
            yield from _longest_province(words[at:], [])


def _longest(unit_word: str, following: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    words = following.split()
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        run = (unit_word + " ".join(words[:count])).strip(_STOPS)
        if labels := labels_named(run):
            yield run, labels
            return


def _longest_province(words: list[str], unit_word: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The longest name of a province at the start of `words`; capitals where no unit word says so."""
    first = len(unit_word) + 2
    for count in range(min(len(words), first + _LONGEST_NAME - 2), first - 1, -1):
        run = " ".join(words[:count]).strip(_STOPS)
        said = unit_word or all(word[:1].isupper() or not word[:1].isalpha() for word in words[:count])
        if said and (label := _province(run)):
            yield run, (label,)
            return


def _province(text: str) -> str:
    """The label of the province of this name, with or without the word for it; "" when there is none."""
    word = _PROVINCE_WORD.match(text)
    if word is not None and word[0].casefold().startswith(("thành", "tp", "thanh")):
        exact, folded = _cities()
    else:
        exact, folded = _provinces()
        text = text[word.end() :] if word is not None else text
    return exact.get(exact_key(text), "") if has_marks(text) else folded.get(folded_key(text), "")


Names = tuple[dict[str, str], dict[str, str]]  # exact key -> label, folded key -> label


@cache
def _provinces() -> Names:
    from index.entities.names import place_name
    from index.entities.places.units import province_variants

    entries = _province_entries()
    labels = {entry["short"]: place_name(entry["name"]).label for entry in entries}
    labels |= {variant: labels[name] for variant, name in province_variants().items() if name in labels}
    labels |= {label: label for label in labels.values()}
    return _keyed(labels)


@cache
def _cities() -> Names:
    """Provinces that are called cities: "thành phố Hà Giang" is none of them."""
    from index.entities.names import place_name
    from index.entities.places.units import province_variants

    labels: dict[str, str] = {}
    for entry in _province_entries():
        if entry["name"].casefold().startswith("thành phố "):
            variants = [variant for variant, name in province_variants().items() if name == entry["short"]]
            names = [f"{word} {name}" for word in ("thành phố", "TP") for name in (entry["short"], *variants)]
            labels |= dict.fromkeys(names, place_name(entry["name"]).label)
    return _keyed(labels)


def _province_entries() -> tuple[dict[str, str], ...]:
    """{"name", "short", …} of every province before and after the merger."""
    from index.entities.places.units import unit_records

    records = unit_records()
    return (*records["old_province_names"].values(), *records["province_names"].values())


def _keyed(labels: dict[str, str]) -> Names:
    return (
        {exact_key(name): label for name, label in labels.items()},
        {folded_key(name): label for name, label in labels.items()},
    )
