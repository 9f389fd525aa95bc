"""`baoluu entities` over JSON lines, `baoluu analyze` over a home."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from click.testing import CliRunner, Result

from archive.home import Home
from archive.model import Capture, CaptureKind, Document, DocumentKind
from archive.session import Session
from archive.terminal import FriendlyGroup
from index.analysis import ANALYSER
from index.commands.analyze import analyze
from index.commands.entities import entities

GROUP = FriendlyGroup("baoluu", commands={"entities": entities, "analyze": analyze})


def run(*arguments: str, home: Path = Path("nowhere"), given: str = "") -> Result:
    session = Session(home_path=home, index_new=lambda _: None, index_all=lambda _: None)
    return CliRunner().invoke(GROUP, list(arguments), obj=session, input=given)


def test_each_line_comes_back_with_its_entities() -> None:
    text = "Nghị quyết số 02-NQ/TU ngày 21/1/2021 của Tỉnh ủy; hôm qua, nhiệm kỳ 2020-2025"
    answered = json.loads(run("entities", "-", "--jsonl", given=json.dumps({"id": "a", "text": text})).stdout)
    assert (answered["id"], answered["text"]) == ("a", text)
    assert [(entity["type"], entity["text"]) for entity in answered["entities"]] == [
        ("DOC", "Nghị quyết số 02-NQ/TU"),
        ("DATE", "ngày 21/1/2021"),
        ("ORG", "Tỉnh ủy"),
    ]
    directive, date, _ = answered["entities"]
    assert (directive["number"], directive["doc_type"]) == ("02-NQ/TU", "Nghị quyết")
    assert (directive["issued"], directive["issuer"], date["iso"]) == ("2021-01-21", "Tỉnh ủy", "2021-01-21")


def test_a_line_that_is_no_json_is_named() -> None:
    result = run("entities", "-", "--jsonl", given='{"id": 1, "text": "ông Páo"}\n{oops\n')
    assert result.exit_code == 9
    assert "line 2" in result.stderr


def test_a_line_without_text_is_named() -> None:
    assert "line 1" in run("entities", "-", "--jsonl", given='{"id": 1}\n').stderr


def test_half_of_a_surrogate_pair_comes_back_escaped_as_json_allows() -> None:
    given = '{"id": 1, "text": "\\ud800 ở tỉnh Sơn La"}\n'
    result = run("entities", "-", "--jsonl", given=given)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["text"] == "\ud800 ở tỉnh Sơn La"


def test_analyze_does_only_what_is_stale_and_says_how_fast(tmp_path: Path) -> None:
    catalog = Home.open(tmp_path, create=True).catalog()
    for number in range(3):
        catalog.store(document(number), capture(number), "test/1")
    catalog.close()
    first = json.loads(run("analyze", "--json", home=tmp_path).stdout)
    again = json.loads(run("analyze", "--json", home=tmp_path).stdout)
    everything = json.loads(run("analyze", "--all", "--json", home=tmp_path).stdout)
    assert (first["documents"], again["documents"], everything["documents"]) == (3, 0, 3)
    assert first["documents_per_second"] > 0
    assert first["analyser"] == ANALYSER


def document(number: int) -> Document:
    url = f"https://bao.example/{number}"
    body = "Đồng chí Lò Văn Páo dự."
    return Document(id=f"d{number}", kind=DocumentKind.ARTICLE, url=url, source="s", title="Tin", body=body)


def capture(number: int) -> Capture:
    return Capture(
        url=f"https://bao.example/{number}",
        captured_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        kind=CaptureKind.RESPONSE,
        status=200,
        mime="text/html",
        payload_digest=f"sha256:{number:064d}",
        warc="a.warc.gz",
        offset=number * 100,
        length=100,
        source="s",
    )
