"""Web archives of others: WARC and WACZ."""

import datetime as dt
import io
import zipfile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.model import CaptureKind
from crawler.imports.files import find_files
from crawler.imports.pieces import cut
from tests.crawler.crawling import article
from tests.crawler.importing import bring_in, stored, warc


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_pages_of_a_warc_of_others_become_captures_with_their_time(home, folder, name):
    content = warc(
        ("https://bao.example.vn/tin-00001.html", "200 OK", article("Mường Sại trồng rừng").encode()),
        ("https://bao.example.vn/x.html", "404 Not Found", b"x"),
        gzipped=name.endswith("gz"),
    )
    (folder / name).write_bytes(content)
    imported, left_out = bring_in(home, folder)
    assert imported[0].document.title == "Mường Sại trồng rừng"
    assert [one.reason for one in left_out] == ["answer 404"]
    capture = stored(home)[0].capture
    assert capture.kind is CaptureKind.RESPONSE
    assert capture.captured_at == dt.datetime(2026, 3, 6, 1, 2, 3, tzinfo=dt.UTC)


def test_a_warc_cut_in_the_middle_brings_in_what_lies_before_the_cut(home, folder):
    records = [
        (f"https://bao.example.vn/{n}.html", "200 OK", article(f"Tin số {n} của huyện").encode())
        for n in (1, 2)
    ]
    content = warc(*records)
    (folder / "a.warc.gz").write_bytes(content[:-40])
    imported, left_out = bring_in(home, folder)
    assert [one.document.title for one in imported] == ["Tin số 1 của huyện"]
    assert left_out[0].place.startswith("offset")


def test_a_body_in_chunks_reads_the_same_whether_joined_or_not(home, folder):
    body = article("Mường Sại trồng rừng").encode()
    chunked = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for number, payload in enumerate((body, chunked)):
        fields = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
        http = StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")
        url = f"https://bao.example.vn/{number}.html"
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(payload), http_headers=http)
        )
    (folder / "a.warc.gz").write_bytes(buffer.getvalue())
    imported, _ = bring_in(home, folder)
    assert len(imported) == 2
    assert imported[0].document.body == imported[1].document.body


def test_a_wacz_package_is_opened(home, folder):
    content = warc(
        ("https://bao.example.vn/tin-00001.html", "200 OK", article("Mường Sại trồng rừng").encode())
    )
    with zipfile.ZipFile(folder / "a.wacz", "w") as package:
        package.writestr("archive/data.warc.gz", content)
        package.writestr("datapackage.json", "{}")
    imported, _ = bring_in(home, folder)
    assert imported[0].document.title == "Mường Sại trồng rừng"


def test_pages_of_unknown_hosts_can_be_left_aside(home, folder):
    home.sources_folder.mkdir()
    toml = 'key = "gan"\nname = "Báo Gần"\nhome = "https://gan.example.vn/"\nhosts = ["gan.example.vn"]\n'
    (home.sources_folder / "gan.toml").write_text(toml, encoding="utf-8")
    pages = [
        (f"https://{host}/tin-1.html", "200 OK", article("Tin của huyện").encode())
        for host in ("www.gan.example.vn", "xa.example.com")
    ]
    (folder / "a.warc.gz").write_bytes(warc(*pages))
    imported, left_out = bring_in(home, folder, known_hosts_only=True)
    assert [(one.document.source, one.document.url) for one in imported] == [
        ("gan", "https://www.gan.example.vn/tin-1.html")
    ]
    assert not left_out


def test_a_package_whose_file_name_is_no_letters_is_named_and_stops_nothing(tmp_path):
    package = tmp_path / "goi.wacz"
    with zipfile.ZipFile(package, "w") as written:
        written.writestr("archive/cũ.warc", b"")
    package.write_bytes(package.read_bytes().replace("ũ".encode(), b"\x8e\x8e"))
    (file,) = find_files([package])
    (fault,) = cut(file, largest=1_000)
    assert "not a WACZ package" in fault.reason
