"""underthesea's word segmentation model, decoded in one pass over cached weights.

underthesea asks its CRF through lists of 43 feature strings a token, which takes most of the
time of an analysis. The model knows only two labels, "B-W" (a word begins) and "I-W" (it goes
on), so all it can say of a token is one number, the weight of I-W over B-W. Those numbers are
read here from the same model file, summed by token, pair and triple, and kept; the best path is
then found exactly as CRFsuite finds it. tests/index/analysis/test_words.py holds both against
each other.

Source of the file format: CRFsuite 0.12, lib/crf/src/crf1d_model.c and lib/cqdb (N. Okazaki).
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from index.entities.dictionary import underthesea_folder

_FOLDER = underthesea_folder() / "pipeline" / "word_tokenize" / "models" / "ws_crf_vlsp2013_20230727"

_HEADER = struct.Struct("<4sI4sIIIIIIIII")  # magic, size, type, version, counts, offsets of the chunks
_CHUNK = struct.Struct("<4sII")  # id, size, number of features
_FEATURE = struct.Struct("<IIId")  # type (0 of a token, 1 of a transition), source, label, weight
_CQDB_HEAD = 24 + 256 * 8  # header and the 256 hash tables' places; the records follow
_RECORD = struct.Struct("<ii")  # id, length of the key with its closing zero

_MOST_KEPT = 400_000
_LARGEST_NUMBER = 2**31 - 1
"""The model's featurizer takes what overflows 32 bits for no number."""

Weights = tuple[float, ...]  # one for each place a token, pair or triple can have


class _Window:
    """What the model weighs of runs of one length, for each place such a run can have around a token."""

    def __init__(self, weights: Mapping[str, float], places: Sequence[str]) -> None:
        self._places = places
        self._written = self._by_value(weights, "")
        self._lower = self._by_value(weights, ".lower")
        shaped = {kind: self._by_value(weights, kind) for kind in (".istitle", ".is_in_dict", ".isdigit")}
        none = (0.0,) * len(places)
        self._shapes = {
            (titled, listed, digits): _add(
                shaped[".istitle"].get(str(titled), none),
                shaped[".is_in_dict"].get(str(listed), none),
                shaped[".isdigit"].get(str(digits), none),
            )
            for titled in (False, True)
            for listed in (False, True)
            for digits in (False, True, None)
        }
        self.outside = {
            edge: _add(
                self._written.get(edge, none),
                self._lower.get(edge, none),
                *(by_value.get(edge, none) for by_value in shaped.values()),
            )
            for edge in ("BOS", "EOS")
        }

    def _by_value(self, weights: Mapping[str, float], kind: str) -> dict[str, Weights]:
        """Value of a feature -> its weight at each place; values no place weighs are left out."""
        found: dict[str, list[float]] = {}
        for number, place in enumerate(self._places):
            prefix = f"T[{place}]{kind}="
            for name, weight in weights.items():
                if name.startswith(prefix):
                    found.setdefault(name[len(prefix) :], [0.0] * len(self._places))[number] += weight
        return {value: tuple(by_place) for value, by_place in found.items()}

    def weigh(self, written: str, lower: str, titled: bool, listed: bool, digits: bool | None) -> Weights:
        """The weights of a run at each place."""
        shape = self._shapes[titled, listed, digits]
        by_written, by_lower = self._written.get(written), self._lower.get(lower)
        if by_written is None:
            return shape if by_lower is None else _add(shape, by_lower)
        return _add(shape, by_written) if by_lower is None else _add(shape, by_written, by_lower)


def _add(*weights: Weights) -> Weights:
    return tuple(map(sum, zip(*weights, strict=True)))


class Segmenter:
    """The model: `begins(tokens)` says of each token whether a word begins there."""

    def __init__(
        self, weights: Mapping[str, float], transitions: Sequence[float], words: frozenset[str]
    ) -> None:
        """
        Args:
            weights: attribute ("T[0].lower=hà") -> weight of I-W less that of B-W.
            transitions: weights of B-W to B-W, B-W to I-W, I-W to B-W, I-W to I-W.
            words: lower-case words of the model's dictionary.
        """
        self._transitions = transitions
        self._words = words
        self._ones = _Window(weights, ("-2", "-1", "0", "1", "2"))
        self._twos = _Window(weights, ("-2,-1", "-1,0", "0,1", "1,2"))
        self._threes = _Window(weights, ("-2,0", "-1,1", "0,2"))
        self._tokens: dict[str, tuple[Weights, str, bool]] = {}
        self._pairs: dict[str, Weights] = {}

    def begins(self, tokens: Sequence[str]) -> list[bool]:
        """Whether a word begins at each token; the first always does."""
        return self._best_path(self._leanings(tokens))

    def _leanings(self, tokens: Sequence[str]) -> list[float]:
        """For each token how much more its features weigh for I-W than for B-W."""
        known = [self._token(token) for token in tokens]
        lowers = [lower for _, lower, _ in known]
        titled = [title for _, _, title in known]
        count = len(tokens)
        ones = _padded(self._ones, [weights for weights, _, _ in known], 5)
        twos = _padded(self._twos, [self._pair(tokens, lowers, titled, i) for i in range(count - 1)], 4)
        threes = _padded(self._threes, [self._triple(tokens, lowers, titled, i) for i in range(count - 2)], 3)
        leanings = []
        for i in range(count):
            a, b, c, d, e = ones[i : i + 5]
            f, g, h, j = twos[i : i + 4]
            k, m, n = threes[i : i + 3]
            unary = a[0] + b[1] + c[2] + d[3] + e[4]
            leanings.append(unary + f[0] + g[1] + h[2] + j[3] + k[0] + m[1] + n[2])
        return leanings

    def _best_path(self, leanings: list[float]) -> list[bool]:
        stay, enter, leave, go_on = self._transitions
        begin, inside = 0.0, leanings[0]
        from_inside: list[tuple[bool, bool]] = []  # whether the best way to (B-W, I-W) comes from I-W
        for leaning in leanings[1:]:
            to_begin_from_begin, to_begin_from_inside = begin + stay, inside + leave
            to_inside_from_begin, to_inside_from_inside = begin + enter, inside + go_on
            from_inside.append(
                (to_begin_from_inside > to_begin_from_begin, to_inside_from_inside > to_inside_from_begin)
            )
            begin = max(to_begin_from_begin, to_begin_from_inside)
            inside = max(to_inside_from_begin, to_inside_from_inside) + leaning
        is_inside = inside > begin
        path = [not is_inside]
        for at_begin, at_inside in reversed(from_inside):
            is_inside = at_inside if is_inside else at_begin
            path.append(not is_inside)
        path.reverse()
        return path

    def _token(self, token: str) -> tuple[Weights, str, bool]:
        known = self._tokens.get(token)
        if known is None:
            lower, titled = token.lower(), token[:1] == token[:1].upper()
            weights = self._ones.weigh(token, lower, titled, lower in self._words, _is_digits(token))
            known = weights, lower, titled
            if len(self._tokens) >= _MOST_KEPT:
                self._tokens.clear()
            self._tokens[token] = known
        return known

    def _pair(self, tokens: Sequence[str], lowers: list[str], titled: list[bool], i: int) -> Weights:
        pair = f"{tokens[i]} {tokens[i + 1]}"
        known = self._pairs.get(pair)
        if known is None:
            lower = f"{lowers[i]} {lowers[i + 1]}"
            known = self._twos.weigh(pair, lower, titled[i] and titled[i + 1], lower in self._words, None)
            if len(self._pairs) >= _MOST_KEPT:
                self._pairs.clear()
            self._pairs[pair] = known
        return known

    def _triple(self, tokens: Sequence[str], lowers: list[str], titled: list[bool], i: int) -> Weights:
        lower = f"{lowers[i]} {lowers[i + 1]} {lowers[i + 2]}"
        return self._threes.weigh(
            f"{tokens[i]} {tokens[i + 1]} {tokens[i + 2]}",
            lower,
            titled[i] and titled[i + 1] and titled[i + 2],
            lower in self._words,
            None,
        )


def _padded(window: _Window, inner: list[Weights], places: int) -> list[Weights]:
    """`inner` so that runs around token i are at i to i + places: what reaches outside weighs as its edge.

    A run that begins before the first token counts as BOS, any other that ends behind the last as EOS.
    """
    before, after = window.outside["BOS"], window.outside["EOS"]
    return [before, before, *inner, *[after] * places]


def _is_digits(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) <= 10 and int(token) <= _LARGEST_NUMBER


@cache
def segmenter() -> Segmenter:
    """The model underthesea ships, read once in a process."""
    weights, transitions = read_model(_FOLDER / "models.bin")
    # joblib wrote it; a set without arrays is a plain pickle, and it comes with the library we run.
    with (_FOLDER / "dictionary.bin").open("rb") as dictionary:
        words: frozenset[str] = frozenset(pickle.load(dictionary))
    return Segmenter(weights, transitions, words)


def read_model(path: Path) -> tuple[dict[str, float], tuple[float, float, float, float]]:
    """The weights of a CRFsuite model of two labels: (attribute -> label 1 less label 0, transitions).

    Raises: ValueError when the file is no such model.
    """
    data = path.read_bytes()
    magic, _, kind, _, _, labels, _, features_at, _, attributes_at, *_ = _HEADER.unpack_from(data)
    if magic != b"lCRF" or kind != b"FOMC" or labels != 2:
        raise ValueError(f"{path} is no CRFsuite model of two labels")
    names = _attributes(data, attributes_at)
    weights: dict[str, float] = {}
    transitions = [0.0] * 4
    _, size, _ = _CHUNK.unpack_from(data, features_at)
    for which, source, label, weight in _FEATURE.iter_unpack(
        data[features_at + _CHUNK.size : features_at + size]
    ):
        if which == 1:
            transitions[source * 2 + label] = weight
        else:
            name = names[source]
            weights[name] = weights.get(name, 0.0) + (weight if label == 1 else -weight)
    stay, enter, leave, go_on = transitions
    return weights, (stay, enter, leave, go_on)


def _attributes(data: bytes, at: int) -> dict[int, str]:
    """Names of the attributes by number, from the records of a constant quark database."""
    magic, size = struct.unpack_from("<4sI", data, at)
    if magic != b"CQDB":
        raise ValueError("the model's attributes are not where they should be")
    tables = struct.unpack_from("<512I", data, at + 24)
    end = min((offset for offset in tables[::2] if offset), default=size)
    names: dict[int, str] = {}
    position = at + _CQDB_HEAD
    while position < at + end:
        number, length = _RECORD.unpack_from(data, position)
        position += _RECORD.size
        names[number] = data[position : position + length - 1].decode("utf-8")
        position += length
    return names
