"""The catalog's tables, as SQLAlchemy Core describes them. Instants are ISO 8601 text in UTC."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

capture = Table(
    "capture",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("warc", String(255), nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("captured_at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", Integer, nullable=False),
    Column("mime", Text, nullable=False),  # as the server said, however long
    Column("digest", String(80), nullable=False),
    # What reading it gave: null while unread, else "article", "directive", "list", "other", …
    Column("outcome", String(16)),
    UniqueConstraint("warc", "offset"),
    Index("capture_url", "url", "captured_at"),
    Index("capture_digest", "digest"),
    Index("capture_unread", "outcome", "id"),
)

document = Table(
    "document",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("latest", Integer),  # revision.id; null only inside a transaction
    Column("gone_since", String(32)),  # the first 404 or 410 after it was there
    Index("document_url", "url"),
    Index("document_latest", "latest"),
)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("document.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("capture", ForeignKey("capture.id"), nullable=False),
    Column("digest", String(80), nullable=False),
    Column("extractor", String(64), nullable=False),
    Column("stored_at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("lead", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("day", String(10)),  # of publication, ISO; null where the page states none
    Column("time", String(5)),
    Column("day_basis", String(64)),
    Column("day_certain", Integer, nullable=False),
    Column("updated", String(10)),
    Column("author", Text),
    Column("section", Text),
    Column("language", String(16), nullable=False),
    Column("facts", Text, nullable=False),  # JSON: basis, form, extra
    UniqueConstraint("document", "number"),
    Index("revision_day", "day"),
    Index("revision_capture", "capture"),
)

analysis = Table(
    "analysis",
    metadata,
    Column("revision", ForeignKey("revision.id"), primary_key=True),
    Column("version", String(64), nullable=False),
    Column("packed", LargeBinary, nullable=False),  # see archive.catalog.packing
    Index("analysis_version", "version"),
)
