"""Files brought in, for the tests of the import."""

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.home import Home
from archive.model import Revision
from crawler.imports import Imported, ImportOptions, LeftOut, import_paths
from tests.crawler.crawling import PARAGRAPHS

TEXT = f"""Mường Sại giao chỉ tiêu trồng rừng năm 2021

Ngày 17 tháng 09 năm 2021

{PARAGRAPHS[0]}


{PARAGRAPHS[1]}

Tìm kiếm theo ngày
"""


def bring_in(home: Home, *paths: Path, **options: object) -> tuple[list[Imported], list[LeftOut]]:
    events = list(import_paths(home, paths, ImportOptions(**options)))
    return (
        [event for event in events if isinstance(event, Imported)],
        [event for event in events if isinstance(event, LeftOut)],
    )


def stored(home: Home) -> list[Revision]:
    catalog = home.catalog()
    try:
        return list(catalog.latest_revisions())
    finally:
        catalog.close()


def warc(
    *records: tuple[str, str, bytes], gzipped: bool = True, kind: str = "text/html; charset=utf-8"
) -> bytes:
    """A WARC file of somebody else: (url, status, body) each."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped, warc_version="1.0")
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "other"}))
    for url, status, body in records:
        http = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        headers = {"WARC-Date": "2026-03-06T01:02:03Z"}
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=headers
            )
        )
    return buffer.getvalue()
