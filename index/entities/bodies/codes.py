"""Bodies known by a sign alone: the code of police, an office in a firm, an English ending."""

from __future__ import annotations

import re

from index.entities.bodies.body import Bodies
from index.entities.capitals import LONGEST_RUN, capital_run, given_names, surnames
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import Places
from index.entities.syllables import SYLLABLE

_POLICE_CODE = re.compile(r"(?:(?P<province>p[acvx])|[acvx])\d\d$")
_MINISTRY_LETTERS = frozenset("acvx")
_POLICE_LETTERS = frozenset({"pa", "pc", "pv", "px"})

_FIRM_ENDINGS = cues("firm_endings")
_LEADING = cues("sentence_starters") | {"ảnh", "nguồn"}
_BEFORE_MAKES = frozenset({"xe", "chiếc", "ôtô", "hiệu"})
"""Before the make of a car: "chiếc Toyota Land Cruiser"."""
_INSIDE_FIRMS = frozenset({"hđqt", "hđtv", "htx", "clb", "ubnd", "hđnd", "bql", "btc"})


class Codes:
    """Reads such signs out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places, bodies: Bodies) -> None:
        self._pieces = pieces
        self._places = places
        self._bodies = bodies

    def police_code(self, at: int) -> int | None:
        """Index after a police department named by its code: "PC04", "PC 02"; "C04" beside a police body.

        The parent that follows at once belongs to it: "PC02 Công an tỉnh Sơn La".
        """
        pieces, keys = self._pieces, self._pieces.keys
        if not pieces.is_capital(at):
            return None
        code = _POLICE_CODE.match(keys[at])
        end = at + 1
        opened = keys[at - 1 : at] == ["("] and keys[at] in _MINISTRY_LETTERS
        if code is None and (opened or keys[at] in _POLICE_LETTERS) and pieces.shapes[end : end + 1] == "d":
            code = _POLICE_CODE.match(keys[at] + keys[end])
            end += 1
        if code is None:
            return None
        parent = self._bodies.body(end, 1) if end < len(pieces) and keys[end] in ("công", "bộ") else None
        bracketed = keys[at - 1 : at] == ["("] and keys[end : end + 1] in ([")"], [","], ["-"])
        if (
            code["province"] is None
            and parent is None
            and not (bracketed and "an" in keys[max(0, at - 4) : at])
            and not self._bodies.in_title(at)
        ):
            return None
        return parent if parent is not None else end

    def foreign_firm(self, at: int) -> int | None:
        """As in "Bình Minh Group", "Golden Star Holdings": a firm told by the English word that ends it."""
        pieces, keys = self._pieces, self._pieces.keys
        if _FIRM_ENDINGS.isdisjoint(keys[at + 1 : at + LONGEST_RUN]) or not pieces.is_capital(at):
            return None
        if pieces.heading[at] or keys[at] in _LEADING or keys[at - 1] in _BEFORE_MAKES:
            return None
        if at and pieces.is_capital(at - 1) and keys[at - 1] not in _LEADING:
            return None  # the middle of some other name
        run = capital_run(pieces, at)
        ends = [i for i in range(at + 1, run) if keys[i] in _FIRM_ENDINGS]
        if not ends or self._bodies.is_head(at) or self._places.unit(at) is not None:
            return None
        return ends[-1] + 1

    def firm(self, at: int) -> int | None:
        """As in "chủ tịch VINASA", "giám đốc Lumitel": a firm after an office held in firms."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[at - 1] not in ("đốc", "tịch") or pieces.heading[at]:
            return None
        if len(keys[at]) < 3 or self._places.unit(at) is not None or self._places.bare(at) is not None:
            return None
        known = keys[at] in given_names() or keys[at] in surnames() or keys[at] in _INSIDE_FIRMS
        if known or not pieces.is_capital(at) or (pieces.shapes[at] == "C" and SYLLABLE.match(keys[at])):
            return None
        if pieces.shapes[at] == "C" and keys[at - 1] == "tịch":
            return None  # "Chủ tịch Brenner" may be one of a country
        end = capital_run(pieces, at)
        return end if end == at + 1 else None
