"""Which facet and value a mention counts as, so that it can link to where its entity is listed."""

from __future__ import annotations

from collections.abc import Mapping

from archive.model import Mention, MentionType

FACET_OF_MENTION: Mapping[MentionType, str] = {
    MentionType.PERSON: "person",
    MentionType.BODY: "org",
    MentionType.PLACE: "place",
    MentionType.DIRECTIVE: "directive",
}


def facet_value(mention: Mention) -> str:
    """The value index.analysis.facets counts the mention under: a directive's number, else the label."""
    numbered = mention.type is MentionType.DIRECTIVE and "/" in mention.key
    return mention.key if numbered else mention.label
