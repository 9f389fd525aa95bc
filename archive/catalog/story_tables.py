"""The tables of stories: which documents are near-copies, and what the index was told beside a text.

All of it is made from the latest revisions and the captures, and can be made again.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from archive.catalog.tables import metadata

compared = Table(
    "story_document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("document.id"), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),  # that was compared
    Column("comparison", String(32), nullable=False),  # version of what decides who is alike
    Column("story", String(64), nullable=False),  # id of the first document of it
    Index("story_document_story", "story"),
)

sketch = Table(
    "story_sketch",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("compared", Integer, primary_key=True, autoincrement=False),
    Index("story_sketch_compared", "compared"),
    sqlite_with_rowid=False,
)

shelved = Table(
    "index_shelved",
    metadata,
    Column("document", String(64), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("story", String(64), nullable=False),
    Column("crawled", String(10), nullable=False),  # day in Vietnam of the latest capture
)

shelving = Table(
    "index_shelving",
    metadata,
    Column("state", String(64), nullable=False),  # of the index, that the notes speak of
    Column("captures", Integer, nullable=False),  # capture.id up to which they were looked at
    Column("revisions", Integer, nullable=False),  # document.latest up to which they were looked at
)
"""At most one row: without it, or with another state of the index, everything is compared."""

retold = Table(
    "index_retold",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String(64), nullable=False),
)
"""Documents whose story became another and was not told to the index since; one may stand here twice."""

STORY_TABLES = (compared, sketch)
SHELVING_TABLES = (shelved, shelving, retold)
