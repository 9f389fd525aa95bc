"""What belongs with a document: the story's copies in other papers, its files, the pages a file is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.catalog.attachments import AttachedFile, Attachments, Owner
from archive.catalog.stories import Stories
from archive.model import Document, Revision
from web.library import Library

_COPIES = 12
_FILES = 30
_OWNERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Who else tells the story of a document."""

    story: str
    others: tuple[Revision, ...]  # the first of them by day of publication, without the document itself
    count: int  # of all others
    first: str  # id of the document that told it first, as far as is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    """What a page or an answer names beside a document, as much of it as there is room for."""

    copies: Copies | None  # None where the document stands alone
    files: Sequence[AttachedFile]  # that the document offers
    owners: Sequence[Owner]  # documents that offer it as their file


def companions_of(library: Library, document: Document) -> Companions:
    """What belongs with a document that is held."""
    attachments = Attachments(library.catalog)
    return Companions(
        copies=copies_of(library, document.id),
        files=attachments.files_of(document.id)[:_FILES],
        owners=attachments.owners_of(document.url)[:_OWNERS],
    )


def copies_of(library: Library, document_id: str) -> Copies | None:
    """The copies of a document in the archive; None where it stands alone."""
    story = library.catalog.story_of(document_id)
    documents = Stories(library.catalog).documents_of(story)
    others = [one for one in documents if one != document_id]
    if not others or document_id not in documents:
        return None
    return Copies(
        story=story,
        others=tuple(library.catalog.documents(others[:_COPIES])),
        count=len(others),
        first=documents[0],
    )
