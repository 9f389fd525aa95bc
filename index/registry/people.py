"""The people a document names: who is who where it tells two of one name apart, and what it says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.model import Analysis, Document, Mention, MentionType
from index.analysis.facets import founded
from index.registry.corrections import Corrections
from index.registry.namesakes import contradicts
from index.registry.offices import Sighting, sightings
from index.registry.traits import Trait, TraitReader
from index.text.keys import exact_key

_MOST_OF_A_NAME = 20
"""People of one name in one text; whoever else it tells of is taken for the first."""
_MOST_TRAITS = 100


@dataclass(slots=True, eq=False)
class Person:
    """One of the people of a name in one document."""

    name: str  # key of the name, after the archivist's corrections
    label: str
    part: int  # 0; further ones where the text tells people of the name apart
    told: dict[Trait, Trait] = field(default_factory=dict)  # what is said -> where it is said first

    @property
    def traits(self) -> tuple[Trait, ...]:
        """All the text tells of the person, each thing once."""
        return tuple(self.told.values())

    def learn(self, traits: Iterable[Trait]) -> None:
        """Keep what is new of these, up to as many as one text can well tell of one person."""
        for one in traits:
            if len(self.told) < _MOST_TRAITS:
                self.told.setdefault(one.said, one)

    @property
    def key(self) -> str:
        """Under which the registry keeps it until all documents are compared."""
        return f"{self.name} {self.part + 1}" if self.part else self.name


@dataclass(frozen=True, slots=True)
class People:
    """All people of one document."""

    persons: tuple[Person, ...]  # in order of their first mention
    by_start: Mapping[int, Person]  # where a name begins -> whom it means
    seen: tuple[tuple[Person, Sighting], ...]  # offices beside the names, in order


def read_people(document: Document, analysis: Analysis, corrections: Corrections, province: str) -> People:
    """Whom the names of a text mean; those that name nobody for certain are left out.

    Args: province: the source's; it is meant by "Tỉnh ủy" and the like.
    """
    bodies = {one.start: one for one in analysis.mentions if one.type is MentionType.BODY}
    published = document.published
    day = published.day if published is not None and published.certain else None
    reader = TraitReader(document.text, analysis, province, day)
    by_name: dict[str, list[Person]] = {}
    by_start: dict[int, Person] = {}
    seen: list[tuple[Person, Sighting]] = []
    for mention, floor, ceiling in _names(document.text, analysis):
        named = corrections.entity("PER", mention.key, mention.label, document, mention.attributes)
        posts = sightings(
            document.text, mention.start, mention.end, province, floor=floor, ceiling=ceiling, bodies=bodies
        )
        in_full = mention.text == mention.label or exact_key(mention.text) == mention.key
        traits = reader.beside(mention, ceiling, posts) if in_full else ()
        person = _one_of(by_name.setdefault(named.key, []), traits, named.key, named.label)
        person.learn(traits)
        by_start[mention.start] = person
        seen.extend((person, one) for one in posts)
    persons = tuple(dict.fromkeys(by_start.values()))
    return People(persons=persons, by_start=by_start, seen=tuple(seen))


def _names(text: str, analysis: Analysis) -> Iterator[tuple[Mention, int, int]]:
    """(name, where the text begins to be its own, where it ends to) of every founded name in order."""
    names = sorted(
        (one for one in analysis.mentions if one.type is MentionType.PERSON), key=lambda one: one.start
    )
    for i, mention in enumerate(names):
        if founded(mention):
            yield (
                mention,
                names[i - 1].end if i else 0,
                names[i + 1].start if i + 1 < len(names) else len(text),
            )


def _one_of(known: list[Person], traits: Sequence[Trait], name: str, label: str) -> Person:
    """The first of the name that the traits do not contradict, or one more."""
    for person in known:
        if not traits or not contradicts(person.traits, traits):
            return person
    if len(known) == _MOST_OF_A_NAME:
        return known[0]
    known.append(Person(name=name, label=label, part=len(known)))
    return known[-1]
