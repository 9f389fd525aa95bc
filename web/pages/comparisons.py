"""Two texts side by side: two revisions of a document, or copies of one story in two papers."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request, url_for

from archive.model import Revision
from web.comparison import ComparedPart, changes_shown, compare_texts
from web.library import Library
from web.measures import pages_of_weight, weight
from web.params import read_number
from web.phrases import gettext as _
from web.words import origin_of

_REVISIONS_LIMIT = 1_000_000
_PARTS_LIMIT = 1_000_000
_ROOM = 70_000  # bytes of two texts compared, on one page


def comparison_pages(library: Library) -> Blueprint:
    pages = Blueprint("comparisons", __name__)

    @pages.get("/bai/<document_id>/so-sanh")
    def revisions(document_id: str) -> str:
        history = library.history(document_id)
        newest = history[-1].number
        old = read_number(request.args, "a", default=max(1, newest - 1), highest=_REVISIONS_LIMIT)
        new = read_number(request.args, "b", default=newest, highest=_REVISIONS_LIMIT)
        return _compared(
            library.revision(document_id, old),
            library.revision(document_id, new),
            lambda page: url_for(".revisions", document_id=document_id, a=old, b=new, page=page),
            alone=len(history) == 1,
        )

    @pages.get("/bai/<document_id>/so-sanh-voi/<other_id>")
    def copies(document_id: str, other_id: str) -> str:
        document, other = library.latest(document_id), library.latest(other_id)
        if library.catalog.story_of(document_id) != library.catalog.story_of(other_id):
            abort(404)
        before, after = (other, document) if _came_first(other, document) else (document, other)
        return _compared(
            before,
            after,
            lambda page: url_for(".copies", document_id=document_id, other_id=other_id, page=page),
            names=_told_apart(library, before, after),
        )

    return pages


def _compared(
    before: Revision,
    after: Revision,
    address_of_page: Callable[[int], str],
    *,
    alone: bool = False,
    names: tuple[str, str] | None = None,
) -> str:
    """The page of two texts.

    Args: alone: there is but one to compare; names: what the texts are called, where they are copies.
    """
    shown = changes_shown(compare_texts(_below_title(before), _below_title(after)))
    pages = pages_of_weight(shown, _compared_weight, _ROOM, len(shown)) or [()]
    page = min(read_number(request.args, "page", default=1, highest=_PARTS_LIMIT), len(pages))
    return render_template(
        "compare.html",
        before=before,
        after=after,
        names=names,
        alone=alone,
        title=compare_texts(before.document.title, after.document.title),
        parts=pages[page - 1],
        page=page,
        pages=len(pages),
        address_of_page=address_of_page,
        facts=changed_facts(before, after),
    )


def changed_facts(before: Revision, after: Revision) -> list[tuple[str, str, str]]:
    """(what, before, after) of everything about a document that is not its text."""
    old, new = before.document, after.document
    pairs = (
        (_("Ngày đăng"), _published(before), _published(after)),
        (_("Tác giả"), old.author or "", new.author or ""),
        (_("Lấy lại từ"), origin_of(old), origin_of(new)),
        (_("Chuyên mục"), old.section or "", new.section or ""),
        (_("Số văn bản"), str(old.form.get("number") or ""), str(new.form.get("number") or "")),
    )
    return [pair for pair in pairs if pair[1] != pair[2]]


def _told_apart(library: Library, *both: Revision) -> tuple[str, str]:
    """What two copies are called: their papers; in one paper with their days, or else their addresses."""
    papers = [library.source_name(one.document.source) for one in both]
    for beside in ([""] * 2, [_published(one) for one in both], [one.document.url for one in both]):
        before, after = (", ".join(filter(None, pair)) for pair in zip(papers, beside, strict=True))
        if before != after:
            break
    return before, after


def _came_first(one: Revision, other: Revision) -> bool:
    """By day of publication, undated ones last, as a story's first document is chosen."""
    return _order(one) < _order(other)


def _order(revision: Revision) -> tuple[bool, str, str]:
    published = revision.document.published
    return published is None, published.day.isoformat() if published else "", revision.document.id


def _below_title(revision: Revision) -> str:
    return "\n\n".join(part for part in (revision.document.lead, revision.document.body) if part)


def _compared_weight(part: ComparedPart | int) -> int:
    return 60 if isinstance(part, int) else sum(weight(piece.text) + 12 for piece in part.pieces) + 8


def _published(revision: Revision) -> str:
    published = revision.document.published
    return published.day.strftime("%d/%m/%Y") if published else ""
