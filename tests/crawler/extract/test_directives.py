"""Official documents: their head, their foot, and the labelled facts of their pages."""

from __future__ import annotations

import pytest

from crawler.extract import PageKind
from crawler.extract.header import read_header
from crawler.extract.officialese import body_name, doc_type_of, type_of_number
from tests.crawler.extract.pages import PARAGRAPHS, bare, read

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
CLAUSES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý rừng đầu nguồn.",
    "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 5 năm 2026.",
    "Nơi nhận:",
    "- Như Điều 2;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Hoàng Quốc Khánh",
)


def test_the_head_and_foot_of_a_decision_are_read() -> None:
    header = read_header(
        [
            "ỦY BAN NHÂN DÂN",
            "TỈNH SƠN LA",
            "Số: 18/2026/QĐ-UBND",
            *MOTTO,
            "Sơn La, ngày 07 tháng 5 năm 2026",
            "QUYẾT ĐỊNH",
            "Ban hành Quy chế quản lý rừng đầu nguồn",
            *CLAUSES,
        ]
    )
    assert (header.issuer, header.number, header.doc_type) == (
        "UBND tỉnh Sơn La",
        "18/2026/QĐ-UBND",
        "Quyết định",
    )
    assert (header.place, str(header.issued)) == ("Sơn La", "2026-05-07")
    assert header.title == "Ban hành Quy chế quản lý rừng đầu nguồn"
    assert (header.signer, header.signer_title) == ("Hoàng Quốc Khánh", "Phó chủ tịch")
    assert header.recipients == ("Như Điều 2", "Lưu: VT")


def test_two_columns_on_one_line_are_told_apart() -> None:
    header = read_header(
        [
            f"ỦY BAN NHÂN DÂN {MOTTO[0]}",
            f"HUYỆN MAI SƠN {MOTTO[1]}",
            "Số: 04/2021/QĐ-UBND Mai Sơn, ngày 17 tháng 12 năm 2021",
            "QUYẾT ĐỊNH",
            "Quy định mức thu phí chợ",
            *CLAUSES,
        ]
    )
    assert (header.issuer, header.number) == ("UBND huyện Mai Sơn", "04/2021/QĐ-UBND")
    assert (header.place, str(header.issued)) == ("Mai Sơn", "2021-12-17")


def test_a_date_over_several_cells_is_one_date() -> None:
    header = read_header(
        ["QUỐC HỘI", "Số: Không số", *MOTTO, "Hà Nội, ngày", "28 tháng 11", "năm 2013", "LUẬT", "ĐƯỜNG BIÊN"]
    )
    assert (header.place, str(header.issued), header.number) == ("Hà Nội", "2013-11-28", "")


def test_the_partys_documents_have_their_own_head() -> None:
    header = read_header(
        [
            "TỈNH ỦY SƠN LA",
            "*",
            "Số 41-KL/TU",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Sơn La, ngày 15 tháng 8 năm 2023",
            "KẾT LUẬN",
            "CỦA BAN THƯỜNG VỤ TỈNH ỦY",
            "về phát triển cây ăn quả trên đất dốc",
            "-----",
            *PARAGRAPHS,
        ]
    )
    assert (header.number, header.issuer, header.doc_type) == ("41-KL/TU", "Tỉnh ủy Sơn La", "Kết luận")
    assert header.title == "Kết luận của Ban Thường vụ Tỉnh ủy về phát triển cây ăn quả trên đất dốc"


def test_an_appendix_is_not_taken_for_the_document_it_belongs_to() -> None:
    header = read_header(
        [
            "Phụ lục II",
            "MẪU BIÊN BẢN KIỂM TRA RỪNG",
            "(Kèm theo Quyết định số 18/2026/QĐ-UBND",
            "ngày 07 tháng 5 năm 2026 của UBND tỉnh Sơn La)",
            "1. Thành phần tham gia kiểm tra.",
        ]
    )
    assert (header.doc_type, header.number, header.issued) == ("Phụ lục", "", None)
    assert header.attached_to == "18/2026/QĐ-UBND"


@pytest.mark.parametrize("day", [")Ù", "…", "", "3o", "45"])
def test_a_day_that_cannot_be_read_is_none_whatever_days_the_text_names(day: str) -> None:
    header = read_header(
        [
            "UBND HUYỆN AN PHÚ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "PHÒNG KINH TẾ Độc lập - Tự do - Hạnh phúc",
            f"Số: (I /PKT-TH An Phú, ngày {day} tháng 5 năm 2022",
            "V/v lấy ý kiến góp ý dự thảo",
            "Kính gửi: Ủy ban nhân dân các xã;",
            "Thực hiện Công văn số 456/UBND-VX ngày 10 tháng 5 năm 2022 của Ủy ban nhân dân huyện,",
            "An Phú, ngày hội lớn, đề nghị góp ý trước ngày 12 tháng 6 năm 2022.",
        ]
    )
    assert (header.issued, header.number) == (None, "")


def test_blanks_inside_a_number_are_dropped() -> None:
    header = read_header(["SỞ XÂY DỰNG", "Số: 254 /TB- SXD", *MOTTO, "THÔNG BÁO", "Về lịch trực", *CLAUSES])
    assert header.number == "254/TB-SXD"


def test_a_letter_has_its_subject_under_the_number() -> None:
    header = read_header(
        [
            "SỞ NỘI VỤ",
            "Số: 77/SNV-TCBC",
            "V/v lấy ý kiến góp ý dự thảo",
            "Nghị quyết về biên chế",
            *MOTTO,
            "Sơn La, ngày 05 tháng 3 năm 2024",
            "Kính gửi: Các sở, ban, ngành.",
        ]
    )
    assert header.doc_type == "Công văn"
    assert header.about == "V/v lấy ý kiến góp ý dự thảo Nghị quyết về biên chế"


def test_the_facts_of_a_page_make_a_directive_without_its_text() -> None:
    facts = {
        "Số ký hiệu": "27/KH-UBND",
        "Ngày ban hành": "19/02/2025",
        "Ngày có hiệu lực": "01/03/2025",
        "Cơ quan ban hành": "UBND tỉnh Sơn La",
        "Người ký": "Đặng Thị Kim Oanh",
        "Trích yếu": "Kế hoạch triển khai hòa giải ở cơ sở",
    }
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in facts.items())
    found = read(bare("Chi tiết văn bản", f"<table>{rows}</table>"))
    assert found.kind is PageKind.DIRECTIVE
    assert found.document is not None
    form = found.document.form
    assert (form["number"], form["issued"], form["effective"]) == ("27/KH-UBND", "2025-02-19", "2025-03-01")
    assert (form["issuer"], form["signer"]) == ("UBND tỉnh Sơn La", "Đặng Thị Kim Oanh")
    assert found.document.title == "Kế hoạch triển khai hòa giải ở cơ sở"


def test_a_heading_that_names_the_page_is_not_the_documents_title() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (
            ("Số ký hiệu", "31/CT-UBND"),
            ("Ngày ban hành", "07/05/2026"),
            ("Cơ quan ban hành", "UBND tỉnh Sơn La"),
            ("Trích yếu", "Chỉ thị về phòng cháy rừng mùa khô"),
        )
    )
    title = "Chi tiết văn bản chỉ đạo điều hành"
    document = read(bare(title, f"<h1>{title}</h1><table>{rows}</table>")).document
    assert document is not None
    assert document.title == "Chỉ thị về phòng cháy rừng mùa khô"


def test_the_day_of_issue_wins_over_the_days_of_the_page() -> None:
    html = bare(
        "Quyết định về quản lý rừng",
        "<h1>Quyết định 18/2026/QĐ-UBND về quản lý rừng đầu nguồn</h1>"
        "<div>Ngày cập nhật: Thứ Bảy, 09/05/2026 20:02 (GMT+7)</div>"
        "<table><tr><td>Số hiệu:</td><td>18/2026/QĐ-UBND</td></tr>"
        "<tr><td>Ngày ban hành:</td><td>07/05/2026</td></tr>"
        "<tr><td>Loại văn bản:</td><td>Quyết định</td></tr><tr><td>Người ký:</td><td>Đã biết</td></tr>"
        "<tr><td>Cơ quan ban hành:</td><td>UBND tỉnh Sơn La</td></tr></table>",
        head="<meta property='article:published_time' content='2026-05-09T20:02:00+07:00'>",
    )
    document = read(html).document
    assert document is not None
    assert document.published is not None
    assert (str(document.published.day), document.published.basis) == ("2026-05-07", "label")
    assert "signer" not in document.form


def test_a_menu_under_a_label_is_not_its_value() -> None:
    types = "".join(f"<li><a>{kind}</a></li>" for kind in ("Hiến pháp", "Luật", "Nghị định"))
    menu = f"<div><b>Loại văn bản</b><ul>{types}</ul></div>"
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (
            ("Số ký hiệu", "18/QĐ-UBND"),
            ("Ngày ban hành", "07/05/2026"),
            ("Loại văn bản", "Quyết định"),
            ("Cơ quan ban hành", "UBND xã Mường Lạn"),
        )
    )
    document = read(bare("Văn bản", f"{menu}<table>{rows}</table>")).document
    assert document is not None
    assert document.form["doc_type"] == "Quyết định"


def test_news_that_names_a_document_stays_an_article() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = bare(
        "Ban hành quy chế quản lý rừng",
        f"<h1>Ban hành quy chế quản lý rừng</h1><div>{text}<p>Số: 18/QĐ-UBND</p></div>",
    )
    assert read(html).kind is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA", "UBND tỉnh Sơn La"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("PHÒNG KINH TẾ - HẠ TẦNG HUYỆN MAI SƠN", "Phòng Kinh tế - Hạ tầng huyện Mai Sơn"),
        ("BAN CHỈ HUY PCTT VÀ TKCN TỈNH SƠN LA", "Ban Chỉ huy PCTT và TKCN tỉnh Sơn La"),
        ("Sở Tài chính", "Sở Tài chính"),
    ],
)
def test_a_body_in_capitals_is_written_as_in_a_sentence(written: str, name: str) -> None:
    assert body_name(written) == name


def test_the_letters_of_a_number_tell_the_type() -> None:
    assert type_of_number("02-NQ/TU") == "Nghị quyết"
    assert type_of_number("47/2020/NĐ-CP") == "Nghị định"


def test_a_sentence_that_begins_like_a_type_is_no_heading() -> None:
    assert doc_type_of("Quyết định này có hiệu lực thi hành kể từ ngày ký.") is None
    assert doc_type_of("QUYẾT ĐỊNH") == ("Quyết định", "")


def test_a_letter_has_no_type_whatever_its_text_says_below() -> None:
    header = read_header(
        (
            "UBND TỈNH SƠN LA",
            "SỞ CÔNG THƯƠNG",
            "Số: 88/SCT-QLNL",
            "V/v bảo đảm điện mùa khô",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Sơn La, ngày 08 tháng 5 năm 2024",
            "Kính gửi: Công ty Điện lực",
            "QUYẾT ĐỊNH",
        )
    )
    assert (header.doc_type, header.about) == ("Công văn", "V/v bảo đảm điện mùa khô")


def test_a_draft_without_number_and_day_is_a_directive_all_the_same() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    head = (
        "<p><b>UBND TỈNH SƠN LA</b></p><p>Số:      /2024/QĐ-UBND</p>"
        "<p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p>"
        "<p><i>Sơn La, ngày      tháng 5 năm 2024</i></p><p><b>QUYẾT ĐỊNH</b></p>"
        "<p><b>Ban hành Quy chế quản lý rừng đầu nguồn</b></p>"
    )
    found = read(bare("Dự thảo", f"<div class='c'>{head}{text}</div>"))
    assert found.kind is PageKind.DIRECTIVE
    assert found.document is not None
    assert "number" not in found.document.form
    assert found.document.published is None


def test_the_first_sentence_of_a_text_is_no_part_of_its_subject() -> None:
    header = read_header(
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "THÔNG BÁO", "Kết luận về công tác cán bộ", PARAGRAPHS[0])
    )
    assert header.about == "Kết luận về công tác cán bộ"
