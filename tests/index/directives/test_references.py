"""References to directives in text: type word to number, short forms, laws by name."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.directives.references import find_references
from index.entities import recognise

AMENDING = (
    "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
)


def written(text: str) -> list[str]:
    return [text[r.start : r.end] for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("thực hiện Nghị quyết số 07-NQ/TU ngày 12/3/2021", ["Nghị quyết số 07-NQ/TU"]),
        ("Số: 57/NQ-HĐND", ["57/NQ-HĐND"]),
        ("Nghị định 45 năm 2007 quy định", ["Nghị định 45"]),
        ("Nghị quyết 45 năm nữa mới xong", []),
        ("theo Luật di sản văn hoá", ["Luật di sản văn hoá"]),
        ("Thông tư số /2015/TT-NHNN", ["Thông tư số /2015/TT-NHNN"]),
        ("dự thảo Quyết định số ……/QĐ-UBND ngày", ["Quyết định số ……/QĐ-UBND"]),
        ("Thuc hien Nghi quyet so 07-NQ/TU ngay", ["Nghi quyet so 07-NQ/TU"]),
        ("Nghị quyết 07 đặt mục tiêu, nghị quyết 10 chiếc", ["Nghị quyết 07"]),
        ("góp ý dự án Luật Đơn vị hành chính - kinh tế diễn ra", ["Luật Đơn vị hành chính - kinh tế"]),
        ("công văn số 127/UBND - NCTC đề nghị", ["công văn số 127/UBND - NCTC"]),
        ("Số 15/UBND - TỈNH GIA LAI", ["15/UBND"]),
        ("Căn cứ Luật Tổ chức HĐND và UBND năm 2003;", ["Luật Tổ chức HĐND và UBND năm 2003"]),
        (
            "tại BCTĐ số 99/BCTĐ-STP và Báo cáo thẩm định số 66/BCTĐ-STP",
            ["BCTĐ số 99/BCTĐ-STP", "Báo cáo thẩm định số 66/BCTĐ-STP"],
        ),
        (
            "xét báo cáo của Ủy ban nhân dân tỉnh số 218/BC-UBND",
            ["báo cáo của Ủy ban nhân dân tỉnh số 218/BC-UBND"],
        ),
        ("theo Luật Đất đai năm 2013 và Luật Khiếu nại.", ["Luật Đất đai năm 2013", "Luật Khiếu nại"]),
        (
            "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;",
            ["Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15"],
        ),
        (
            AMENDING,
            [AMENDING],
        ),
        ("quán triệt Nghị quyết 18 và chỉ thị số 05", ["Nghị quyết 18", "chỉ thị số 05"]),
        ("buổi họp về Nghị quyết 16 diễn ra chiều qua", ["Nghị quyết 16"]),
        ("đã có nghị quyết 01 ngày 16-3-2018 về mức thu", ["nghị quyết 01"]),
        ("nghị quyết 10 ngày trước", []),
        ("Quy định 41 của Bộ Chính trị, kế hoạch 12 của UBND xã", ["Quy định 41", "kế hoạch 12"]),
        ("kế hoạch 12 tháng của nhà trường", []),
        ("Mẫu quyết định số 07: kê biên", []),
        (
            "thực hiện Nghị quyết Đại hội Đảng bộ huyện Mai Sơn nhiệm kỳ 2020-2025",
            ["Nghị quyết Đại hội Đảng bộ huyện Mai Sơn nhiệm kỳ 2020-2025"],
        ),
        ("luật sư Nam nói luật này, kế hoạch 5 năm, báo cáo 20 trang", []),
    ],
)
def test_a_reference_reaches_from_its_type_word_to_its_number(text: str, references: list[str]) -> None:
    assert written(text) == references


def test_a_law_by_name_and_by_number_is_one() -> None:
    by_name, by_number = find_references("Luật Đất đai 2013 (Luật số 45/2013/QH13)")
    assert by_name.key == by_number.key == "45/2013/QH13"


def test_a_short_reference_is_the_one_full_number_given_before() -> None:
    text = "Nghị quyết số 02-NQ/TU ngày 21/1/2021. Sau 1 năm thực hiện Nghị quyết 02, kết quả tốt."
    assert [r.key for r in find_references(text)] == ["02-NQ/TU", "02-NQ/TU"]


def test_a_short_reference_with_two_candidates_is_left_open() -> None:
    text = "Nghị quyết số 02-NQ/TU và Nghị quyết số 02/NQ-HĐND. Theo Nghị quyết 02, các xã phải báo cáo."
    assert find_references(text)[-1].key == "nghị quyết 02"


def test_date_and_issuer_after_a_number_are_its_own() -> None:
    text = (
        "Quyết định số 16/2026/QĐ-TTg ngày 15/4/2026 của Thủ tướng Chính phủ; Kế hoạch 42-KH/TU của Tỉnh ủy"
    )
    first, second = (m for m in recognise(text) if m.type is MentionType.DIRECTIVE)
    assert (first.attributes["issued"], first.attributes["issuer"]) == ("2026-04-15", "Thủ tướng Chính phủ")
    assert (second.attributes["issued"], second.attributes["issuer"]) == (None, "Tỉnh ủy")


@pytest.mark.parametrize(
    "number",
    [
        "19/2025/QĐ-TTg",
        "12/2021/NQ-HĐND",
        "01/2024/TT-BTC",
        "30/2020/NĐ-CP",
        "07-NQ/TU",
        "09/12/2022/QĐ-UBND",
    ],
)
def test_digits_inside_a_number_are_no_date(number: str) -> None:
    text = f"Văn bản số {number} ngày 30/6/2025 quy định"
    dates = [m for m in recognise(text) if m.type is MentionType.DATE]
    assert [date.key for date in dates if date.start > len("Văn bản số ")] == ["2025-06-30"]


def test_a_law_is_the_same_with_its_bodies_abbreviated() -> None:
    short, full = find_references(
        "Luật Tổ chức HĐND và UBND năm 2003; Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân năm 2003"
    )
    assert short.key == full.key == "11/2003/QH11"


def test_a_number_left_blank_names_no_directive() -> None:
    (mention,) = recognise("Thông tư số /2015/TT-NHNN")
    assert not mention.attributes["founded"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Thư công số 12/UBND-VP", "Thư công 12/UBND-VP"),
        ("Quy hoạch số 12-QH/TU ngày 3/5/2021 của Tỉnh ủy", "Quy hoạch 12-QH/TU"),
        ("Lời kêu gọi số 01-LKG/MTTW", "Lời kêu gọi 01-LKG/MTTW"),
        ("Tuyên bố số 05-TB/TW", "Tuyên bố 05-TB/TW"),
        ("Giấy chứng nhận số 12/GCN-UBND", "Giấy chứng nhận 12/GCN-UBND"),
        ("Án lệ số 01/2016/AL", "Án lệ 01/2016/AL"),
    ],
)
def test_the_rarer_types_lead_to_their_numbers(text, label):
    assert [one.label for one in find_references(text)] == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quyết định phê duyệt quy hoạch số 1676/QĐ-TTg", "Quyết định 1676/QĐ-TTg"),
        ("Quyết định phê duyệt dự án số 12/QĐ-UBND", "Quyết định 12/QĐ-UBND"),
        ("hồ sơ quy hoạch số 12/QĐ-UBND", "12/QĐ-UBND"),
        ("Quyết định kỷ luật số 123-QĐ/UBKTTU", "Quyết định 123-QĐ/UBKTTU"),
        ("Quy định số 112-QĐ/TW", "Quy định 112-QĐ/TW"),
    ],
)
def test_of_several_type_words_the_one_the_number_abbreviates_leads_to_it(text, label):
    assert [one.label for one in find_references(text)] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "theo quy hoạch 1/500",
        "Quy hoạch tỉnh thời kỳ 2021-2030",
        "Tuyên bố chung",
        "thi hành kỷ luật Đảng viên",
    ],
)
def test_everyday_words_that_name_types_make_no_directive_without_a_number(text):
    assert find_references(text) == []


def test_a_code_by_its_letters_is_the_code() -> None:
    short, spelt = find_references("theo Điều 174 BLHS 2015, tức Điều 174 Bộ luật Hình sự 2015")
    assert short.key == spelt.key
    assert written("Điều 5 BLTTDS và Điều 7 BLDS 2005") == ["BLTTDS", "BLDS 2005"]


@pytest.mark.parametrize(
    "reference",
    [
        "Công điện khẩn 08/CĐ-BNN",
        "Công văn hỏa tốc 112/UBND-KT",
        "QUYẾT ĐỊNH GIÁM ĐỐC THẨM 56/2014/KDTM-GĐT",
        "Kháng nghị số 12/KN-VKS",
    ],
)
def test_what_stands_between_type_and_number_belongs_to_the_reference(reference):
    assert written(f"Theo {reference} vừa ban hành") == [reference]


@pytest.mark.parametrize("reference", ["bản án phúc thẩm số 98", "bản án số 15", "phiếu chuyển số 0846"])
def test_judgments_and_slips_are_cited_by_a_number_alone(reference):
    assert written(f"căn cứ {reference} của tòa án tỉnh") == [reference]


def test_a_count_of_judgments_is_no_number_of_one():
    assert find_references("năm qua có 12 bản án sơ thẩm, bản án 5 năm tù") == []


def test_the_resolution_of_a_congress_ends_before_small_words():
    text = "thực hiện Nghị quyết Đại hội Đảng bộ huyện Mường Lay đã đề ra"
    assert written(text) == ["Nghị quyết Đại hội Đảng bộ huyện Mường Lay"]
    assert find_references("thực hiện Nghị quyết Đại hội và đạt được nhiều kết quả") == []


def test_an_amending_law_is_one_reference_with_the_law_it_amends():
    amending = "Luật Sửa đổi, bổ sung một số điều Luật Phòng cháy và chữa cháy năm 2013"
    assert written(f"góp ý dự thảo {amending}.") == [amending]


@pytest.mark.parametrize(
    "reference",
    [
        "Kháng nghị số 2110/QĐKNPT-P12",
        "Quyết định số 15/QĐ-VKSTC-V5",
        "Bản án kinh doanh, thương mại phúc thẩm số 12/2014/KDTM-PT",
        "Luật tổ chức Hội đồng nhân dân và Uỷ ban nhân dân năm 2003",
        "Luật Tổ chức TAND năm 2014",
    ],
)
def test_divisions_kinds_of_cases_and_bodies_in_short_belong_to_the_reference(reference):
    assert written(f"Căn cứ {reference};") == [reference]
