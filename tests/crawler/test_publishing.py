"""The newspaper that a measure crawls is read as any other."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

from archive.sources import parse_source
from bench.publishing import KEY, newspaper
from crawler.extract import extract


def test_each_article_is_linked_on_the_front_page_and_read_whole(tmp_path: Path):
    docs = tmp_path / "docs.jsonl"
    told = {"title": "Bản Nậm Cứm có điện", "text": "Sáng 12/3, điện lưới về bản Nậm Cứm. " * 8}
    docs.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    with newspaper(docs, a_second=1000) as paper:
        source = parse_source(paper.source_file, "test")
        front = urllib.request.urlopen(source.home).read().decode()
        address = front.split('href="/')[1].split('"')[0]
        page = urllib.request.urlopen(source.home + address).read()
        assert paper.published >= front.count("<li>") > 0
    found = extract(page, url=source.home + address, source=source)
    assert found.document is not None
    assert source.key == KEY
    assert found.document.title.startswith("Bản Nậm Cứm có điện")
    assert found.document.body == told["text"].strip()
