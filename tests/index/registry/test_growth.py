"""Reading a document for the registry takes time in proportion to its length, whatever it holds."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from index.analysis import analyse
from index.registry.cited import Cited
from index.registry.corrections import Corrections
from index.registry.issuers import issuer
from index.registry.namings import read_namings, read_offices, read_traits
from index.registry.people import read_people
from index.registry.placing import place_units
from index.registry.reading import read_references
from index.registry.relations import read_relations
from index.registry.settling import settle
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
        "Các văn bản sau đây hết hiệu lực:\n- Quyết định số {i}/2010/QĐ-UBND, số {i}/QĐ-UBND đã sửa đổi,\n",
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


NUMBER = "02-NQ/ĐU"
HOME = issuer("Đảng ủy xã Mường Lạn, Sơn La", "commune")


def founding(i):
    """A reference that founds a directive of a commune of its own."""
    day = dt.date(2021, 1, 1) + dt.timedelta(i % 900)
    return Cited(
        id=i,
        number=NUMBER,
        issuers=(issuer(f"Đảng ủy xã Mường {i}, Sơn La", "commune"),),
        issued=day,
        first=day,
        last=day,
        period="2020-2025",
        subject=f"phát triển cây ăn quả trên đất dốc của xã Mường số {i}",
    )


BARE = {
    "nothing stated": lambda i: Cited(id=i, number=NUMBER),
    "published some day": lambda i: Cited(
        id=i, number=NUMBER, day=dt.date(2021, 1, 1) + dt.timedelta(i % 900)
    ),
    "a day": lambda i: Cited(id=i, number=NUMBER, issued=dt.date(2021, 1, 1) + dt.timedelta(i % 900)),
    "a term": lambda i: Cited(id=i, number=NUMBER, period="2020-2025"),
    "one issuer for all": lambda i: Cited(id=i, number=NUMBER, issuers=(HOME,), day=dt.date(2023, 1, 1)),
    "words that all share": lambda i: Cited(
        id=i, number=NUMBER, subject=f"phát triển cây ăn quả trên đất dốc, vụ {i}"
    ),
}


@pytest.mark.parametrize("made", BARE.values(), ids=BARE)
def test_settling_four_times_the_directives_and_references_takes_about_four_times_as_long(made):
    def taken(count):
        cited = [founding(i) for i in range(count)] + [made(i) for i in range(count, 2 * count)]
        best = []
        for _ in range(3):
            began = time.process_time()
            settle(NUMBER, cited, {})
            best.append(time.process_time() - began)
        return min(best)

    few = 1_000  # more than any reference is held against
    taken(few)
    assert taken(4 * few) < 9 * max(taken(few), 0.002)
