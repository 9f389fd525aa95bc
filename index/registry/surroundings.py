"""What stands around a reference: bodies that issued it, provinces named beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.model import Analysis, Mention, MentionType
from index.registry import issuers as issuing
from index.registry.issuers import Issuer

_ISSUES = re.compile(r"(?:ban hành|thông qua|đã ký|ký ban hành|vừa ký|ra)(?!\w)[^.;\n]{0,40}$")
_NATIONAL_CONGRESS = re.compile(r"toàn quốc|của Đảng(?! bộ)(?!\w)", re.IGNORECASE)
_OF_PROVINCE = re.compile(r"đảng bộ tỉnh(?!\w)", re.IGNORECASE)
_FARTHEST_BODY = 90
_MOST_BESIDE = 200  # mentions looked at around one reference, in a sentence without an end
_LONGEST_ISSUER = 140


class Surroundings:
    """A text's bodies and places by where they stand."""

    def __init__(self, text: str, analysis: Analysis, province: str) -> None:
        """`province`: the one bare words mean ("Tỉnh ủy", "UBND tỉnh")."""
        self.province = province
        self._text = text
        self._starts = [start for start, _ in analysis.sentences]
        self._ends = [end for _, end in analysis.sentences]
        self._bodies = [one for one in analysis.mentions if one.type is MentionType.BODY]
        self._body_starts = [one.start for one in self._bodies]
        self._references = [one.start for one in analysis.mentions if one.type is MentionType.DIRECTIVE]
        self._title_end = text.find("\n\n") if "\n\n" in text else len(text)
        self._provinces: list[tuple[int, str]] = []
        for one in analysis.mentions:
            if one.type is MentionType.PLACE or one.type is MentionType.BODY:
                named = issuing.province_named_last(one.label)
                if named and (one.type is MentionType.BODY or one.attributes.get("level") == "province"):
                    self._provinces.append((one.start, named))
        self._in_title = frozenset(name for start, name in self._provinces if start < self._title_end)
        self._of_family: dict[str, frozenset[Issuer]] = {}

    def issuer_words(self, mention: Mention) -> str:
        """The issuer stated behind a reference, local names completed as the text introduced them."""
        words = str(mention.attributes.get("issuer") or "")
        for body in self._bodies_in(mention.end, mention.end + _LONGEST_ISSUER) if words else ():
            if words.endswith(body.text):
                return words[: len(words) - len(body.text)] + body.label
        return words

    def body_before(self, mention: Mention) -> str:
        """The body that is said to issue the reference behind it: "HĐND tỉnh ban hành Nghị quyết …"."""
        begin, _ = self._sentence(mention.start)
        nearest = bisect_left(self._body_starts, mention.start) - 1
        if nearest < 0:
            return ""
        body = self._bodies[nearest]
        if body.start < begin or not 0 <= mention.start - body.end <= _FARTHEST_BODY:
            return ""
        between = bisect_left(self._references, mention.start) - bisect_left(self._references, body.end)
        gap = self._text[body.end : mention.start]
        return body.label if not between and _ISSUES.search(gap) else ""

    def provinces_beside(self, at: int) -> frozenset[str]:
        """Provinces named in the sentence around `at`."""
        begin, end = self._sentence(at)
        first = bisect_left(self._provinces, (begin, ""))
        last = bisect_left(self._provinces, (end, ""))
        return frozenset(name for _, name in self._provinces[first : min(last, first + _MOST_BESIDE)])

    def default_issuers(self, symbol: str, mention: Mention) -> tuple[Issuer, ...]:
        """Who may be meant where nothing is stated: the source's own, and whoever is named beside it."""
        if not symbol:
            return ()
        found: set[Issuer] = set()
        for province in {self.province, *self.provinces_beside(mention.start), *self._in_title} - {""}:
            one = issuing.of_province(symbol, province)
            if one is not None:
                found.add(one)
        if issuing.scope_of(symbol) in (issuing.ANY, issuing.DISTRICT):
            # A committee below the province: one the paragraph names, or else the whole text.
            begin, end = self._paragraph(mention.start)
            nearby = self._bodies_in(begin, end)[:_MOST_BESIDE]
            found |= self._whole_text(symbol) if not found else self._issuers_among(symbol, nearby)
        return tuple(sorted(found))

    def _whole_text(self, symbol: str) -> frozenset[Issuer]:
        if symbol not in self._of_family:
            self._of_family[symbol] = self._issuers_among(symbol, self._bodies)
        return self._of_family[symbol]

    def _issuers_among(self, symbol: str, bodies: Sequence[Mention]) -> frozenset[Issuer]:
        labels = {body.label for body in bodies if issuing.is_of_family(symbol, body.label)}
        return frozenset(one for label in labels for one in issuing.stated(symbol, label, self.province))

    def _bodies_in(self, begin: int, end: int) -> list[Mention]:
        return self._bodies[bisect_left(self._body_starts, begin) : bisect_left(self._body_starts, end)]

    def congress(self, mention: Mention) -> tuple[Issuer, ...]:
        """Whose congress a resolution is of: a named province's, the nation's, or the source's own."""
        words = " ".join(mention.text.split())
        if _NATIONAL_CONGRESS.search(words):
            return issuing.stated("TW", "Ban Chấp hành Trung ương Đảng", "")
        province = issuing.only_province(words) or (
            self.province if _OF_PROVINCE.search(words) is not None else ""
        )
        one = issuing.of_province("TU", province)
        return (one,) if one is not None else ()

    def _sentence(self, at: int) -> tuple[int, int]:
        i = bisect_right(self._starts, at) - 1
        return (self._starts[i], self._ends[i]) if i >= 0 else (0, len(self._text))

    def _paragraph(self, at: int) -> tuple[int, int]:
        begin = self._text.rfind("\n", 0, at) + 1
        end = self._text.find("\n", at)
        return begin, end if end >= 0 else len(self._text)
