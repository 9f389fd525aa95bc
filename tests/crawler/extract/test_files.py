"""Documents that are files: Word, PDF, scans."""

from __future__ import annotations

import io

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from archive.model import Document
from crawler.extract import PageKind, extract, ocr
from crawler.extract.repairs import mended, paragraphs
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
