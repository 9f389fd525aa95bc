"""The parts of a page put together: title, text, lead, date, author, section of one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract import conventions
from crawler.extract.byline import (
    author_beside_date,
    authors,
    is_byline,
    is_paper,
    is_plain_signature,
    is_signature,
    labelled_author,
    names_in,
    signing_body,
    signs_as_body,
)
from crawler.extract.dates import dateline, first_moment
from crawler.extract.headline import FIRST_LINE, Headline, names_site
from crawler.extract.lead import lead, without_mark
from crawler.extract.lines import Line
from crawler.extract.pieces import Piece, PieceKind
from crawler.extract.plain import folded
from crawler.extract.stated import Stated
from crawler.extract.tree import Node

_ORIGIN = re.compile(r"(?i)^\(?(?:nguồn tin|nguồn|theo|theo nguồn)\b\s*:?\s*")
_AGAIN = 5  # times a short line stands in a text before it is taken for a widget's label
_HEAD = 8  # pieces at its beginning among which the title may stand once more
_UP_TO_DATE = 3  # pieces at its beginning among which the lead and then the date may stand
_LONGEST_ORIGIN = 120  # characters of a line that names the source, its address among them
_TAIL = 6  # pieces at the end of a text among which its signature may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a reader would call the parts of an article."""

    pieces: Sequence[Piece]  # of the body, without title, lead and signature
    lead: str
    author: str | None
    origin: str  # the paper that a republished text names as its source, "" for own work
    basis: dict[str, str]  # of lead and author


def parts_of(
    pieces: Sequence[Piece],
    *,
    title: Headline,
    body: Node,
    lines: Sequence[Line],
    zone: Sequence[Node],
    stated: Stated,
    url: str,
) -> Parts:
    """Take the text apart.

    Args: pieces: of the element that holds the text; zone: the elements around it in page order.
    """
    basis: dict[str, str] = {}
    after = title.node.last if title.node is not None and title.node.within(body) else -1
    # Pieces of a body that the source declared stand in a tree of their own, where no title precedes them.
    kept = [piece for piece in pieces if piece.node.order > after or _is_placeless(piece, body)]
    kept = _without_opening(without_machinery(kept), "" if title.basis == FIRST_LINE else title.text)
    found = lead(title.node, body, lines, kept, stated.description)
    text = ""
    if found is not None:
        text = without_mark(found[0])
        basis["lead"] = found[1]
        kept = _without_lead(kept, text)
    kept, signature, origin = _signed(kept)
    by = (
        authors(zone, signature, stated, url)
        or labelled_author(lines, body, stated.site, url)
        or author_beside_date(lines, title.node, body, url)
        or signing_body(signature, stated.site, url)
    )
    if by is not None:
        basis["author"] = by[1]
        kept = _without_byline(kept, by[0], stated.site, url)
    return Parts(pieces=kept, lead=text, author=by[0] if by else None, origin=origin, basis=basis)


def _is_placeless(piece: Piece, body: Node) -> bool:
    """Whether a piece's place says nothing: it stands right in the text's element, or in another tree."""
    return piece.node is body or piece.node.root is not body.root


def captions_of(pieces: Sequence[Piece]) -> list[str]:
    """The captions of a text, each once."""
    return list(dict.fromkeys(piece.text for piece in pieces if piece.kind is PieceKind.CAPTION))


def without_machinery(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without rules, widget labels, pointers to other stories, and boxes of such."""
    kept: list[Piece] = []
    in_box = False
    repeated = _repeated(pieces)
    for piece in pieces:
        if not any(map(str.isalnum, piece.text)) or piece.text in repeated:
            continue
        if conventions.MACHINERY.match(piece.text) and len(piece.text) <= 300:
            continue
        if conventions.FOREIGN_OPENING.match(piece.text):
            in_box = True
        elif in_box and not _is_long(piece) and piece.kind is not PieceKind.CAPTION:
            continue
        elif not _is_pointer(piece):
            in_box = False
            kept.append(piece)
    while kept and kept[-1].kind is PieceKind.HEADING and not (kept[-1].right and is_signature(kept[-1])):
        kept.pop()  # of a box whose links are gone
    return kept


def _without_opening(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """The pieces without the repeated title, date line and byline before the first paragraph."""
    kept: list[Piece] = []
    started = False
    for at, piece in enumerate(pieces[:_HEAD]):
        if _is_long(piece) and folded(piece.text) != folded(title):
            break
        if folded(piece.text) == folded(title):
            pieces = pieces[at + 1 :]  # what stands before it is the page's: its section, its date
            break
    for at, piece in enumerate(pieces):
        dated = dateline(piece.text) is not None or (
            first_moment(piece.text) is not None and is_byline(piece.text)
        )
        short = not _is_long(piece) and (is_signature(piece) or is_byline(piece.text))
        repeats = dated or short or folded(piece.text) == folded(title)
        below_lead = at < _UP_TO_DATE and dated
        if repeats and (not started or below_lead) and piece.kind is not PieceKind.CAPTION:
            continue
        started = started or _is_long(piece)
        kept.append(piece)
    return kept


def _is_long(piece: Piece) -> bool:
    return len(piece.text) >= 40 and piece.linked < 0.5 * len(piece.text)


def _repeated(pieces: Sequence[Piece]) -> set[str]:
    """Short lines that come again and again: the labels of a widget set between paragraphs."""
    counts = Counter(
        piece.text for piece in pieces if len(piece.text) < 40 and piece.kind is not PieceKind.ROW
    )
    return {text for text, count in counts.items() if count >= _AGAIN and text[-1] not in ".:;,!?…"}


def _is_pointer(piece: Piece) -> bool:
    """Whether a piece only points at another story: ">> Xem thêm: …", a line that is all link."""
    if piece.kind is PieceKind.ROW or piece.linked == 0:
        return False
    most = piece.linked >= 0.6 * len(piece.text.replace(" ", ""))
    pointing = piece.text.startswith((">", "»", "›", "➤", "►")) or folded(piece.text).startswith(
        ("xemthem", "docthem", "xemtiep", "tinlienquan", "bailienquan", "thamkhaothem", "tag", "tukhoa")
    )
    return most and (pointing or piece.linked >= 0.95 * len(piece.text.replace(" ", "")) >= 19)


def _without_lead(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces without the first ones that repeat the lead, whole or in parts."""
    wanted = folded(text)
    kept = list(pieces)
    for piece in pieces[:4]:
        bare = folded(without_mark(piece.text))
        if piece.kind is not PieceKind.CAPTION and len(bare) >= 20 and bare in wanted:
            kept.remove(piece)
    return kept


def _without_byline(pieces: Sequence[Piece], author: str, site: str, url: str) -> list[Piece]:
    """The pieces without a first or last line that only names the author once more."""
    known = {folded(name) for name in author.split("; ")}
    kept = list(pieces)
    for piece in (*pieces[:2], *pieces[-2:]):
        names = names_in(piece.text, site, url) if len(piece.text) <= 60 else []
        if names and piece in kept and {folded(name) for name in names} <= known:
            kept.remove(piece)
    return kept


def _signed(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece], str]:
    """The text without the signature and the source named at its end, the signature, the source."""
    kept = list(pieces)
    signature: list[Piece] = []
    origin = ""
    for at, piece in reversed(list(enumerate(pieces))[-_TAIL:]):
        if piece.kind is PieceKind.CAPTION:
            continue
        after_text = at > 0 and _is_long(pieces[at - 1]) and not signature
        if len(piece.text) <= _LONGEST_ORIGIN and _names_origin(piece):
            origin = _ORIGIN.sub("", piece.text).strip(" .()")
            if "(" in origin:  # "Theo Lò Vân (Báo …)"
                signature.insert(0, piece)
        elif is_signature(piece) or signs_as_body(piece) or (after_text and is_plain_signature(piece)):
            signature.insert(0, piece)
        else:
            break
        kept.remove(piece)
    return kept, signature, origin


def _names_origin(piece: Piece) -> bool:
    """Whether a last line says where a text was taken from: "Nguồn: Báo …", "(Theo TTXVN)", "Lao Động"."""
    named = any(
        not conventions.ORIGIN_NAMES.isdisjoint(node.names)
        for node in (piece.node, piece.node.parent or piece.node)
    )
    if piece.text.lower().lstrip("(").startswith("nguồn"):
        return ":" in piece.text[:12] or piece.linked > 0
    rest = _ORIGIN.sub("", piece.text)
    if is_paper(rest):
        return piece.right or piece.strong or piece.slanted or rest != piece.text
    agency = 3 <= len(rest) <= 10 and rest.isupper() and rest.isalpha()  # "Theo TTXVN"
    return named or bool(_ORIGIN.match(piece.text) and (agency or names_site(rest, "")))
