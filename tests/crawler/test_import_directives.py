"""Directives that come as plain text or as records: their form is read as that of pages and files is."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from archive.model import DocumentKind
from tests.crawler.importing import bring_in

DECISION = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SƠN LA                   Độc lập - Tự do - Hạnh phúc
Số: 21/2023/QĐ-UBND           Sơn La, ngày 15 tháng 5 năm 2023

QUYẾT ĐỊNH
Ban hành Quy định giá dịch vụ thu gom rác

ỦY BAN NHÂN DÂN TỈNH SƠN LA

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Điều 1. Ban hành kèm theo Quyết định này Quy định giá dịch vụ thu gom rác.
Điều 2. Quyết định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2023.

Nơi nhận:
- Như Điều 2;
- Bộ Tư pháp;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Hướng
"""
FORM = {
    "number": "21/2023/QĐ-UBND",
    "doc_type": "Quyết định",
    "issuer": "UBND tỉnh Sơn La",
    "place": "Sơn La",
    "issued": "2023-05-15",
    "effective": "2023-06-01",
    "signer": "Lò Văn Hướng",
    "signer_title": "Chủ tịch",
    "summary": "Ban hành Quy định giá dịch vụ thu gom rác",
    "recipients": ["Như Điều 2", "Bộ Tư pháp", "Lưu: VT"],
}


def imported(home, folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    documents, left_out = bring_in(home, folder)
    assert not left_out
    return documents[0].document


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_the_text_of_a_directive_tells_all_of_its_form(home, folder, name):
    record = json.dumps({"id": "qd-21", "text": DECISION}, ensure_ascii=False)
    document = imported(home, folder, name, record if name == "a.jsonl" else DECISION)
    assert document.kind is DocumentKind.DIRECTIVE
    assert dict(document.form) == FORM
    assert document.title == "Ban hành Quy định giá dịch vụ thu gom rác"
    assert (document.published.day, document.published.basis) == (dt.date(2023, 5, 15), "header")
    assert "Điều 2. Quyết định này có hiệu lực" in document.body


def test_the_foot_of_a_record_without_a_head_is_read_where_its_id_is_a_number(home, folder):
    foot = DECISION[DECISION.index("ỦY BAN NHÂN DÂN TỈNH") :]
    record = {"id": "21/2023/QĐ-UBND", "title": "Giá dịch vụ thu gom rác", "text": foot}
    form = imported(home, folder, "a.jsonl", json.dumps(record, ensure_ascii=False)).form
    assert (form["number"], form["signer"], form["effective"]) == (
        "21/2023/QĐ-UBND",
        "Lò Văn Hướng",
        "2023-06-01",
    )
    assert "issuer" not in form


def test_a_record_keeps_its_own_number_where_its_text_is_headed_as_another_document(home, folder):
    record = {"id": "05/2024/QĐ-UBND", "title": "Sửa đổi quy định", "text": DECISION}
    form = imported(home, folder, "a.jsonl", json.dumps(record, ensure_ascii=False)).form
    assert dict(form) == {"number": "05/2024/QĐ-UBND", "doc_type": "Quyết định"}


def test_an_article_that_quotes_a_directive_stays_an_article(home, folder):
    text = (
        "Giá thu gom rác thay đổi\n\nUBND tỉnh vừa ban hành Quyết định số 21/2023/QĐ-UBND. Quyết định này có "
        "hiệu lực từ ngày 1/6/2023.\n"
    )
    document = imported(home, folder, "a.txt", text)
    assert (document.kind, dict(document.form)) == (DocumentKind.ARTICLE, {})
