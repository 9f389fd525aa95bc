"""Numbers written without their code: completed where only one form is left, else open."""

from __future__ import annotations

import pytest

from tests.index.registry.conftest import written

SHORT = "Quyết định 2235/2017"
KEY = "quyết định 2235 2017"
ADMINISTRATIVE = written(
    "qd", "Quyết định số 2235/QĐ-UBND ngày 5/9/2017 của UBND tỉnh Sơn La về cây ăn quả.", "2017-09-10"
)
OF_ANOTHER_YEAR = written(
    "qd18", "Quyết định số 2235/QĐ-UBND ngày 7/9/2018 của UBND tỉnh Sơn La về giao đất.", "2018-09-10"
)
OF_LAO_CAI = written(
    "lc",
    "Quyết định số 2235/QĐ-UBND ngày 6/9/2017 của UBND tỉnh Lào Cai về quy hoạch chợ.",
    "2017-09-10",
    "baolaocai",
)
FOUND = "2235/QĐ-UBND~ubnd-tinh-son-la~2017"


def only(registry, document="b"):
    found = registry.references_of(document)
    assert len(found) == 1
    return found[0]


def test_a_number_with_a_year_and_no_code_keeps_its_evidence_and_names_no_directive(registry_of):
    cites = written("b", f"{SHORT} của UBND tỉnh Sơn La giao đất cho dân.", "2020-01-01")
    found = only(registry_of(cites, ADMINISTRATIVE))
    assert (found.number, found.directive) == (KEY, None)
    assert (found.issuers, found.issuer_basis) == (("UBND tỉnh Sơn La",), "stated")
    assert (found.period, found.period_basis) == ("2017", "stated")


@pytest.mark.parametrize("asked", [SHORT, "quyết định số 2235/2017", KEY])
def test_its_page_lists_the_directives_of_that_type_number_and_year(registry_of, asked):
    cites = written("b", f"{SHORT} của UBND tỉnh Sơn La giao đất cho dân.", "2020-01-01")
    listed = registry_of(cites, ADMINISTRATIVE, OF_ANOTHER_YEAR, OF_LAO_CAI).candidates(asked)
    assert {one.key for one in listed if not one.open} == {FOUND, "2235/QĐ-UBND~ubnd-tinh-lao-cai~2017"}


def test_documents_that_write_it_are_listed_as_undecided(registry_of):
    cites = written("b", f"{SHORT} của UBND tỉnh Sơn La giao đất cho dân.", "2020-01-01")
    assert [one.document for one in registry_of(cites, ADMINISTRATIVE).undecided(SHORT)] == ["b"]


def test_it_is_the_directive_of_that_year_its_text_gave_in_full(registry_of):
    text = f"Quyết định số 2235/QĐ-UBND ngày 5/9/2017 của UBND tỉnh Sơn La. {SHORT} hết hạn năm sau."
    found = registry_of(written("b", text, "2020-01-01")).references_of("b")
    assert [one.directive for one in found] == [FOUND, FOUND]


def test_it_is_not_the_directive_of_another_year_its_text_gave_in_full(registry_of):
    text = f"Quyết định số 2235/QĐ-UBND ngày 7/9/2018 của UBND tỉnh Sơn La. {SHORT} hết hạn năm sau."
    found = registry_of(written("b", text, "2020-01-01")).references_of("b")
    assert [one.directive for one in found] == ["2235/QĐ-UBND~ubnd-tinh-son-la~2018", None]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Nghị định 117/2020 quy định mức phạt", "117/2020/NĐ-CP"),
        ("Nghị định số 8/2019 của Chính phủ", "08/2019/NĐ-CP"),
        ("Thông tư 08/2021 của Bộ Tài chính", "08/2021/TT-BTC"),
        ("Thông tư số 12/2022 của Bộ trưởng Bộ Nội vụ", "12/2022/TT-BNV"),
        ("Chỉ thị 05/2016 của Bộ Chính trị", "05-CT/TW"),
        ("Nghị định 45 năm 2007 về bảo hiểm", "45/2007/NĐ-CP"),
        ("nghị định số 68 ngày 12/6/2014 của Chính phủ", "68/2014/NĐ-CP"),
        ("Quy định 41 của Bộ Chính trị", "41-QĐ/TW"),
        ("kế hoạch 11 của Bộ Chính trị", "11-KH/TW"),
        ("nghị quyết 29 của trung ương về giáo dục", "29-NQ/TW"),
        ("Nghị quyết 18 của Trung ương", "18-NQ/TW"),
    ],
)
def test_type_issuer_and_year_that_leave_one_number_complete_it(registry_of, said, number):
    assert only(registry_of(written("b", f"Theo {said}.", "2023-01-01"))).number == number


def test_who_is_said_before_it_to_issue_it_completes_it(registry_of):
    said = "Hôm qua Bộ Chính trị đã ban hành kết luận số 36 về đất đai."
    assert only(registry_of(written("b", said, "2023-01-01"))).number == "36-KL/TW"


@pytest.mark.parametrize(
    ("said", "issuer"),
    [
        ("Theo nghị quyết 54 của Quốc hội.", "Quốc hội"),
        ("Theo chỉ thị 17 của Thủ tướng, các xã kiểm tra.", "Thủ tướng Chính phủ"),
        ("Theo quyết định 465 của Sở Y tế tỉnh Sơn La.", "Sở Y tế tỉnh Sơn La"),
        ("UBND tỉnh Sơn La đã ban hành công văn số 1664 về đất cát.", "UBND tỉnh Sơn La"),
    ],
)
def test_a_short_number_keeps_who_issued_it(registry_of, said, issuer):
    assert only(registry_of(written("b", said, "2023-01-01"))).issuers == (issuer,)


@pytest.mark.parametrize(
    "said",
    [
        "Thông tư 08/2021 về kế toán",
        "Quyết định 19/2020 của Thủ tướng Chính phủ",
        "Nghị quyết 35/2021 của HĐND tỉnh Sơn La",
        "Nghị định 36/1994 của Chính phủ",
    ],
)
def test_where_several_numbers_are_left_it_stays_short(registry_of, said):
    found = only(registry_of(written("b", f"Theo {said}.", "2023-01-01")))
    assert (found.directive, "/" in found.number) == (None, False)


def test_a_short_number_without_a_year_lists_what_it_may_mean_though_texts_leave_it_open(registry_of):
    party = written("p", "Nghị quyết số 18-NQ/TU ngày 5/9/2021 của Tỉnh ủy Sơn La về du lịch.", "2021-10-01")
    cites = written("b", "Các xã triển khai Nghị quyết 18, nhiều hộ có vườn.", "2022-01-01")
    listed = registry_of(party, cites).candidates("Nghị quyết 18")
    assert "18-NQ/TU~tinh-uy-son-la~2020-2025" in {one.key for one in listed}
