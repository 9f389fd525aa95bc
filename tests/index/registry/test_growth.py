"""Reading a document for the registry takes time in proportion to its length, whatever it holds."""

from __future__ import annotations

import time

import pytest

from index.analysis import analyse
from index.registry.corrections import Corrections
from index.registry.namings import read_namings, read_offices, read_traits
from index.registry.people import read_people
from index.registry.placing import place_units
from index.registry.reading import read_references
from index.registry.relations import read_relations
from tests.index.registry.conftest import written

PROVINCE = "Sơn La"
SMALL = 20_000  # characters
TIMES = 10


def read(document, analysis):
    """All that the registry reads of a document."""
    found = read_references(document, analysis, PROVINCE)
    read_relations(document.text, found.references)
    people = read_people(document, analysis, Corrections(), PROVINCE)
    read_namings(document, analysis, Corrections(), people)
    read_traits(document, people)
    read_offices(document.text, people)
    place_units(document, analysis, PROVINCE)


def seconds(document, analysis):
    """Processor time of the faster of two readings."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        read(document, analysis)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize(
    "passage",
    [
        "Sở Nông nghiệp và UBND tỉnh ban hành Kế hoạch {i}/KH-UBND thay thế Kế hoạch {i}/KH-HĐND, ",
        "Thực hiện Nghị quyết 02, Huyện ủy và UBND huyện Mai Sơn ra Chỉ thị {i}-CT/HU. ",
        "Ông Lò Văn An, {i} tuổi, trú xã Tân Tiến, Phó Chủ tịch UBND xã Mường Bú {i}, ",
        "Đoàn đến xã Tân Tiến, huyện Mai Sơn. Chiều đó về xã Tân Lập. ",
        "xã Tân Tiến, huyện Mai Sơn, xã Tân Lập, huyện Mộc Châu, ",
    ],
)
def test_reading_ten_times_the_text_takes_about_ten_times_as_long(passage):
    few = SMALL // len(passage)
    made = []
    for count in (few, few * TIMES):
        document = written("bai", "".join(passage.format(i=i % 90 + 1) for i in range(count)))
        made.append((document, analyse(document, 1, PROVINCE)))
    read(*made[0])
    small, large = (seconds(*one) for one in made)
    assert large < 2.5 * TIMES * max(small, 0.002)
