"""What of a document and its analysis can be filtered and counted."""

from __future__ import annotations

from collections.abc import Mapping

from archive.model import TRAIL_MARK, Analysis, Document, Mention, MentionType

FACET_OF: Mapping[MentionType, str] = {
    MentionType.PERSON: "person",
    MentionType.BODY: "org",
    MentionType.PLACE: "place",
    MentionType.DIRECTIVE: "directive",
}
"""The facet a kind of mention counts in."""


def facets(document: Document, analysis: Analysis | None) -> dict[str, tuple[str, ...]]:
    """Facet -> its values, each once, sorted; facets without a value are left out.

    Of a trail of sections the last one counts: where the article stands, not the way there.
    A place inside a body's name as written ("UBND tỉnh Gia Lai") is a place of the document too.
    A mention counts when it names one entity for certain: a given name that was not introduced,
    "UBND tỉnh" of an unknown province or "Nghị quyết 18" without its number do not.
    """
    values: dict[str, set[str]] = {"kind": {document.kind.value}, "source": {document.source}}
    if document.section:
        values["section"] = {document.section.split(TRAIL_MARK)[-1]}
    for mention in analysis.mentions if analysis is not None else ():
        facet = FACET_OF.get(mention.type)
        if facet is not None and founded(mention):
            values.setdefault(facet, set()).add(facet_value(mention))
            if place := mention.attributes.get("place"):
                values.setdefault("place", set()).add(place)
    number = document.form.get("number_key") or document.form.get("number")
    if number:
        values.setdefault("directive", set()).add(str(number))
    return {name: tuple(sorted(found)) for name, found in values.items()}


def facet_value(mention: Mention) -> str:
    """The value a mention counts as: its label; of a directive its number where it has one."""
    numbered = mention.type is MentionType.DIRECTIVE and "/" in mention.key
    return mention.key if numbered else mention.label


def founded(mention: Mention) -> bool:
    """Whether a mention names one entity for certain."""
    return bool(mention.attributes.get("founded"))
