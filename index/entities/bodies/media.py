"""Papers and agencies told by how they are spoken of: "(NTO) Sáng 17/9", "PLO đưa tin", "Ảnh: A/SGGP"."""

from __future__ import annotations

from index.entities.capitals import capital_run, surnames
from index.entities.lexicon import Phrases, all_cues
from index.entities.pieces import Pieces
from index.entities.places.place import Places
from index.entities.syllables import SYLLABLE

_DASHES = frozenset("-–—")
_LEADING = frozenset({"như", "theo", "tờ", "nguồn"})
_NO_MEDIA = frozenset({"facebook", "youtube", "twitter", "tiktok", "instagram", "is", "arab"})
_WORDS_FOR_PAPERS = (["tờ"], ["báo"], ["trang"])
_SOURCES = frozenset({"nguồn", "theo", "như"})
_LONGEST_ADVERBS = 4
_FARTHEST_VERB = 8
_LONGEST_CREDIT = 9
_LONGEST_SHORT = 6
"""Letters of a short form in a dateline."""


class Media:
    """Reads such names out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places
        self._papers = Phrases({paper: paper for paper in all_cues("papers")})
        self._verbs = Phrases({verb: verb for verb in all_cues("media_verbs")})
        self._verb_firsts = self._verbs.first_keys()
        self._adverbs = Phrases({adverb: adverb for adverb in all_cues("media_adverbs")})

    def at(self, at: int) -> int | None:
        """Index after the medium at `at`; None when none is told there."""
        pieces, keys = self._pieces, self._pieces.keys
        if not pieces.is_capital(at) or pieces.heading[at] or keys[at] in _LEADING or keys[at] in _NO_MEDIA:
            return None
        if pieces.is_capital(at - 1) and keys[at - 1] not in _LEADING:
            return None
        return self._dateline(at) or self._credited(at) or self._reporting(at)

    def _dateline(self, at: int) -> int | None:
        """As in "BHG - Tối 28/12", "(NTO) Sau một tuần", at the head of a line."""
        pieces, keys = self._pieces, self._pieces.keys
        if pieces.shapes[at] != "U" or self._places.bare(at) is not None:
            return None
        if keys[at - 1 : at] == ["("] and at:
            opens = at == 1 or pieces.shapes[at - 2] == "n"
            behind = at + 2
            if not opens or keys[at + 1 : behind] != [")"] or len(keys[at]) > _LONGEST_SHORT:
                return None
            goes_on = keys[behind : behind + 1] == ["-"] or pieces.is_capital(behind)
            return at + 1 if goes_on else None
        opens = at == 0 or pieces.shapes[at - 1] == "n"
        if not opens or len(keys[at]) < 3 or at + 2 >= len(pieces):
            return None
        spaced = keys[at + 1] in _DASHES and not pieces.glued(at + 1)
        return at + 1 if spaced and pieces.is_capital(at + 2) else None

    def _credited(self, at: int) -> int | None:
        """As in "Ảnh: Phúc Hưng/SGGP", "Nguồn: GD&TĐ"."""
        pieces, keys = self._pieces, self._pieces.keys
        if pieces.shapes[at] != "U" or self._places.bare(at) is not None:
            return None
        behind_slash = keys[at - 1 : at] == ["/"] and pieces.glued(at) and len(keys[at]) > 2
        if behind_slash and "ảnh" in keys[max(0, at - _LONGEST_CREDIT) : at]:
            return at + 1
        if keys[at - 2 : at] != ["nguồn", ":"]:
            return None
        joined = keys[at + 1 : at + 2] == ["&"] and pieces.shapes[at + 2 : at + 3] == "U"
        return at + 3 if joined else at + 1

    def _foreign(self, at: int, end: int) -> bool:
        """Whether no word of Vietnamese stands from `at` to `end`; letters in capitals are none."""
        pieces, keys = self._pieces, self._pieces.keys
        plain = [keys[i] for i in range(at, end) if pieces.shapes[i] == "C" and SYLLABLE.match(keys[i])]
        return all(key.isascii() for key in plain) and len(plain) < end - at

    def _reporting(self, at: int) -> int | None:
        """As in "Như Tiền Phong đã thông tin", "AP hôm nay đưa tin", "China Daily đưa tin"."""
        pieces, keys = self._pieces, self._pieces.keys
        if self._verb_firsts.isdisjoint(keys[at + 1 : at + _FARTHEST_VERB]):
            return None
        paper = self._papers.longest(keys, at)
        end = paper[0] if paper is not None else capital_run(pieces, at)
        if end - at > 3 or end >= len(pieces) or not pieces.is_capital(end - 1):
            return None
        if paper is None and (keys[at] in surnames() or self._places.bare(at) is not None):
            return None
        if paper is None and not self._foreign(at, end):
            return None
        after = end
        while after < len(pieces) and after - end < _LONGEST_ADVERBS:
            adverb = self._adverbs.longest(keys, after)
            if adverb is None:
                break
            after = adverb[0]
        verb = self._verbs.longest(keys, after) if after < len(pieces) else None
        if verb is None:
            return None
        if verb[1] == "thông tin":
            return end if at > 0 and keys[at - 1] in _SOURCES else None
        may_be_person = verb[1] == "đăng tải" and paper is None and pieces.shapes[at] != "U"
        return None if may_be_person and keys[at - 1 : at] not in _WORDS_FOR_PAPERS else end
