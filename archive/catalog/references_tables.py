"""The registry's tables: references to directives, what they resolve to, entities, offices.

All of it is made from the stored analyses and can be made again. `registry_unsettled` names
what a change has touched and nobody has settled since, so that a killed run loses nothing.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, Text

from archive.catalog.tables import metadata

registered = Table(
    "registry_document",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("stamp", String(96), nullable=False),  # versions of the analyser and of the registry
)

reference = Table(
    "registry_reference",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("source", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # of the document: article, directive
    Column("day", String(10)),  # of publication
    Column("start", Integer, nullable=False),  # into Document.text
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),  # as written
    Column("own", Integer, nullable=False),  # 1: the document is this directive
    Column("form", Integer, nullable=False),  # 1: stands in a field of the form, not in the text
    Column("number", Text, nullable=False),  # normal form, or the key of a law's name
    Column("type", String(48), nullable=False),  # "nghị quyết"
    Column("ordinal", Integer, nullable=False),  # 2 of 02-NQ/TU; 0 for a name
    Column("issuers", Text, nullable=False),  # JSON: [{key, label, level}], several are candidates
    Column("issuer_basis", String(16), nullable=False),
    Column("issued", String(10)),  # the day, as stated
    Column("first", String(10)),  # issued not before
    Column("last", String(10)),  # issued not after
    Column("period", String(16), nullable=False),  # term or year; empty when not stated
    Column("period_basis", String(16), nullable=False),
    Column("subject", Text, nullable=False),  # "về …"
    Column("directive", Text),  # key of the one directive meant; null while open
    Column("rule", String(24), nullable=False),  # how it was settled
    Column("candidates", Text, nullable=False),  # JSON: keys of those it may mean, while open
    Index("registry_reference_document", "document"),
    Index("registry_reference_number", "number"),
    Index("registry_reference_directive", "directive", "day"),
    Index("registry_reference_short", "type", "ordinal"),
)

relation = Table(
    "registry_relation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String(64), nullable=False),
    Column("subject", Integer, nullable=False),  # registry_reference.id of what replaces
    Column("object", Integer, nullable=False),  # registry_reference.id of what is replaced
    Column("relation", String(16), nullable=False),
    Column("start", Integer, nullable=False),  # of the words that say so; -1: a field of the form
    Column("end", Integer, nullable=False),
    Index("registry_relation_document", "document"),
    Index("registry_relation_subject", "subject"),
    Index("registry_relation_object", "object"),
)

alias = Table(
    "registry_alias",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("name", String(255), primary_key=True),  # key of a law's name without its year
    Column("number", String(64), primary_key=True),
    Index("registry_alias_name", "name"),
)

directive = Table(
    "registry_directive",
    metadata,
    Column("key", Text, primary_key=True),
    Column("number", Text, nullable=False),
    Column("sort", Text, nullable=False),  # number or name, folded
    Column("type", String(48), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("issuer", Text, nullable=False),  # key; empty while open
    Column("issuer_label", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("period", String(16), nullable=False),
    Column("issued", String(10)),
    Column("title", Text, nullable=False),
    Column("open", Integer, nullable=False),  # 1: a number whose references fit no one directive
    Column("held", Integer, nullable=False),  # documents in the archive that are it
    Column("articles", Integer, nullable=False),  # that cite it
    Column("directives", Integer, nullable=False),  # that cite it
    Index("registry_directive_number", "number"),
    Index("registry_directive_sort", "sort"),
    Index("registry_directive_type", "type", "sort"),
)

naming = Table(
    "registry_naming",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("kind", String(4), primary_key=True),  # PER, ORG, LOC
    Column("key", Text, primary_key=True),  # after the archivist's corrections
    Column("label", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("day", String(10)),
    Column("times", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("start", Integer, nullable=False),  # of the first mention
    Column("end", Integer, nullable=False),
    Column("forms", Text, nullable=False),  # JSON: {form: times}
    Index("registry_naming_entity", "kind", "key", "day"),
)

entity = Table(
    "registry_entity",
    metadata,
    Column("kind", String(4), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("sort", Text, nullable=False),  # label, folded
    Column("documents", Integer, nullable=False),
    Column("first", String(10)),
    Column("last", String(10)),
    Index("registry_entity_sort", "kind", "sort"),
    Index("registry_entity_count", "kind", "documents"),
)

office = Table(
    "registry_office",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Text, nullable=False),  # key
    Column("office", Text, nullable=False),  # "Phó Bí thư Thường trực"
    Column("body", Text, nullable=False),  # "Tỉnh ủy Sơn La"; empty when not stated
    Column("key", Text, nullable=False),  # what spellings of office and body share
    Column("former", Integer, nullable=False),  # 1: the text says "nguyên"
    Column("document", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("source", String(64), nullable=False),
    Column("day", String(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("registry_office_person", "person", "day"),
    Index("registry_office_key", "key", "day"),
    Index("registry_office_document", "document"),
)

trait = Table(
    "registry_trait",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("name", Text, primary_key=True),  # key of the name, which several people may bear
    Column("part", Integer, primary_key=True),  # 0, or more where the document tells them apart itself
    Column("key", Text, nullable=False),  # of the person meant, as registry_naming has it
    Column("label", Text, nullable=False),  # the name as the document has it
    Column("revision", Integer, nullable=False),
    Column("day", String(10)),  # of publication, where it is no guess
    Column("traits", Text, nullable=False),  # JSON, see index.registry.traits
    Index("registry_trait_name", "name"),
)

namesake = Table(
    "registry_namesake",
    metadata,
    Column("key", Text, primary_key=True),  # of a person told apart from the best known of the name
    Column("name", Text, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON: [{why, than, here, there}]
    Index("registry_namesake_name", "name"),
)

place = Table(
    "registry_place",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("key", Text, primary_key=True),  # of a name that several units bear, as registry_naming has it
    Column("unit", Text, nullable=False),  # the one the document means: "Xã Tân Tiến, Huyện Bảo Yên, …"
    Column("basis", String(16), nullable=False),  # by what it was settled
    Column("start", Integer, nullable=False),  # of the mention that settles it
    Column("end", Integer, nullable=False),
    Index("registry_place_unit", "key", "unit"),
)

unsettled = Table(
    "registry_unsettled",
    metadata,
    Column("kind", String(8), primary_key=True),  # "number", "name" of persons, or an entity's kind
    Column("key", Text, primary_key=True),
)

note = Table(
    "registry_note",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

REGISTRY_TABLES = (
    registered,
    reference,
    relation,
    alias,
    directive,
    naming,
    entity,
    office,
    unsettled,
    note,
)

NAMESAKE_TABLES = (trait, namesake)
PLACE_TABLES = (place,)
