"""Words without marks are read as the index's own words, when it leaves no doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from index.readings import MOST_WORDS, Readings
from index.text.streams import read_zone


class Counted:
    """Document frequencies of a few texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.document_count = len(texts)
        self.lookups = 0
        zones = [read_zone(text) for text in texts]
        self._counts = {
            "exact": Counter(key for zone in zones for key in set(zone.exact.keys)),
            "exact_pair": Counter(key for zone in zones for key in set(zone.exact_pair.keys)),
        }

    def document_frequency(self, field: str, key: str) -> int:
        self.lookups += 1
        return self._counts[field][key]


TEXTS = (
    ["Huyện ủy ban hành nghị quyết về đường giao thông"] * 12
    + ["Đương kim chủ tịch thăm xã Đơn Dương"] * 3
    + ["Cá chép, cà chua và ca nô"] * 5
    + ["Xã Gia Lai không có ở đây, chỉ có tỉnh Gia Lai"] * 8
)


@pytest.fixture(scope="module")
def counted():
    return Counted(TEXTS)


def test_a_word_is_read_by_its_neighbours(counted):
    assert Readings(counted).read(["nghi", "quyet"]).words == ("nghị", "quyết")
    assert Readings(counted).read(["duong", "giao", "thong"]).words == ("đường", "giao", "thông")
    assert Readings(counted).read(["don", "duong"]).words == ("đơn", "dương")


def test_a_pair_is_read_as_one(counted):
    assert Readings(counted).read(["huyen", "uy", "ban"]).pairs == ("huyện ủy", "ủy ban")


def test_a_word_that_may_be_several_things_stays_as_typed(counted):
    assert Readings(counted).read(["ca"]).words == (None,)


def test_a_name_that_is_written_without_marks_is_read_without(counted):
    assert Readings(counted).read(["gia", "lai"]).words == ("gia", "lai")


def test_what_the_index_does_not_hold_is_read_as_itself(counted):
    assert Readings(counted).read(["xyz", "2024"]).words == ("xyz", "2024")
    assert Readings(Counted([])).read(["nghi", "quyet"]).words == ("nghi", "quyet")


def test_a_query_has_a_reading_for_each_word_and_pair_however_long(counted):
    reading = Readings(counted).read(["nghi", "quyet"] * MOST_WORDS)
    assert len(reading.words) == 2 * MOST_WORDS
    assert len(reading.pairs) == 2 * MOST_WORDS - 1
    assert Readings(counted).read([]).words == ()


def test_a_second_query_of_the_same_words_looks_nothing_up():
    counted = Counted(TEXTS)
    readings = Readings(counted)
    readings.read(["duong", "giao", "thong"])
    before = counted.lookups
    readings.read(["duong", "giao", "thong"])
    assert counted.lookups == before
