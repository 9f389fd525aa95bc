"""The reading page: a document with its dates, mentions, revisions, citation and provenance."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from archive.days import vietnam_day
from archive.errors import IndexMissing
from archive.model import Analysis, DocumentKind, Mention, MentionType, Revision
from index.search import Hit
from web import citations
from web.addresses import entity_url, list_address
from web.citations import Reference
from web.companions import companions_of
from web.downloads import save_as
from web.library import Library
from web.measures import pages_of_weight, weight
from web.params import read_number, read_text
from web.passages import in_blocks, part_of_hit, parts, passages
from web.periods import iso_day
from web.phrases import gettext as _
from web.searching import Span, joined
from web.words import mention_url

CITATION_FORMS = {
    "bib": ("application/x-bibtex", citations.bibtex),
    "ris": ("application/x-research-info-systems", citations.ris),
}
_REVISIONS_LIMIT = 1_000_000
_SIMILAR = 6
_REVISIONS = 50  # on a page of them
_NAMES_ROOM = 5_000  # bytes of the names of one kind beside a text
_NAMES = 60
_PARTS_LIMIT = 1_000_000
_MENTION_ORDER = (
    MentionType.DIRECTIVE,
    MentionType.PERSON,
    MentionType.BODY,
    MentionType.PLACE,
    MentionType.DATE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRole:
    """A day, what it is the day of, and where it was read."""

    role: str
    day: dt.date
    time: str = ""
    basis: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedEntity:
    """An entity a document names, with how often and in which spellings."""

    mention: Mention
    count: int
    forms: tuple[str, ...]


def article_pages(library: Library, today: Callable[[], dt.date]) -> Blueprint:
    pages = Blueprint("article", __name__)

    @pages.get("/bai/<document_id>")
    def article(document_id: str) -> str:
        return _article_page(library, library.latest(document_id), today())

    @pages.get("/bai/<document_id>/v/<int:number>")
    def revision(document_id: str, number: int) -> str:
        return _article_page(library, library.revision(document_id, number), today())

    @pages.get("/bai/<document_id>/phien-ban")
    def revisions(document_id: str) -> str:
        history = library.history(document_id)
        page = read_number(request.args, "page", default=1, highest=_REVISIONS_LIMIT)
        return render_template(
            "revisions.html",
            revision=history[-1],
            history=list(reversed(history))[(page - 1) * _REVISIONS : page * _REVISIONS],
            page=page,
            pages=-(-len(history) // _REVISIONS),
            address_of_page=lambda number: url_for("article.revisions", document_id=document_id, page=number),
        )

    @pages.get("/bai/<document_id>/toan-van.txt")
    def whole_text(document_id: str) -> AnyResponse:
        latest = library.latest(document_id)
        return _download(latest.document.text + "\n", "text/plain", f"{document_id}.txt")

    @pages.get("/bai/<document_id>/trich-dan.<form>")
    def cite(document_id: str, form: str) -> AnyResponse:
        latest = library.latest(document_id)
        if form == "json":
            item = json.dumps([citations.csl_json(reference(library, latest))], ensure_ascii=False)
            return _download(item, "application/vnd.citationstyles.csl+json", f"{document_id}.json")
        if form not in CITATION_FORMS:
            return redirect(url_for("article.article", document_id=document_id))
        mime, write = CITATION_FORMS[form]
        return _download(write(reference(library, latest)), mime, f"{document_id}.{form}")

    return pages


def _article_page(library: Library, revision: Revision, today: dt.date) -> str:
    document = revision.document
    words = read_text(request.args)[0]
    hits = word_marks(library, words, document.text)
    analysis = library.analysis(revision)
    mentions = analysis.mentions if analysis is not None else ()
    ref = reference(library, revision)
    history = library.history(document.id)
    companions = companions_of(library, document)
    copied = {one.document.id for one in companions.copies.others} if companions.copies else set()
    cut = passages(document, mentions, hits)
    shown = parts(cut)
    part = min(read_number(request.args, "part", default=1, highest=_PARTS_LIMIT), len(shown))

    def address_of_part(number: int) -> str:
        return list_address(request.path, q=words, part=str(number) if number > 1 else "")

    return render_template(
        "article.html",
        revision=revision,
        document=document,
        latest=history[-1],
        history=history,
        title=[passage for passage in cut if passage.zone == "title"],
        blocks=list(in_blocks(shown[part - 1])),
        part=part,
        part_count=len(shown),
        address_of_part=address_of_part,
        first_hit=address_of_part(part_of_hit(shown, 1)) + "#h1",
        words=words,
        hit_count=len(hits),
        dates=dated_roles(revision),
        entities={kind: shown_names(named) for kind, named in mentioned_entities(mentions).items()},
        link_of=mention_links(library, revision, mentions, latest=history[-1]),
        mention_order=_MENTION_ORDER,
        analysis=analysis,
        companions=companions,
        similar=[hit for hit in similar_documents(library, revision, analysis) if hit.id not in copied],
        captures=library.captures(revision.capture.url),
        gone_since=library.catalog.gone_since(document.id),
        reference=ref,
        styles=(
            (_("Kiểu Việt Nam"), citations.vietnamese(ref, today)),
            ("APA 7", citations.apa(ref)),
            ("Chicago 17", citations.chicago(ref)),
        ),
        bibtex=citations.bibtex(ref),
        linked_data=linked_data(revision, ref),
    )


def mention_links(
    library: Library, revision: Revision, mentions: Sequence[Mention], *, latest: Revision
) -> Callable[[Mention], str | None]:
    """Where a mention leads: to the one directive a reference means, where that is settled.

    The registry knows the latest revision only; of others a number leads to what it may mean.
    """
    references = library.registry.references_of(revision.document.id) if revision.id == latest.id else ()
    settled: dict[tuple[int, int], str] = {}
    for mention in mentions:
        if mention.type is MentionType.DIRECTIVE:
            inside = [one for one in references if one.start < mention.end and mention.start < one.end]
            keys = {one.directive for one in inside}
            if len(keys) == 1 and (key := inside[0].directive):
                settled[mention.start, mention.end] = key

    people = library.registry.people_in(revision.document.id) if revision.id == latest.id else {}

    def link_of(mention: Mention) -> str | None:
        if mention.type is MentionType.PERSON and mention.key in people and mention_url(mention):
            return entity_url("person", people[mention.key])
        key = settled.get((mention.start, mention.end))
        return entity_url("directive", key) if key is not None else mention_url(mention)

    return link_of


def word_marks(library: Library, words: str, text: str) -> Sequence[Span]:
    """Where the words of the search that led here stand in the text."""
    if not words:
        return ()
    try:
        return joined(text, library.searcher().marks(words, text))
    except IndexMissing:  # reading needs the catalog only
        return ()


def similar_documents(library: Library, revision: Revision, analysis: Analysis | None) -> Sequence[Hit]:
    """The other documents closest to this one; none while there is no index."""
    try:
        return library.searcher().like(revision.document, analysis, limit=_SIMILAR)
    except IndexMissing:  # reading needs the catalog only
        return ()


def reference(library: Library, revision: Revision) -> Reference:
    """What citing this document needs."""
    document = revision.document
    return Reference(
        id=document.id,
        title=document.title,
        author=document.author or "",
        publication=str(document.form.get("issuer") or "") or library.source_name(document.source),
        day=document.published.day if document.published else None,
        url=document.url,
        archived_url=url_for("article.article", document_id=document.id, _external=True),
        directive=document.kind is DocumentKind.DIRECTIVE,
        number=str(document.form.get("number") or ""),
    )


def dated_roles(revision: Revision) -> tuple[DatedRole, ...]:
    """Every day known of a document, with its role and where it was read."""
    document = revision.document
    roles = []
    if document.published is not None:
        roles.append(
            DatedRole(
                role=_("Đăng"),
                day=document.published.day,
                time=document.published.time or "",
                basis=document.published.basis,
                certain=document.published.certain,
            )
        )
    if document.updated is not None:
        basis = str(document.basis.get("updated", ""))
        roles.append(DatedRole(role=_("Cập nhật"), day=document.updated, basis=basis))
    for name, role in (("issued", _("Ban hành")), ("effective", _("Hiệu lực"))):
        day = iso_day(document.form.get(name))
        if day is not None:
            basis = str(document.basis.get(f"form.{name}", document.basis.get(name, "")))
            roles.append(DatedRole(role=role, day=day, basis=basis))
    roles.append(DatedRole(role=_("Lưu"), day=vietnam_day(revision.capture.captured_at), basis="warc"))
    return tuple(roles)


def mentioned_entities(mentions: Sequence[Mention]) -> dict[MentionType, list[MentionedEntity]]:
    """Entities by type, the most named first, then in the order they appear."""
    grouped: dict[tuple[MentionType, str], list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault((mention.type, mention.key), []).append(mention)
    found: dict[MentionType, list[MentionedEntity]] = {}
    for (kind, _key), same in grouped.items():
        forms = tuple(dict.fromkeys(" ".join(mention.text.split()) for mention in same))
        found.setdefault(kind, []).append(MentionedEntity(mention=same[0], count=len(same), forms=forms))
    for entities in found.values():
        entities.sort(key=lambda entity: (-entity.count, entity.mention.start))
    return found


def shown_names(entities: Sequence[MentionedEntity]) -> Sequence[MentionedEntity]:
    """The first of them, as many as a page has room for."""
    return pages_of_weight(entities, lambda one: 90 + 2 * weight(one.mention.label), _NAMES_ROOM, _NAMES)[0]


def linked_data(revision: Revision, ref: Reference) -> Markup:
    """JSON-LD NewsArticle or Legislation, safe to stand inside a script element."""
    document = revision.document
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if ref.directive else "NewsArticle",
        "headline": document.title,
        "name": document.title,
        "inLanguage": document.language,
        "url": ref.archived_url,
        "isBasedOn": document.url,
        "publisher": {"@type": "Organization", "name": ref.publication},
    }
    if document.lead:
        data["description"] = document.lead
    if ref.day:
        data["datePublished"] = ref.day.isoformat()
    if document.updated:
        data["dateModified"] = document.updated.isoformat()
    if ref.author:
        data["author"] = {"@type": "Person", "name": ref.author}
    if ref.number:
        data["legislationIdentifier"] = ref.number
    written = json.dumps(data, ensure_ascii=False)
    for char in "<>&\u2028\u2029":  # none may end the element or start a comment
        written = written.replace(char, f"\\u{ord(char):04x}")
    return Markup(written)  # every character that could leave the element is escaped above


def _download(text: str, mime: str, name: str) -> Response:
    return save_as(Response(text, mimetype=mime), name)
