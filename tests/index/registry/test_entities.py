"""Entities gathered over documents, offices held, and what the archivist corrects."""

from __future__ import annotations

import pytest

from archive.errors import InputUnusable
from index.registry import load_corrections
from index.registry.offices import sightings
from tests.index.registry.conftest import written

HUNG = (
    written("a", "Chủ tịch UBND tỉnh Lò Minh Hùng dự lễ. Ông Hùng thăm bản.", "2021-05-01"),
    written("b", "Phó Bí thư Thường trực Tỉnh ủy Lò Minh Hùng phát biểu tại Mai Sơn.", "2023-05-01"),
    written("c", "Đồng chí LÒ MINH HÙNG, Phó Bí thư Thường trực Tỉnh ủy, chủ trì cuộc họp.", "2024-05-01"),
    written("d", "Ông Nguyễn Văn Bình ở bản Hài nuôi dê.", "2024-06-01", "baolaocai"),
)


def corrections_of(tmp_path, text):
    (tmp_path / "entities.toml").write_text(text, encoding="utf-8")
    return load_corrections(tmp_path)


def test_an_entity_gathers_its_spellings_and_documents(registry_of):
    entry = registry_of(*HUNG).entity("PER", "Lò Minh Hùng")
    assert [one.document for one in entry.documents] == ["c", "b", "a"]
    assert {form for form, _ in entry.forms} == {"Lò Minh Hùng", "LÒ MINH HÙNG", "Hùng"}
    assert entry.by_year == {"2021": 1, "2023": 1, "2024": 1}


def test_an_entity_tells_whom_it_appears_with(registry_of):
    entry = registry_of(*HUNG).entity("PER", "lò minh hùng")
    assert "Tỉnh ủy Sơn La" in {one.label for one in entry.beside["ORG"]}


def test_offices_are_held_from_the_first_to_the_last_sighting(registry_of):
    held = registry_of(*HUNG).entity("PER", "Lò Minh Hùng").offices
    assert [(one.office, one.body, one.first, one.last) for one in held] == [
        ("Chủ tịch", "UBND tỉnh Sơn La", "2021-05-01", "2021-05-01"),
        ("Phó Bí thư Thường trực", "Tỉnh ủy Sơn La", "2023-05-01", "2024-05-01"),
    ]


def test_an_office_tells_who_held_it(registry_of):
    held = registry_of(*HUNG).holders("Phó Bí thư Thường trực Tỉnh ủy Sơn La")
    assert [one.person for one in held] == ["lò minh hùng"]


def test_every_sighting_is_shown_where_it_stands(registry_of):
    texts = {document.id: document.text for document in HUNG}
    for office in registry_of(*HUNG).entity("PER", "Lò Minh Hùng").offices:
        for evidence in office.evidence:
            assert texts[evidence.document][evidence.start : evidence.end] == evidence.text


OFFICES = [
    ("Bí thư Tỉnh ủy {}", [("Bí thư", "Tỉnh ủy Sơn La")]),
    (
        "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh {}",
        [("Phó Bí thư", "Tỉnh ủy Sơn La"), ("Chủ tịch", "UBND tỉnh Sơn La")],
    ),
    ("Giám đốc Sở Y tế {}", [("Giám đốc", "Sở Y tế tỉnh Sơn La")]),
    ("Chủ tịch UBND huyện Mai Sơn {}", [("Chủ tịch", "UBND huyện Mai Sơn")]),
    ("đồng chí {}, Phó Chủ tịch HĐND tỉnh", [("Phó Chủ tịch", "HĐND tỉnh Sơn La")]),
    ("{}, Bí thư Huyện ủy Mai Sơn", [("Bí thư", "Huyện ủy Mai Sơn")]),
    ("Trưởng Ban Tổ chức Tỉnh ủy {}", [("Trưởng ban", "Ban Tổ chức Tỉnh ủy Sơn La")]),
    ("Chánh Văn phòng UBND tỉnh {}", [("Chánh Văn phòng", "Văn phòng UBND tỉnh Sơn La")]),
    ("Bí thư Tỉnh ủy Lào Cai {}", [("Bí thư", "Tỉnh ủy Lào Cai")]),
    ("Chủ tịch nước {}", [("Chủ tịch nước", "")]),
    ("Tổng Bí thư {}", [("Tổng Bí thư", "")]),
    ("Hiệu trưởng Trường Tiểu học Nong Lay {}", [("Hiệu trưởng", "Trường Tiểu học Nong Lay")]),
    (
        "ông {} (SN 1970, trú xã Mường Bon, Phó Chủ tịch UBND huyện Mai Sơn)",
        [("Phó Chủ tịch", "UBND huyện Mai Sơn")],
    ),
    ("ông {} (SN 1970, con nuôi Chủ tịch UBND huyện Mai Sơn)", []),
    ("ông {}, Giám đốc Sở", []),
    ("bạn đọc {}", []),
    ("Giám đốc một nhà máy {}", []),
    ("Chủ tịch HĐND {}", []),
    ("Bí thư Huyện ủy {}", []),
]


@pytest.mark.parametrize(("text", "offices"), OFFICES)
def test_an_office_beside_a_name_is_read(text, offices):
    name = "Lò Văn Ín"
    whole = f"Sáng nay, {text.format(name)}."
    at = whole.index(name)
    found = sightings(whole, at, at + len(name), "Sơn La")
    assert [(one.office, one.body) for one in found] == offices


@pytest.mark.parametrize(
    "text",
    [
        "Nguyên Bí thư Tỉnh ủy {}",
        "cựu Bí thư Tỉnh ủy {}",
        "ông {}, khi đó là Bí thư Tỉnh ủy",
        "ông {}, từng giữ chức Bí thư Tỉnh ủy",
        "ông {} (SN 1950), nguyên Bí thư Tỉnh ủy",
        "ông {} (SN 1950, nguyên Bí thư Tỉnh ủy)",
    ],
)
def test_a_former_office_is_marked(text):
    name = "Lò Văn Ín"
    whole = text.format(name)
    at = whole.index(name)
    assert [one.former for one in sightings(whole, at, at + len(name), "Sơn La")] == [True]


def test_the_list_of_a_kind_is_counted_and_filtered_without_marks(registry_of):
    page = registry_of(*HUNG).entities("PER", "lo minh")
    assert [(one.label, one.documents) for one in page.items] == [("Lò Minh Hùng", 3)]


def test_a_merge_makes_two_names_one(holdings, tmp_path):
    archive = holdings().add(*HUNG, written("e", "Ông Lò Minh Hừng trao quà cho bản.", "2024-07-01"))
    archive.analysed()
    merge = '[[merge]]\nkind = "PER"\ninto = "Lò Minh Hùng"\nnames = ["Lò Minh Hừng"]\n'
    registry = archive.corrected(corrections_of(tmp_path, merge))
    assert registry.entity("PER", "Lò Minh Hùng").entity.documents == 4
    assert registry.entity("PER", "Lò Minh Hừng") is None


def test_a_split_keeps_two_of_one_name_apart(holdings, tmp_path):
    archive = holdings().add(*HUNG, written("e", "Ông Nguyễn Văn Bình ở Mai Sơn trồng xoài.", "2024-07-01"))
    archive.analysed()
    split = (
        '[[split]]\nkind = "PER"\nname = "Nguyễn Văn Bình"\ninto = "Nguyễn Văn Bình (Lào Cai)"\n'
        'sources = ["baolaocai"]\n'
    )
    registry = archive.corrected(corrections_of(tmp_path, split))
    assert [one.document for one in registry.entity("PER", "Nguyễn Văn Bình").documents] == ["e"]
    assert [one.document for one in registry.entity("PER", "Nguyễn Văn Bình (Lào Cai)").documents] == ["d"]


def test_a_rename_changes_what_people_read(holdings, tmp_path):
    archive = holdings().add(*HUNG)
    archive.analysed()
    rename = '[[rename]]\nkind = "ORG"\nname = "Tỉnh ủy Sơn La"\nlabel = "Tỉnh ủy tỉnh Sơn La"\n'
    registry = archive.corrected(corrections_of(tmp_path, rename))
    assert registry.entity("ORG", "Tỉnh ủy Sơn La").entity.label == "Tỉnh ủy tỉnh Sơn La"


def test_corrections_survive_a_new_analysis(holdings, tmp_path):
    archive = holdings().add(*HUNG, written("e", "Ông Lò Minh Hừng trao quà cho bản.", "2024-07-01"))
    archive.analysed()
    merge = '[[merge]]\nkind = "PER"\ninto = "Lò Minh Hùng"\nnames = ["Lò Minh Hừng"]\n'
    archive.corrected(corrections_of(tmp_path, merge))
    registry = archive.add(written("f", "Ông Lò Minh Hừng về hưu.", "2024-08-01")).analysed()
    assert registry.entity("PER", "Lò Minh Hùng").entity.documents == 5


def test_a_correction_taken_back_leaves_no_trace(holdings, tmp_path):
    archive = holdings().add(*HUNG, written("e", "Ông Lò Minh Hừng trao quà cho bản.", "2024-07-01"))
    archive.analysed()
    merge = '[[merge]]\nkind = "PER"\ninto = "Lò Minh Hùng"\nnames = ["Lò Minh Hừng"]\n'
    archive.corrected(corrections_of(tmp_path, merge))
    registry = archive.corrected(corrections_of(tmp_path, ""))
    assert registry.entity("PER", "Lò Minh Hùng").entity.documents == 3
    assert registry.entity("PER", "Lò Minh Hừng").entity.documents == 1


def test_the_archivist_says_which_directive_a_number_means(holdings, tmp_path):
    archive = holdings().add(written("g", "Thực hiện Nghị quyết số 02-NQ/TU, dân góp đất.", "2023-01-01"))
    archive.analysed()
    said = '[[directive]]\ndocument = "g"\nnumber = "02-NQ/TU"\nis = "02-NQ/TU~tinh-uy-lao-cai~2020-2025"\n'
    [reference] = archive.corrected(corrections_of(tmp_path, said)).references_of("g")
    assert (reference.directive, reference.rule) == ("02-NQ/TU~tinh-uy-lao-cai~2020-2025", "corrected")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[[merge]]\nkind = 'PER'\ninto = 'A'\n", "lacks names"),
        ("[[merge]]\nkind = 'X'\ninto = 'A'\nnames = []\n", "kind is one of"),
        ("[[join]]\n", "unknown: join"),
        ("[merge]\n", r"write \[\[merge\]\]"),
        ("[[rename\n", "entities.toml"),
        ("rename = [1]\n", r"write \[\[rename\]\]"),
        ("[[merge]]\nkind = 'PER'\ninto = 'A'\nnames = 3\n", "names must be a list of texts"),
        ("[[rename]]\nkind = 'PER'\nname = 1\nlabel = 'A'\n", "name must be text"),
    ],
)
def test_a_correction_that_cannot_be_read_says_what_is_wrong(tmp_path, text, wrong):
    with pytest.raises(InputUnusable, match=wrong):
        corrections_of(tmp_path, text)
