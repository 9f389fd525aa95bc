"""Records of JSON lines: ids and fields as they come, bad lines named."""

import datetime as dt
import json

from archive.home import Home
from archive.model import DocumentKind
from crawler.imports.files import find_files
from crawler.imports.pieces import cut
from tests.crawler.importing import bring_in, stored

RECORDS = [
    {"id": "tin-1", "title": "Tin một", "text": "Đoạn một.\n\nĐoạn hai."},
    {"id": "02-NQ/TU", "title": "Nghị quyết về trồng rừng", "text": "Điều 1.", "date": "2021-01-21"},
    {"id": "3", "title": "Tin ba", "text": "Thân.", "url": "https://bao.example.vn/3", "source": "bao-khac"},
]


def test_records_keep_their_ids_and_fields(home, folder):
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS)
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")
    imported, _ = bring_in(home, folder)
    first, second, third = (one.document for one in imported)
    assert (first.id, first.body) == ("tin-1", "Đoạn một.\n\nĐoạn hai.")
    assert (second.kind, second.form["number"]) == (DocumentKind.DIRECTIVE, "02-NQ/TU")
    assert second.published.day == dt.date(2021, 1, 21)
    assert (third.url, third.source) == ("https://bao.example.vn/3", "bao-khac")


def test_bad_lines_are_named_by_number_and_the_rest_goes_on(home, folder):
    good = json.dumps(RECORDS[0], ensure_ascii=False).encode()
    lines = [b"{", b"", b"[1]", b'{"title": "x"}', b'{"id": "9"}', b"\xff\xfe", b"[" * 100_000, good]
    (folder / "a.jsonl").write_bytes(b"\n".join(lines))
    imported, left_out = bring_in(home, folder)
    assert [one.place for one in left_out] == ["line 1", "line 3", "line 4", "line 5", "line 6", "line 7"]
    assert [(one.place, one.document.id) for one in imported] == [("line 8", "tin-1")]


def test_half_a_character_in_any_field_becomes_the_mark_for_one(home, folder):
    record = {
        "id": "tin\ud800",
        "title": "Tin \udfff một",
        "text": "Thân \ud83d\ude42 \ud800.",
        "date": "\ud800",
    }
    (folder / "a.jsonl").write_text(json.dumps(record), encoding="ascii")
    with_address = {
        "title": "Tin hai",
        "text": "Thân.",
        "url": "https://bao.example.vn/\ud800",
        "source": "\ud800",
    }
    (folder / "b.jsonl").write_text(json.dumps(with_address), encoding="ascii")
    imported, left_out = bring_in(home, folder)
    first, second = (one.document for one in imported)
    assert not left_out
    assert (first.title, first.body) == ("Tin \ufffd một", "Thân 🙂 \ufffd.")
    assert second.url == "https://bao.example.vn/%EF%BF%BD"


def test_two_files_with_the_same_ids_do_not_overwrite_each_other(home, folder):
    (folder / "a.jsonl").write_text(
        '{"id":"1","title":"Tin A","text":"a","url":"https://a.vn/1"}', encoding="utf-8"
    )
    (folder / "b.jsonl").write_text(
        '{"id":"1","title":"Tin B","text":"b","url":"https://b.vn/1"}', encoding="utf-8"
    )
    bring_in(home, folder)
    bring_in(home, folder)
    assert sorted(revision.document.title for revision in stored(home)) == ["Tin A", "Tin B"]
    assert [revision.number for revision in stored(home)] == [1, 1]


def test_a_line_without_end_does_not_fill_the_memory(home, folder, monkeypatch):
    monkeypatch.setenv("BAOLUU_PAGE_BYTES", "10000")
    small = Home.open(home.path)
    good = json.dumps(RECORDS[0], ensure_ascii=False).encode()
    (folder / "a.jsonl").write_bytes(b'{"id": "x", "text": "' + b"a" * 3_000_000 + b'"}\n' + good)
    imported, left_out = bring_in(small, folder)
    assert left_out[0].reason.startswith("longer than")
    assert imported[0].place == "line 2"


def test_an_address_that_can_be_none_leaves_out_its_line_and_says_nothing_of_its_page(home, folder):
    record = {"title": "Tin một", "text": "Thân.", "url": "http://[bao.example"}
    (folder / "a.jsonl").write_text(json.dumps(record), encoding="ascii")
    told = (
        b'<link rel="canonical" href="http://[bao.example/1"><h1>Tin hai</h1><p>Sang nay xa hop ban viec.</p>'
    )
    (folder / "b.html").write_bytes(told)
    saved = b"Content-Type: text/html\r\nContent-Location: http://bao]/2\r\n\r\n<h1>Tin ba</h1><p>Xa hop.</p>"
    (folder / "c.mht").write_bytes(b"MIME-Version: 1.0\r\n" + saved)
    _imported, left_out = bring_in(home, folder / "a.jsonl")
    assert [(one.place, "http://[bao.example" in one.reason) for one in left_out] == [("line 1", True)]
    pages = [
        piece
        for file in find_files([folder / "b.html", folder / "c.mht"])
        for piece in cut(file, largest=1 << 20)
    ]
    assert [piece.url[:11] for piece in pages] == ["urn:sha256:"] * 2
