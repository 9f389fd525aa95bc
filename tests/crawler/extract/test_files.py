"""Documents that are files: Word, PDF, scans."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from archive.model import Document
from crawler.extract import PageKind, extract, ocr
from crawler.extract.header import read_header
from crawler.extract.repairs import as_in_text, mended, paragraphs
from tests.crawler.extract.pages import NOON, PARAGRAPHS
from tests.crawler.extract.papers import doc, pdf

HEAD = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH SƠN LA",
    "Số: 18/2026/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Sơn La, ngày 07 tháng 5 năm 2026",
    "QUYẾT ĐỊNH",
    "Ban hành Quy chế quản lý rừng đầu nguồn",
    "Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý rừng đầu nguồn.",
)
ADDRESS = "https://sonla.example.gov.vn/vb/QD%2018.pdf"


def document_in(content: bytes) -> Document:
    found = extract(content, url=ADDRESS, captured_at=NOON)
    assert found.document is not None, found.reason
    return found.document


def facts(document: Document) -> tuple[object, ...]:
    assert document.published is not None
    form = document.form
    return form["number"], str(document.published.day), form["doc_type"], form["issuer"], document.title


EXPECTED = (
    "18/2026/QĐ-UBND",
    "2026-05-07",
    "Quyết định",
    "UBND tỉnh Sơn La",
    "Ban hành Quy chế quản lý rừng đầu nguồn",
)


def word(*, head_in_table: bool = True) -> bytes:
    paper = docx.Document()
    if head_in_table:
        cells = paper.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text, cells[1].text = "\n".join(HEAD[:3]), "\n".join(HEAD[3:6])
    for line in HEAD[6:]:
        paper.add_paragraph(line)
    for line in ("Bảo vệ rừng.", "Trồng rừng."):
        paper.add_paragraph(line, style="List Number")
    table = paper.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("Xã", "Diện tích"), ("Mường Lạn", "1.200 ha")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_a_word_files_number_and_day_are_read_from_the_table_at_its_head() -> None:
    assert facts(document_in(word())) == EXPECTED


def test_a_word_files_automatic_numbers_and_table_rows_are_kept() -> None:
    body = document_in(word()).body
    assert "1. Bảo vệ rừng.\n\n2. Trồng rừng." in body
    assert "Mường Lạn | 1.200 ha" in body


def test_a_binary_word_file_is_read_without_another_program() -> None:
    document = document_in(doc("\r".join((*HEAD, *PARAGRAPHS)) + "\r"))
    assert facts(document) == EXPECTED
    assert PARAGRAPHS[0] in document.body


def test_field_codes_of_a_binary_word_file_are_no_text() -> None:
    text = (
        'Trang đầu \x13 HYPERLINK "http://x.vn" \x14Nghị quyết số 12\x15 về bảo vệ rừng đầu nguồn của tỉnh.\r'
    )
    assert document_in(doc(text)).body == "Trang đầu Nghị quyết số 12 về bảo vệ rừng đầu nguồn của tỉnh."


def test_a_pdfs_text_layer_is_read() -> None:
    assert facts(document_in(pdf(HEAD))) == EXPECTED


def test_a_look_alike_letter_in_a_pdf_is_repaired() -> None:
    spoilt = [line.replace("ư", "ƣ") for line in (*HEAD, "Các cơ quan nhà nước chịu trách nhiệm thi hành.")]
    assert "cơ quan nhà nước chịu" in document_in(pdf(spoilt)).body


def test_a_scan_without_ocr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "read_scan", lambda content: None)
    found = extract(pdf([" "]), url=ADDRESS)
    assert found.kind is PageKind.OTHER
    assert "tesseract-ocr-vie" in found.reason


def test_a_locked_pdf_says_so() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(HEAD))))
    writer.encrypt("khong-ai-biet", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    found = extract(out.getvalue(), url=ADDRESS)
    assert "password" in found.reason


def test_a_cut_file_is_no_document_and_no_crash() -> None:
    assert extract(word()[:900], url=ADDRESS).document is None
    assert extract(doc("Một đoạn văn.\r")[:1500], url=ADDRESS).document is None


def test_a_file_without_an_official_head_is_kept_as_an_article() -> None:
    found = extract(doc("\r".join(PARAGRAPHS)), url=ADDRESS)
    assert found.kind is PageKind.ARTICLE


def test_capitals_that_a_font_drops_are_put_back() -> None:
    lines, lost = mended(
        ["CỘNG  ÒA XÃ  ỘI C Ủ NG ĨA VIỆT NAM", "NG Ị ĐỊN", "Chƣơng I", "QUY ĐỊN  C UNG", "QUY CHẾ NÀY"]
    )
    assert lost == "H"
    assert lines == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "NGHỊ ĐỊNH",
        "Chƣơng I",
        "QUY ĐỊNH CHUNG",
        "QUY CHẾ NÀY",
    ]


def test_a_text_that_lost_nothing_is_left_alone() -> None:
    assert mended(HEAD) == (list(HEAD), "")


def test_lines_that_end_where_the_page_is_full_are_joined() -> None:
    lines = [
        "Căn cứ Luật Tổ chức chính quyền địa phương và Luật sửa đổi, bổ sung một",
        "số điều;",
        "12",
        "Điều 1. Phạm vi",
    ]
    assert paragraphs(lines) == [f"{lines[0]} {lines[1]}", "Điều 1. Phạm vi"]


def test_tones_a_recogniser_loses_are_put_back() -> None:
    assert ocr.toned("Kêt luận thứ nhât, môt viêc, internet") == "Kết luận thứ nhất, một việc, internet"


def rtf(lines: list[str]) -> bytes:
    """A Rich Text file of these lines, as Word writes it: letters beyond ASCII as \\uN?."""
    escaped = ["".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in lines]
    fonts = r"{\fonttbl{\f0\fnil\fcharset163 Times New Roman;}}"
    return (r"{\rtf1\ansi\ansicpg1258\deff0" + fonts + r"\f0 " + r"\par ".join(escaped) + r"\par}").encode()


def odt(lines: list[str], mark: str = "") -> bytes:
    """An OpenDocument text of these lines."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr(
            "content.xml", f"{mark}<office:document-content {spaces}>{body}</office:document-content>"
        )
    return out.getvalue()


def test_a_rich_text_file_is_read_whatever_it_is_called() -> None:
    document = document_in(rtf([*HEAD, *PARAGRAPHS]))
    assert facts(document) == EXPECTED
    assert PARAGRAPHS[0] in document.body


def test_old_fonts_in_a_rich_text_file_are_converted() -> None:
    line = "Uû ban nh©n d©n tØnh ®Ò nghÞ c¸c së, ngµnh triÓn khai thùc hiÖn nghÞ quyÕt vÒ b¶o vÖ rõng"
    coded = "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in line)
    content = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 .VnTime;}}\f0 " + coded.encode() + rb"\par}"
    assert "Uỷ ban nhân dân tỉnh đề nghị các sở, ngành" in document_in(content).body


def test_an_open_document_is_read() -> None:
    document = document_in(odt([*HEAD, "Điều 1.<text:s/>Bảo vệ<text:line-break/>rừng", *PARAGRAPHS]))
    assert facts(document) == EXPECTED
    assert "Điều 1. Bảo vệ\n\nrừng" in document.body


def test_an_open_document_with_entities_is_refused() -> None:
    found = extract(odt(["&b;"], mark='<!DOCTYPE x [<!ENTITY b "bom">]>'), url=ADDRESS)
    assert found.document is None
    assert "save it anew" in found.reason


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b"\xdb\xa5-\x00" + bytes(400),
            "older than Word 97; open it in Word or LibreOffice and save it as .docx",
        ),
        (b"PK\x03\x04" + bytes(300), "it is kept, but no text is read"),
        (b"Rar!\x1a\x07\x00" + bytes(300), "it is kept, but no text is read"),
        (b"{\\rtf1\\ansi\\u99999999999? x\\par}" + b"\\'e9" * 40, "RTF"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(content: bytes, told: str) -> None:
    found = extract(content, url=ADDRESS)
    assert found.document is None
    assert told in found.reason


def test_the_issuer_of_a_scan_is_spelled_as_its_text_spells_it() -> None:
    text = "Phòng Kinh tế - Hạ tầng huyện An Mai dự thảo. Gửi về Phòng Kinh tế - Hạ tầng huyện An Mai."
    assert as_in_text("Phong kinh tế - hạ tâng huyện Anmai", text) == "Phòng Kinh tế - Hạ tầng huyện An Mai"


def test_an_issuer_that_the_text_does_not_name_stays_as_it_was_read() -> None:
    assert as_in_text("Sở Y tế", "Các đơn vị thuộc Sở Y tếp nhận hồ sơ. SỞ Y TẾ") == "Sở Y tế"


def test_an_office_of_a_district_says_which_district() -> None:
    head = ["ỦY BAN NHÂN DÂN HUYỆN MƯỜNG LAI", "PHÒNG NỘI VỤ", "Số: 18/TB-NV", *HEAD[-4:]]
    header = read_header(head)
    assert header.issuer == "Phòng Nội vụ huyện Mường Lai"
