"""Files on disk into the archive."""

import datetime as dt
import gzip
import os
from pathlib import Path

import pytest

from archive.captures import captures_in
from archive.errors import InputUnusable
from archive.home import Home
from archive.model import CaptureKind, DocumentKind
from crawler.imports.files import find_files
from crawler.imports.pieces import cut, page_address
from tests.crawler.crawling import PARAGRAPHS, article
from tests.crawler.importing import TEXT, bring_in, stored, warc


def test_a_text_file_gives_title_day_and_body_without_the_furniture(home, folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    imported, left_out = bring_in(home, folder)
    document = imported[0].document
    assert document.title == "Mường Sại giao chỉ tiêu trồng rừng năm 2021"
    assert document.published.day == dt.date(2021, 9, 17)
    assert document.body == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    assert document.language == "vi"
    assert not left_out


def test_an_imported_file_is_a_resource_record_as_it_is_on_disk(home, folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    bring_in(home, folder)
    captured = next(iter(captures_in(home.captures_folder)))
    assert captured.capture.kind is CaptureKind.RESOURCE
    assert captured.body == TEXT.encode()
    assert captured.filename == "a.txt"
    assert stored(home)[0].capture == captured.capture


def test_a_file_imported_twice_changes_nothing(home, folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.html").write_text(article("Mường Sại trồng rừng vụ xuân"), encoding="utf-8")
    (folder / "c.jsonl").write_text(
        '{"id": "1", "title": "Tin một", "text": "Thân tin."}\n', encoding="utf-8"
    )
    (folder / "d.warc.gz").write_bytes(
        warc(("https://bao.example.vn/d.html", "200 OK", article("Tin D").encode()))
    )
    first, _ = bring_in(home, folder)
    captures = len(list(captures_in(home.captures_folder)))
    second, _ = bring_in(home, folder)
    assert [one.outcome for one in first] == ["new"] * 4
    assert [one.outcome for one in second] == ["unchanged"] * 4
    assert len(list(captures_in(home.captures_folder))) == captures
    assert [revision.number for revision in stored(home)] == [1] * 4


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1258"])
def test_a_text_in_another_charset_is_read(home, folder, codec):
    text = (
        "Hội nghị tổng kết\n\nThân bài dài hơn một dòng, nói về cây trồng.\n" if codec != "cp1258" else None
    )
    if text is None:
        from tests.crawler.test_charset import cp1258

        (folder / "a.txt").write_bytes(cp1258("Hội nghị tổng kết\n\nThân bài nói về cây trồng ở bản.\n"))
    else:
        (folder / "a.txt").write_text(text, encoding=codec)
    imported, _ = bring_in(home, folder)
    assert imported[0].document.title == "Hội nghị tổng kết"


def test_a_day_in_figures_below_the_title_is_the_day(home, folder):
    (folder / "a.txt").write_text("Tin một\nThứ sáu, 17/09/2021 - 08:30\nThân tin ở đây.", encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert imported[0].document.published.day == dt.date(2021, 9, 17)
    assert imported[0].document.published.time == "08:30"


def test_a_day_inside_a_sentence_is_not_the_day_of_publication(home, folder):
    (folder / "a.txt").write_text("Tin một\nSáng ngày 17/9/2021, huyện họp bàn về rừng.", encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert imported[0].document.published is None


def test_lines_that_go_on_in_small_letters_are_one_paragraph(home, folder):
    (folder / "a.txt").write_text(
        "Tin một\n\nHuyện đã trồng\nmới 320 ha rừng.\nXã cũng vậy.\n", encoding="utf-8"
    )
    imported, _ = bring_in(home, folder)
    assert imported[0].document.body == "Huyện đã trồng mới 320 ha rừng.\n\nXã cũng vậy."


def test_the_text_of_a_directive_is_a_directive_with_its_number(home, folder):
    text = """TỈNH ỦY SƠN TRÀ                ĐẢNG CỘNG SẢN VIỆT NAM
Số 07-NQ/TU            Sơn Trà, ngày 12 tháng 3 năm 2021

NGHỊ QUYẾT
của Ban Thường vụ Tỉnh ủy
về phát triển rừng bền vững

Điều 1. Mục tiêu chung của nghị quyết là trồng mới và chăm sóc rừng.
"""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert imported[0].document.kind is DocumentKind.DIRECTIVE
    assert imported[0].document.form["number"] == "07-NQ/TU"


def test_a_saved_page_is_read_with_the_address_it_states(home, folder):
    address = "https://bao.example.vn/tin-00001.html"
    page = article("Mường Sại trồng rừng vụ xuân").replace(
        "<head>", f'<head><link rel="canonical" href="{address}">'
    )
    (folder / "a.html").write_text(page, encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert imported[0].document.url == address
    assert imported[0].document.published.day == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<!-- saved from url=(0031)https://bao.example.vn/a.html -->", "https://bao.example.vn/a.html"),
        (
            "<link href='https://bao.example.vn/a?x=1&amp;y=2' rel=canonical>",
            "https://bao.example.vn/a?x=1&y=2",
        ),
        ('<meta property="og:url" content="https://bao.example.vn/a">', "https://bao.example.vn/a"),
        ('<link rel="canonical" href="https://bao.example.vn/">', None),
        ('<link rel="canonical" href="/a.html">', None),
        ("", None),
    ],
)
def test_a_saved_page_says_where_it_came_from(head, address):
    assert page_address(f"<html><head>{head}</head></html>".encode()) == address


def test_pages_without_an_address_are_kept_apart_by_their_content(home, folder):
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "trang.html").write_text(article(f"Mường Sại trồng rừng {name}"), encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert len({one.document.id for one in imported}) == 2


def test_a_list_page_is_left_out_with_its_reason(home, folder):
    cards = "".join(
        f'<li><h3><a href="/tin-{n:05}.html">Huyện Mường Sại giao chỉ tiêu trồng rừng đợt {n}</a></h3></li>'
        for n in range(40)
    )
    page = f"<html><head><title>Thời sự</title></head><body><h1>Thời sự</h1><ul>{cards}</ul></body></html>"
    (folder / "a.html").write_text(page, encoding="utf-8")
    imported, left_out = bring_in(home, folder)
    assert not imported
    assert left_out[0].reason.startswith("list")


def test_a_browsers_companion_folder_is_no_page(home, folder):
    (folder / "a.html").write_text(article("Mường Sại trồng rừng"), encoding="utf-8")
    (folder / "a_files").mkdir()
    (folder / "a_files" / "khung.html").write_text(article("Khung quảng cáo"), encoding="utf-8")
    (folder / ".an.html").write_text(article("Tệp ẩn"), encoding="utf-8")
    imported, left_out = bring_in(home, folder)
    assert [one.document.title for one in imported] == ["Mường Sại trồng rừng"]
    assert not left_out


def saved_page(path, fields: str):
    """What is read of an .mht file with these fields."""
    path.write_bytes(fields.encode() + b"\r\n\r\n" + article("Mường Sại trồng rừng vụ xuân").encode())
    (file,) = find_files([path])
    (piece,) = cut(file, largest=1_000_000)
    return piece


def test_the_address_of_a_page_saved_as_mht_may_be_folded_over_lines(tmp_path):
    fields = "Content-Type: text/html\r\nContent-Location: https://bao.example.vn/\r\n tin-00001.html"
    assert saved_page(tmp_path / "a.mht", fields).url == "https://bao.example.vn/tin-00001.html"


def test_a_charset_folded_over_lines_does_not_fold_the_record_that_is_kept(tmp_path):
    fields = "Content-Type: text/html; charset=a\r\n b"
    assert saved_page(tmp_path / "a.mht", fields).content_type == "text/html"


def test_a_page_saved_as_mht_is_read_whatever_was_cut_off_its_fields(tmp_path):
    fields = "Content-Type: text/html; charset*0*=utf-8''utf-8"
    for end in range(len("Content-Type: text/html"), len(fields)):
        assert b"tr\xe1\xbb\x93ng" in saved_page(tmp_path / "a.mht", fields[:end]).content


def test_a_page_saved_as_mht_is_read(home, folder):
    body = article("Mường Sại trồng rừng vụ xuân").encode()
    parts = b"\r\n".join(
        (
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/related; boundary="XX"',
            b"",
            b"--XX",
            b"Content-Type: text/html; charset=utf-8",
            b"Content-Transfer-Encoding: 8bit",
            b"Content-Location: https://bao.example.vn/tin-00009.html",
            b"",
            body,
            b"--XX--",
        )
    )
    (folder / "a.mht").write_bytes(parts)
    imported, _ = bring_in(home, folder)
    assert imported[0].document.url == "https://bao.example.vn/tin-00009.html"
    assert imported[0].document.title == "Mường Sại trồng rừng vụ xuân"


def test_a_named_source_holds_for_everything(home, folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    line = '{"id": "1", "title": "x", "text": "y", "source": "khac"}'
    (folder / "b.jsonl").write_text(line, encoding="utf-8")
    imported, _ = bring_in(home, folder, source="imported")
    assert {one.document.source for one in imported} == {"imported"}


def test_an_unknown_source_is_refused(home, folder):
    with pytest.raises(InputUnusable):
        bring_in(home, folder, source="no-such")


def test_a_dry_run_tells_and_keeps_nothing(home, folder):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    imported, _ = bring_in(home, folder, dry_run=True)
    assert imported[0].outcome == "new"
    assert list(home.path.iterdir()) == []
    bring_in(home, folder)
    imported, _ = bring_in(home, folder, dry_run=True)
    assert imported[0].outcome == "unchanged"


BAD = {
    "trong.txt": b"",
    "trang.txt": b" \n\n \t\n",
    "trong.html": b"",
    "nhi-phan.txt": bytes(range(256)) * 20,
    "nhi-phan.html": b"\x00\x01\x02\x03" * 500,
    "mot-dong.txt": "Chỉ có một dòng".encode(),
    "khong-tin.html": b"<html><body><p>Xin chao</p></body></html>",
    "anh.jpg": b"\xff\xd8\xff",
    "khong.warc.gz": b"khong phai warc",
    "khong.warc": b"khong phai warc",
    "khong.wacz": b"PK khong phai",
    "hong.pdf": b"%PDF-1.4 hong",
    "hong.warc.gz": gzip.compress(b"WARC/1.0\r\nkhong co gi\r\n\r\n", mtime=0),
    "trong.jsonl": b"",
    "khong.mht": b"khong phai mht",
}


def test_bad_files_are_each_left_out_with_a_reason_and_stop_nothing(home, folder):
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "tot.txt").write_text(TEXT, encoding="utf-8")
    imported, left_out = bring_in(home, folder, folder / "khong-co.html")
    assert [one.file for one in imported] == ["tot.txt"]
    assert {Path(one.file).name for one in left_out} == {*BAD, "khong-co.html"}
    assert all(one.reason for one in left_out)


def test_a_page_larger_than_the_bound_is_not_read(home, folder, monkeypatch):
    monkeypatch.setenv("BAOLUU_PAGE_BYTES", "50000")
    with (folder / "lon.html").open("wb") as file:
        file.truncate(200_000_000)
    _, left_out = bring_in(Home.open(home.path), folder)
    assert left_out[0].reason.startswith("larger than 50,000 bytes")


def test_a_text_in_another_language_comes_in_and_says_its_language(home, folder):
    text = (
        "Forest report\n\nThe district council met on Monday to discuss the planting of trees in the hills."
    )
    (folder / "a.txt").write_text(text, encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert imported[0].document.language == "en"


def test_a_folder_is_read_in_sorted_order(home, folder):
    for name in ("c", "a", "b"):
        (folder / f"{name}.txt").write_text(f"Tin {name}\n\nThân tin.", encoding="utf-8")
    imported, _ = bring_in(home, folder)
    assert [one.file for one in imported] == ["a.txt", "b.txt", "c.txt"]


def test_a_file_whose_name_is_not_utf_8_is_imported_and_its_letters_are_marked(home, folder):
    name = os.fsdecode("Văn thư.txt".encode("cp1258"))
    (folder / name).write_text("Xã Mường Tấc họp\n\nSáng nay, xã họp giao ban về thủy lợi.", encoding="utf-8")
    imported, left_out = bring_in(home, folder)
    assert not left_out
    assert [one.file for one in imported] == ["V\ufffdn th\ufffd.txt"]
    assert len(stored(home)) == 1
