"""What a directive in the archive is: by its form, its number, and where both are silent by its text."""

from __future__ import annotations

import pytest

from tests.index.registry.conftest import written

LAW = (
    "Điều 1. Luật này quy định về hợp tác bản làng.\n\nĐiều 2. Luật này có hiệu lực từ ngày 01/7/2020.\n\n"
    "Luật này đã được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XIV, kỳ họp thứ 8 "
    "thông qua ngày 27 tháng 11 năm 2019."
)


def held(registry_of, form, text="Điều 1.", title="Văn bản", **more):
    registry = registry_of(written("d", text, "2021-01-05", title=title, form=form), *more.values())
    [own] = [one for one in registry.references_of("d") if one.own]
    return registry.directive(own.directive)


@pytest.mark.parametrize(
    ("number", "type", "issuer"),
    [
        ("19/2025/QĐ-TTg", "quyết định", "Thủ tướng Chính phủ"),
        ("30/2020/NĐ-CP", "nghị định", "Chính phủ"),
        ("01/2011/TT-BNV", "thông tư", "Bộ Nội vụ"),
        ("36-HD/VPTW", "hướng dẫn", "Văn phòng Trung ương Đảng"),
        ("22-KL/TW", "kết luận", "Trung ương Đảng"),
    ],
)
def test_a_national_number_says_type_and_issuer(registry_of, number, type, issuer):
    one = held(registry_of, {"number": number, "issued": "2020-03-05"}).directive
    assert (one.type, one.issuer, one.held) == (type, issuer, 1)


def test_an_act_of_the_assembly_says_what_it_is_and_when_it_was_passed(registry_of):
    one = held(registry_of, {"number": "99/2019/QH14"}, LAW, title="99/2019/QH14").directive
    assert (one.type, one.issuer, one.issued) == ("luật", "Quốc hội", "2019-11-27")


def test_a_resolution_of_the_assembly_is_no_law(registry_of):
    text = LAW.replace("Luật này", "Nghị quyết này")
    assert held(registry_of, {"number": "98/2019/QH14"}, text).directive.type == "nghị quyết"


def test_a_number_for_a_title_leaves_the_subject_to_those_who_cite_it(registry_of):
    cites = written("a", "Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025 về bảng danh mục xã mới.", "2025-07-01")
    one = held(registry_of, {"number": "19/2025/QĐ-TTg"}, title="19/2025/QĐ-TTg", cites=cites).directive
    assert (one.title, one.issued) == ("bảng danh mục xã mới", "2025-06-30")


def test_the_form_is_shown_whole(registry_of):
    form = {
        "number": "31/QĐ-UBND",
        "issuer": "UBND tỉnh Sơn La",
        "issued": "2021-01-04",
        "place": "Sơn La",
        "effective": "2021-01-15",
        "signer": "Lò Văn Ín",
        "recipients": ["Các sở, ban, ngành", "Lưu: VT"],
    }
    entry = held(registry_of, form)
    assert entry.held[0].form == form
    assert entry.directive.key == "31/QĐ-UBND~ubnd-tinh-son-la~2021"


def test_a_day_of_passing_that_no_calendar_has_is_none(registry_of):
    text = LAW.replace("27 tháng 11", "37 tháng 11")
    assert held(registry_of, {"number": "99/2019/QH14"}, text).directive.issued is None
