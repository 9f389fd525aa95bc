"""An unqualified committee is the one of the unit that the text names nearest."""

from __future__ import annotations

import pytest

from index.analysis import analyse
from index.registry.reading import read_references
from tests.index.registry.conftest import written


def issuers(text, province):
    """(label, basis) of the first reference's issuers."""
    document = written("bai", text, "2024-03-18")
    read = read_references(document, analyse(document, 1, province), province).references[0]
    return [one.label for one in read.issuers], read.issuer_basis


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Huyện Chư Păh kiểm tra Nghị quyết số 03-NQ/HU ngày 20/4/2021; rút kinh nghiệm từ Nghệ An với "
            "Nghị quyết số 03-NQ/HU ngày 12/4/2021 của Huyện ủy Quỳnh Lưu.",
            "Huyện ủy Chư Păh, Gia Lai",
        ),
        (
            "UBND huyện Ia Grai báo cáo kết quả Nghị quyết số 03-NQ/HU ngày 20/4/2021.",
            "Huyện ủy Ia Grai, Gia Lai",
        ),
        (
            "Ở thị xã An Khê, Thị ủy quán triệt Nghị quyết số 05-NQ/ThiU ngày 3/6/2021.",
            "Thị ủy An Khê, Gia Lai",
        ),
        (
            "Xã Ia Phí thực hiện Nghị quyết số 07-NQ/ĐU ngày 2/8/2021 về trồng rừng.",
            "Đảng ủy xã Ia Phí, Gia Lai",
        ),
        (
            "Đảng ủy Quân sự tỉnh triển khai Nghị quyết số 07-NQ/ĐU ngày 2/8/2021 tại xã Ia Phí.",
            "Đảng ủy Quân sự tỉnh Gia Lai",
        ),
    ],
)
def test_the_unit_last_named_before_the_reference_settles_its_committee(text, label):
    assert issuers(text, "Gia Lai") == ([label], "beside")


@pytest.mark.parametrize(
    ("text", "labels", "basis"),
    [
        (
            "Huyện ủy Chư Păh họp. Triển khai Kế hoạch số 87/KH-UBND ngày 4/3/2022 của UBND huyện.",
            ["UBND huyện Chư Păh, Gia Lai"],
            "text",
        ),
        (
            "Huyện Chư Păh và huyện Ia Grai ký kết. Triển khai Kế hoạch số 87/KH-UBND của UBND huyện.",
            ["UBND huyện Chư Păh, Gia Lai", "UBND huyện Ia Grai, Gia Lai"],
            "text",
        ),
        ("Triển khai Kế hoạch số 87/KH-UBND ngày 4/3/2022 của UBND huyện.", [], ""),
    ],
)
def test_a_body_of_a_district_left_unnamed_is_never_given_to_the_province(text, labels, basis):
    assert issuers(text, "Gia Lai") == (labels, basis)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 06-NQ/TU ngày 7/9/2021 của Hà Tĩnh bàn về cải cách hành chính.",
        "Hà Tĩnh có Nghị quyết số 06-NQ/TU ngày 7/9/2021 của Tỉnh ủy về cải cách hành chính.",
        "Hà Tĩnh đã ban hành Nghị quyết số 06-NQ/TU ngày 7/9/2021.",
    ],
)
def test_a_province_that_is_said_to_have_it_goes_before_that_of_the_source(text):
    assert issuers(text, "Gia Lai") == (["Tỉnh ủy Hà Tĩnh"], "stated")


def test_a_province_named_with_a_district_of_many_provinces_settles_which():
    text = "Nghị quyết số 05-NQ/HU ngày 14/4/2021 của Huyện ủy Châu Thành, tỉnh Đồng Tháp."
    assert issuers(text, "") == (["Huyện ủy Châu Thành, Đồng Tháp"], "stated")


def test_the_day_on_which_a_body_issues_a_directive_tells_its_year():
    text = "Ngày 7/4/2023, Chủ tịch UBND tỉnh ký ban hành Quyết định số 762/QĐ-UBND về chống hạn."
    document = written("bai", text, "2024-03-18", title="Chống hạn")
    read = read_references(document, analyse(document, 1, "Gia Lai"), "Gia Lai").references[0]
    assert (read.period, read.issued) == ("2023", None)


def test_a_bare_reference_means_what_the_text_has_said_of_its_number_so_far(registry_of):
    registry = registry_of(
        written(
            "bai",
            "Tỉnh ủy ban hành Nghị quyết số 06-NQ/TU ngày 18/8/2021 của Tỉnh ủy. Theo Nghị quyết 06-NQ/TU, "
            "tỉnh trồng rừng. Nghị quyết này thay Nghị quyết số 06-NQ/TU ngày 11/4/2017 của Tỉnh ủy. "
            "Nghị quyết 06-NQ/TU nào còn hiệu lực thì xem ngày ký.",
        )
    )
    assert [one.directive for one in registry.references_of("bai")] == [
        "06-NQ/TU~tinh-uy-son-la~2020-2025",
        "06-NQ/TU~tinh-uy-son-la~2020-2025",
        "06-NQ/TU~tinh-uy-son-la~2015-2020",
        None,
    ]


@pytest.mark.parametrize(
    "opening", ["Huyện nào cũng có", "Các huyện đều đã ban hành", "Mỗi huyện có một", "Nhiều huyện ra"]
)
def test_one_that_every_unit_has_is_of_none(opening):
    text = (
        f"{opening} Nghị quyết số 05-NQ/HU. Nghị quyết số 05-NQ/HU ngày 14/4/2021 của Huyện ủy Mai Sơn hay."
    )
    assert issuers(text, "Sơn La") == ([], "")


def test_one_of_a_named_unit_is_its_own_though_other_units_have_theirs():
    text = "Huyện Mai Sơn có Nghị quyết số 05-NQ/HU ngày 14/4/2021, các huyện khác chưa có."
    assert issuers(text, "Sơn La")[0] == ["Huyện ủy Mai Sơn, Sơn La"]
