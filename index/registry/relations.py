"""What directives do to each other: căn cứ, thay thế, bãi bỏ, sửa đổi, hợp nhất.

A relation stands between two references of one text; "Quyết định này" is the document's own.
The words that say so are its evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.registry.read_reference import ReadReference
from index.text.keys import CAPITALS


class Relation(StrEnum):
    """What the subject does to the object; plain citing is `CITES`."""

    BASED_ON = "based_on"  # căn cứ
    REPLACES = "replaces"  # thay thế
    REPEALS = "repeals"  # bãi bỏ
    AMENDS = "amends"  # sửa đổi, bổ sung
    CONSOLIDATES = "consolidates"  # hợp nhất
    CITES = "cites"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRelation:
    """`text[start:end]` are the words that say so; both -1 where a field of the form does."""

    subject: int  # index into the references of the reading
    object: int
    relation: Relation
    start: int
    end: int


_PART = r"(?:điều|khoản|điểm|chương|mục|phụ lục)(?!\w)"
_BEFORE = tuple(
    (relation, re.compile(pattern + r"\s*$", re.IGNORECASE))
    for relation, pattern in (
        (Relation.REPLACES, r"(?<!\w)(?<!được )(?P<cue>thay thế(?:\s+cho)?|thay cho)(?:\s+(?:các|toàn bộ))?"),
        (
            Relation.REPEALS,
            r"(?<!\w)(?<!được )(?<!bị )(?P<cue>bãi bỏ|hủy bỏ|huỷ bỏ)(?:\s+(?:các|toàn bộ|một phần|"
            rf"(?:một số\s+|các\s+)?{_PART}[^.;\n]{{0,80}}?))?",
        ),
        (
            Relation.AMENDS,
            r"(?<!\w)(?<!được )(?P<cue>sửa đổi(?:,?\s*(?:và\s+)?bổ sung)?|điều chỉnh,?\s*bổ sung)"
            rf"(?:\s+(?:một số\s+|các\s+)?(?:nội dung|quy định|{_PART})[^.;\n]{{0,80}}?)?"
            r"(?:\s+(?:của|tại|các))?",
        ),
        (
            Relation.AMENDS,
            r"(?<!\w)(?<!được )(?P<cue>(?:thay thế|thay|bỏ|bổ sung)\s+(?:các\s+|một số\s+)?"
            r"(?:cụm từ|từ|phụ lục)(?!\w))[^.;\n]{0,120}?\s(?:của|tại|theo|kèm theo|Điều \d+)",
        ),
        (Relation.CONSOLIDATES, r"(?<!\w)(?P<cue>hợp nhất)(?:\s+các)?"),
        (Relation.BASED_ON, r"(?<!\w)(?P<cue>căn cứ)(?:\s+(?:vào|các|theo))?"),
    )
)
_BEHIND = (
    (
        Relation.REPLACES,
        re.compile(r"[^.;\n]{0,140}?(?<!\w)(?P<cue>(?:được|bị) thay thế (?:bởi|bằng))\s*$", re.IGNORECASE),
    ),
    (
        Relation.REPEALS,
        re.compile(r"[^.;\n]{0,140}?(?<!\w)(?P<cue>(?:được|bị) bãi bỏ (?:bởi|bằng|theo))\s*$", re.IGNORECASE),
    ),
    (
        Relation.AMENDS,
        re.compile(
            r"[^.;\n]{0,140}?(?<!\w)(?P<cue>được sửa đổi(?:,?\s*bổ sung)?(?:[^.;\n]{0,40}?)"
            r"(?:bởi|theo|tại|bằng))\s*$",
            re.IGNORECASE,
        ),
    ),
)
_AS_FOLLOWS = re.compile(
    r"(?:(?!(?<!\w)(?:phải|đã|thì|quy định)(?!\w))[^.;:\n]){0,60}?(?<!\w)(?<!đã )"
    r"(?P<cue>được (?:sửa đổi|bổ sung|thay thế))(?!\w)[^.;\n]{0,80}?\s(?:như sau|:)",
    re.IGNORECASE,
)
"""Behind a reference whose articles this document changes: "Điều 15 Nghị định 88/CP được sửa đổi như sau"."""
_EXPIRES = re.compile(r"[^.;\n]{0,140}?(?<!\w)(?P<cue>hết hiệu lực)(?!\w)", re.IGNORECASE)
_ONWARD = re.compile(
    r"(?:(?!(?<!\w)(?:theo|thực hiện|căn cứ|triển khai|quy định tại|thay thế|bãi bỏ|sửa đổi)(?!\w))"
    r"[^.\n]){0,150}?"
    r"(?:,|;|và)\s*(?:các\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[^.;\n]{0,150}?(?:,|(?<!\w)và)\s*(?:các\s+)?(?:số\s+)?", re.IGNORECASE)
"""Between two references of one enumeration: a day, an issuer, a subject, then a comma or "và"."""
_NEXT = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:các\s+)?", re.IGNORECASE)
_JOINS = re.compile(r"(?:,|;|(?<!\w)(?:và|đồng thời))\s*$", re.IGNORECASE)
_HEADS_A_LIST = re.compile(
    r"(?<!\w)(?:văn bản|quy định|quyết định|thông tư|nghị định|nghị quyết|chỉ thị|bãi bỏ)(?!\w)"
    r"[^.:\n]{0,200}:[ \t]*\n",
    re.IGNORECASE,
)
_EXPIRING_HEAD = re.compile(r"hết hiệu lực|thay thế|(?P<repeal>bãi bỏ)", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[-–+•*]|\(?(?:\d{1,2}|[a-zđ])[.)])[ \t]*(?P<said>[^\n]*)(?:\n|$)")
_ITEM_LEAD = re.compile(r"(?:(?:điều|khoản|điểm)[^,;]{0,60}?\s)?(?:của\s+)?(?:các\s+)?", re.IGNORECASE)
_MOST_ITEMS = 200
_SELF = re.compile(r"(?<!\w)này(?!\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(rf"[.!?…]\s+(?=[{CAPITALS}“\"])|\n")
_ONLY_SPEAK = frozenset({"tờ trình", "công văn", "báo cáo", "báo cáo thẩm định", "thông báo", "biên bản"})
_DRAFT = re.compile(r"(?<!\w)(?:dự thảo|đề nghị|đề xuất|kiến nghị|chưa)(?!\w)", re.IGNORECASE)
_NEAR = 60
_MOST_ENUMERATED = 20
_FARTHEST = 160
_LONGEST_SENTENCE = 400


def read_relations(text: str, references: Sequence[ReadReference]) -> tuple[ReadRelation, ...]:
    """Every relation the text states between two of its references, in order of the object."""
    own = 0 if references and references[0].own else None
    placed = [i for i, one in enumerate(references) if not one.own and not one.in_form]
    found: list[ReadRelation] = []
    carried: ReadRelation | None = None
    amended: ReadRelation | None = None  # "A đã được sửa đổi theo B, C và D": B's, while the list goes on
    for rank, i in enumerate(placed):
        before = placed[rank - 1] if rank else None
        behind = placed[rank + 1] if rank + 1 < len(placed) else None
        floor = references[before].end if before is not None else 0
        if amended is not None and amended.subject != i:
            goes_on = _NEXT.fullmatch(text, floor, references[i].start) is not None
            amended = replace(amended, subject=i) if goes_on else None
            if amended is not None:
                found.append(amended)
        relation = None
        if amended is None:
            relation = _led(text, references, i, before, carried, floor, own)
            if (
                relation is None
                and carried is not None
                and _ONWARD.fullmatch(text, floor, references[i].start)
            ):
                relation = replace(carried, object=i)
            if relation is not None:
                found.append(relation)
            describes = relation is not None and carried is not None and relation.subject == before
            carried = carried if describes else relation
        said = _passive(text, references, i, behind, own)
        if said is not None:
            found.append(said)
            if said.relation is Relation.AMENDS and said.subject == behind:
                amended = said
            elif said.subject == own and said.relation is Relation.REPLACES:
                found.extend(_expiring_with(text, references, placed, rank, said, amended))
    if own is not None:
        found.extend(_of_lists(text, references, placed, own))
        found.extend(
            ReadRelation(subject=i, object=own, relation=Relation.REPLACES, start=-1, end=-1)
            for i, one in enumerate(references)
            if one.in_form
        )
    unlike = (relation for relation in found if relation.subject != relation.object)
    return tuple({(one.subject, one.object, one.relation): one for one in unlike}.values())


def _expiring_with(
    text: str,
    references: Sequence[ReadReference],
    placed: Sequence[int],
    rank: int,
    said: ReadRelation,
    amended: ReadRelation | None,
) -> Iterator[ReadRelation]:
    """What loses force together with a reference: those enumerated before it, the one it amended."""
    if amended is not None:
        yield replace(said, object=amended.object)
        return
    for at in range(rank, max(0, rank - _MOST_ENUMERATED), -1):
        if not _LISTED.fullmatch(text, references[placed[at - 1]].end, references[placed[at]].start):
            return
        yield replace(said, object=placed[at - 1])


def _of_lists(
    text: str, references: Sequence[ReadReference], placed: Sequence[int], own: int
) -> Iterator[ReadRelation]:
    """The first reference of each item below "Các văn bản sau đây hết hiệu lực:"."""
    starts = [references[i].start for i in placed]
    for head in _HEADS_A_LIST.finditer(text):
        cue = _EXPIRING_HEAD.search(head[0])
        if cue is None:
            continue
        relation = Relation.REPEALS if cue["repeal"] else Relation.REPLACES
        at = head.end()
        for _ in range(_MOST_ITEMS):
            item = _ITEM.match(text, at)
            if item is None:
                break
            at = item.end()
            rank = bisect_left(starts, item.start("said"))
            if rank < len(placed) and _ITEM_LEAD.fullmatch(text, item.start("said"), starts[rank]):
                yield ReadRelation(
                    subject=own,
                    object=placed[rank],
                    relation=relation,
                    start=head.start() + cue.start(),
                    end=head.start() + cue.end(),
                )


def _led(
    text: str,
    references: Sequence[ReadReference],
    i: int,
    before: int | None,
    carried: ReadRelation | None,
    floor: int,
    own: int | None,
) -> ReadRelation | None:
    """The relation that the words in front of a reference state."""
    at = references[i].start
    begin = max(floor, at - _FARTHEST)
    window = text[begin:at]
    for relation, pattern in _BEFORE:
        cue = pattern.search(window)
        if cue is None:
            continue
        start, end = begin + cue.start("cue"), begin + cue.end("cue")
        subject = _subject(text, references, start, before, carried, own)
        if subject is None or (relation is not Relation.BASED_ON and not _acts(references[subject])):
            return None
        if _DRAFT.search(text, max(0, start - _NEAR), start):
            return None
        return ReadRelation(subject=subject, object=i, relation=relation, start=start, end=end)
    return None


def _acts(one: ReadReference) -> bool:
    """Whether its type can change another: proposals, letters and reports only speak of it."""
    return one.type not in _ONLY_SPEAK


def _subject(
    text: str,
    references: Sequence[ReadReference],
    cue: int,
    before: int | None,
    carried: ReadRelation | None,
    own: int | None,
) -> int | None:
    """Whom the cue speaks of: this document, or the reference before it in the sentence.

    In "A sửa đổi B và bãi bỏ C" it is A: what the sentence has spoken of so far (`carried`).
    """
    sentence = max(0, cue - _LONGEST_SENTENCE)
    for end in _SENTENCE_END.finditer(text, sentence, cue):
        sentence = end.end()
    if before is not None and references[before].start >= sentence:
        between = text[references[before].end : cue]
        if not _SELF.search(between):
            return before if carried is None or not _JOINS.search(between) else carried.subject
    return own


def _passive(
    text: str, references: Sequence[ReadReference], i: int, behind: int | None, own: int | None
) -> ReadRelation | None:
    """ "Quyết định A được thay thế bởi Quyết định B"; "… hết hiệu lực kể từ ngày Quyết định này …"."""
    end = references[i].end
    until = references[behind].start if behind is not None else min(len(text), end + _FARTHEST)
    for relation, pattern in _BEHIND:
        said = pattern.fullmatch(text, end, until) if behind is not None else None
        if said is not None and behind is not None:
            return ReadRelation(
                subject=behind, object=i, relation=relation, start=said.start("cue"), end=said.end("cue")
            )
    changed = _AS_FOLLOWS.match(text, end, until) if own is not None else None
    if changed is not None and own is not None:
        return ReadRelation(
            subject=own,
            object=i,
            relation=Relation.AMENDS,
            start=changed.start("cue"),
            end=changed.end("cue"),
        )
    expires = _EXPIRES.match(text, end, until) if own is not None else None
    if expires is not None and own is not None:
        return ReadRelation(
            subject=own,
            object=i,
            relation=Relation.REPLACES,
            start=expires.start("cue"),
            end=expires.end("cue"),
        )
    return None
