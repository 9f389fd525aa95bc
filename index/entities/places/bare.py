"""Places without a unit word: provinces, districts, countries, regions, and names met before with one."""

from __future__ import annotations

from index.entities.capitals import capital_run, given_names, looks_like_name
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places import units
from index.entities.places.gazetteers import Gazetteers, begins_words, first_keys
from index.entities.places.unit_words import PlaceUnits
from index.entities.syllables import SYLLABLE

STOPPERS = cues("stoppers")
ALSO_WORDS = cues("also_words")
_PLACING = cues("placing")
_SHORT_LANDS = cues("short_lands")
_DASHES = frozenset("-–—")
_DIRECTIONS = frozenset({"đông bắc", "tây bắc"})
_ADMINISTRATIVE = frozenset({"province", "city", "district", "commune"})
_THE_PRESIDENT = ["hồ", "chí", "minh"]  # a person where no unit word says the city


class BarePlaces:
    """Reads such places out of the pieces of one text, remembering the communes and districts named."""

    def __init__(self, pieces: Pieces, gazetteers: Gazetteers, place_units: PlaceUnits) -> None:
        self._pieces = pieces
        self._gazetteers = gazetteers
        self._units = place_units
        self._firsts = first_keys() | _SHORT_LANDS
        self._met: set[tuple[str, ...]] = set()  # keys of the communes and districts named so far
        self._met_firsts: set[str] = set()  # and the first key of each

    def bare(self, at: int) -> int | None:
        """Index after a name that is a place without a unit word: province, district, country, region."""
        pieces = self._pieces
        key = pieces.keys[at]
        if not pieces.is_capital(at) or (key not in self._firsts and key not in self._met_firsts):
            return None
        if pieces.keys[at : at + 3] == _THE_PRESIDENT:
            return None
        if (again := self._met_again(at)) is not None:
            return again
        if self._of_pair(at):
            return at + 1
        end = self._gazetteers.known_at(at)
        province = self._gazetteers.unit_at(at, (units.PROVINCE,))
        district = self._gazetteers.unit_at(at, (units.DISTRICT,))
        best = max((e for e in (end, province, district) if e is not None), default=None)
        if best is None or (best == district and pieces.shapes[best - 1] == "l" and best != end):
            return None
        foreign = not SYLLABLE.match(pieces.keys[at])  # "Đakrông", a district by one word
        if best == district and best - at < 2 and best not in (end, province) and not foreign:
            return None
        run = capital_run(pieces, at)
        if run > best and not pieces.heading[at] and self._goes_on(at, best, run, is_known=best == end):
            return None
        if best - at == 1 and run == best and begins_words(pieces, at, run):
            return None
        if self._is_direction(at, best):
            return None
        if best - at == 1 and (self._ends_other(at) or self._within_word(at)):
            return None
        if best - at == 1 and pieces.keys[at] in ALSO_WORDS and not self._placed(at):
            return None
        return best

    def _of_pair(self, at: int) -> bool:
        """As in "đối thoại Mỹ - Triều", "Nhật - Hàn": two lands in short, one of them a country's name."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[at] not in _SHORT_LANDS or pieces.shapes[at] != "C" or pieces.heading[at]:
            return False
        for dash, other in ((at + 1, at + 2), (at - 1, at - 2)):
            if not 0 <= other < len(pieces) or keys[dash] not in _DASHES or pieces.shapes[other] != "C":
                continue
            alone = not (pieces.is_capital(max(at, other) + 1) or pieces.is_capital(min(at, other) - 1))
            one_known = self._gazetteers.known_at(at) or self._gazetteers.known_at(other)
            if keys[other] in _SHORT_LANDS and alone and one_known:
                return True
        return False

    def _ends_other(self, at: int) -> bool:
        """As in "Phương Mỹ": the last syllable of another name."""
        pieces = self._pieces
        if at == 0 or pieces.starts[at] - pieces.ends[at - 1] != 1:
            return False
        return pieces.shapes[at - 1] == "C" and pieces.shapes[at] == "C"

    def _within_word(self, at: int) -> bool:
        """As in "BIỆN PHÁP", "PHÁP LUẬT": in a line of capitals, a syllable of a word of the dictionary."""
        pieces, keys = self._pieces, self._pieces.keys
        if not pieces.heading[at]:
            return False
        return any(" ".join(keys[i : i + 2]) in compounds() for i in (at - 1, at) if i >= 0)

    def _is_direction(self, at: int, best: int) -> bool:
        """As in "phía Đông Bắc", "Tây Bắc tỉnh Hama": where something lies, no region."""
        keys = self._pieces.keys
        if " ".join(keys[at:best]) not in _DIRECTIONS:
            return False
        unit = self._units.unit(best) if best < len(keys) and self._pieces.shapes[best] == "l" else None
        before = at > 0 and keys[at - 1] in ("phía", "hướng")
        return before or (unit is not None and unit[1] in _ADMINISTRATIVE)

    def _goes_on(self, at: int, best: int, run: int, *, is_known: bool) -> bool:
        """Whether the capitals from `best` to `run` make another name of what stands before them."""
        pieces, key = self._pieces, self._pieces.keys[best]
        short = best - at == 1
        initials = (
            pieces.glued(best + 1) and pieces.glued(best + 2) and pieces.is_capital(best + 2)
        )  # "Mỹ H.R."
        lettered = len(key) == 1 and not initials and SYLLABLE.match(pieces.keys[at]) is not None
        if short and run == best + 1 and (key in given_names() or lettered):
            return True  # "Mỹ Tâm", "Mỹ D."
        unit = self._units.unit(best)
        if key == "-" and self.bare(best + 1) == run:
            return False  # "Lâm Đồng-Đồng Nai"
        return not (
            looks_like_name(pieces, best, run)
            or key in STOPPERS
            or begins_words(pieces, best, run)
            or (unit is not None and unit[1] in _ADMINISTRATIVE)
            or (
                is_known
                and not all(SYLLABLE.match(key) for key in pieces.keys[best : best + 1 if short else run])
            )
        )

    def country(self, at: int) -> int | None:
        """Index after a place that needs no unit word, whatever name follows it at once."""
        return self.bare(at) or (self._gazetteers.known_at(at) if self._pieces.is_capital(at) else None)

    def remember(self, at: int, end: int, kind: str) -> None:
        """Keep the name of a commune or district, to know it when it comes without its unit word."""
        if kind in ("commune", "district"):
            self._met.add(tuple(self._pieces.keys[at:end]))
            self._met_firsts.add(self._pieces.keys[at])

    def met(self, at: int, end: int) -> bool:
        """Whether the words were met with the unit word of a commune or district."""
        return end - at > 1 and tuple(self._pieces.keys[at:end]) in self._met

    def _met_again(self, at: int) -> int | None:
        """A name met with its unit word before ("xã Phú Linh"), now without it."""
        run = capital_run(self._pieces, at)
        return run if self.met(at, run) else None

    def _placed(self, at: int) -> bool:
        """Whether the words before say a one-syllable country is meant: "nước Anh", "từ Mỹ, Đức"."""
        keys = self._pieces.keys
        if at > 1 and keys[at - 1] == "," and self._pieces.is_capital(at - 2):
            return self._gazetteers.known_at(at - 2) == at - 1
        return at > 0 and keys[at - 1] in _PLACING
