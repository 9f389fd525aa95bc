"""`baoluu search` on a home with an index."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from archive.home import Home
from archive.model import Capture, CaptureKind
from archive.session import Session
from archive.terminal import FriendlyGroup
from index.commands.search import search
from index.intake import index_pending
from tests.index.query.corpus import article

BRIDGE = (
    "Sáng nay huyện thông xe cầu Nậm Thi dài 86 m, nối hai bản vùng ngoài với trung tâm xã, bà con không còn "
    "phải đi mảng qua suối mỗi mùa nước lên."
)
DOCUMENTS = [
    article(
        "lu", "Lũ quét ở bản Phiêng", "Sáng 5/8, lũ quét cuốn trôi ba căn nhà ven suối.", day="2021-08-05"
    ),
    article("han", "Hạn hán kéo dài", "Dân bản Phiêng thiếu nước vì hạn.", day="2021-04-01"),
    article("nghi", "Nghị quyết về tam nông", "Tỉnh ủy ban hành nghị quyết.", day="2022-01-01"),
    article("xua", "Chuyện lũ năm xưa", "Người già kể."),
    article("cau", "Thông xe cầu Nậm Thi", BRIDGE, day="2023-02-01"),
    article("cau-lai", "Cầu mới qua suối Nậm Thi", BRIDGE, day="2023-02-02"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    opened = Home.open(path, create=True)
    catalog = opened.catalog()
    for number, each in enumerate(DOCUMENTS):
        catalog.store(each.document, _capture(each.document.url, number), "test/1")
    for _ in index_pending(opened, catalog):
        pass
    catalog.close()
    return path


def _capture(url: str, number: int) -> Capture:
    return Capture(
        url=url,
        captured_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        kind=CaptureKind.RESPONSE,
        status=200,
        mime="text/html",
        payload_digest=f"sha256:{number:064}",
        warc="a.warc.gz",
        offset=number * 100,
        length=100,
        source="baosonla",
    )


def run(home: Path, *arguments: str) -> Result:
    group = FriendlyGroup("baoluu", commands={"search": search})
    session = Session(home_path=home, index_new=lambda home: None, index_all=lambda home: None)
    return CliRunner().invoke(group, ["search", *arguments], obj=session, catch_exceptions=False)


def found(home: Path, *arguments: str) -> list[str]:
    result = run(home, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return [hit["id"] for hit in json.loads(result.stdout)["hits"]]


def test_words_typed_without_marks_find_the_article(home):
    assert found(home, "lu", "quet") == ["lu"]


def test_options_narrow_by_day_source_and_kind(home):
    assert sorted(found(home, "phiêng", "--from", "1/8/2021")) == ["lu"]
    assert sorted(found(home, "phiêng", "--to", "6/2021")) == ["han"]
    assert found(home, "--on", "2021-08-05") == ["lu"]
    assert sorted(found(home, "--on", "2021")) == ["han", "lu"]
    assert sorted(found(home, "--kind", "bài", "--sort", "oldest")) == [
        "cau", "cau-lai", "han", "lu", "nghi", "xua",
    ]  # fmt: skip


def test_one_word_is_enough_with_any(home):
    assert sorted(found(home, "quét", "hạn", "--any")) == ["han", "lu"]


def test_limit_and_offset_page_through(home):
    assert found(home, "--limit", "2", "--offset", "3", "--sort", "newest") == ["lu", "han"]


def test_the_marks_are_bold_for_a_person(home):
    result = CliRunner().invoke(
        FriendlyGroup("baoluu", commands={"search": search}),
        ["search", "lũ", "quét"],
        obj=Session(home_path=home, index_new=lambda home: None, index_all=lambda home: None),
        color=True,
    )
    assert click.style("Lũ quét", bold=True) in result.stdout
    assert "05/08/2021" in result.stdout
    assert result.stdout.splitlines()[0] == "1 bài. Tìm: đủ các từ “lũ quét”."


def test_partial_answers_stand_apart(home):
    result = run(home, "lũ quét thiên thạch")
    assert result.stdout.startswith("0 bài.")
    assert "bài gần nhất" in result.stdout


def test_a_date_that_does_not_exist_is_refused_naming_the_option(home):
    result = run(home, "--from", "31/2/2024")
    assert result.exit_code == 9
    assert "--from" in result.stderr
    assert "31/2/2024" in result.stderr


def test_an_unknown_name_is_said_and_finds_nothing(home):
    result = run(home, "--source", "nowhere", "--json")
    assert json.loads(result.stdout)["total"] == 0
    assert "nowhere" in result.stderr


def test_without_an_index_the_command_that_makes_it_is_named(tmp_path):
    result = run(tmp_path, "xã")
    assert result.exit_code == 7
    assert "baoluu reindex" in result.stderr


@pytest.mark.parametrize("query", ["NOT OR lũ", '"lũ', "(((", "-", "*", "ngày:99/99/9999", "\x00\x01"])
def test_no_query_is_an_error(home, query):
    assert run(home, "--", query).exit_code == 0


def test_a_former_province_is_told_with_its_successor_and_how_to_ask_for_it(home):
    result = run(home, "Hà Giang")
    assert 'Từ 01/07/2025, Hà Giang nay thuộc Tuyên Quang. Tìm nơi:"Tuyên Quang": 0 bài' in result.output


def test_places_may_include_their_former_units(home):
    result = run(home, "--place-scope", "merged", "--json", 'nơi:"Tuyên Quang"')
    (told,) = json.loads(result.stdout)["units"]
    assert told["included"]


def test_what_was_added_on_a_day_is_found_by_it(home):
    assert len(found(home, "--date-field", "added", "--on", "2026-01-01")) == len(DOCUMENTS)
    assert found(home, "--date-field", "added", "--to", "2025") == []


def test_every_place_given_must_be_named_when_all_are_asked_for(home):
    assert found(home, "--place", "Sơn La", "--place", "Hà Nội", "--place-mode", "all") == []
    assert "Bỏ điều kiện nơi: 6 bài" in run(home, "--place", "Sơn La", "--place-mode", "all").stdout


def test_copies_are_counted_apart_and_put_under_one_hit(home):
    assert run(home, "lũ").stdout.startswith("2 bài.")
    assert run(home, "cầu", "Nậm", "Thi").stdout.startswith("1 nội dung trong 2 bài.")
    grouped = run(home, "cầu", "Nậm", "Thi", "--group", "--sort", "oldest").stdout
    assert "1. Thông xe cầu Nậm Thi" in grouped
    assert "https://bao.example/cau-lai" in grouped
    assert "2. " not in grouped


@pytest.mark.parametrize("member", ["cau", "cau-lai"])
def test_a_story_is_opened_by_any_of_its_documents(home, member):
    assert found(home, "--story", member, "--sort", "oldest") == ["cau", "cau-lai"]
