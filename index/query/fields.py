"""The names a person may put before a colon, and what each searches.

Only these are fields; a colon after anything else is part of the text. A name is known in
its Vietnamese spelling, the same wholly without marks, and in English; "-" and "_" in it are
ignored (văn-bản:, van_ban:). A name with other marks is not ours: "nói:" is not nơi.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final

from index.text.keys import folded_key


class Field(StrEnum):
    """What a field name stands for; the value is its name in JSON."""

    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    DIRECTIVE = "directive"
    SOURCE = "source"
    SECTION = "section"
    KIND = "kind"
    TITLE = "title"
    LEAD = "lead"
    WORD = "word"
    PUBLISHED = "published"
    FROM = "from"
    TO = "to"
    EVENT = "event"

    @property
    def is_facet(self) -> bool:
        return self in _FACET_FIELDS

    @property
    def is_date(self) -> bool:
        return self in {Field.PUBLISHED, Field.FROM, Field.TO, Field.EVENT}

    @property
    def is_zone(self) -> bool:
        return self in {Field.TITLE, Field.LEAD}


_FACET_FIELDS = {
    Field.PERSON, Field.ORG, Field.PLACE, Field.DIRECTIVE, Field.SOURCE, Field.SECTION, Field.KIND,
}  # fmt: skip

NAMES: Final[dict[Field, tuple[str, ...]]] = {
    Field.PERSON: ("người", "nhânvật", "person"),
    Field.ORG: ("tổchức", "cơquan", "org", "organisation", "organization", "body"),
    Field.PLACE: ("nơi", "địadanh", "nơichốn", "place"),
    Field.DIRECTIVE: ("vănbản", "sốhiệu", "directive"),
    Field.SOURCE: ("nguồn", "source"),
    Field.SECTION: ("mục", "chuyênmục", "section"),
    Field.KIND: ("loại", "kind", "type"),
    Field.TITLE: ("tiêuđề", "title"),
    Field.LEAD: ("sapô", "dẫn", "lead"),
    Field.WORD: ("từ", "word"),
    Field.PUBLISHED: ("ngày", "ngàyđăng", "date", "day", "published"),
    Field.FROM: ("từngày", "from", "since"),
    Field.TO: ("đến", "đếnngày", "to", "until"),
    Field.EVENT: ("nhắcngày", "ngàynhắc", "mentions", "event"),
}
"""Field -> its names, the first the one that is shown."""

_BY_NAME: Final = {
    spelling: field
    for field, names in NAMES.items()
    for name in names
    for spelling in (name, folded_key(name).replace(" ", ""))
}


def field_named(name: str) -> Field | None:
    """The field called `name` in any case and Unicode form; None when it is not ours."""
    plain = unicodedata.normalize("NFC", name).lower()
    return _BY_NAME.get(plain.replace("-", "").replace("_", ""))
