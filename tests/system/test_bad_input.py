"""What a person can get wrong is answered in two lines: what is wrong, what to do."""

from __future__ import annotations

import socket

import pytest

from tests.system.conftest import run


def assert_explained(ran):
    assert ran.code not in (0, 1) or "Error:" in ran.err
    assert "Error:" in ran.err and "Try:" in ran.err
    assert "Traceback" not in ran.err


def test_a_home_that_is_not_there_is_said(tmp_path):
    assert_explained(run(tmp_path / "none", "search", "tỉnh"))


def test_a_home_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "bai.txt").write_text("Một bài\n\nNgày 17 tháng 09 năm 2021\n\nNội dung.")
    assert_explained(run(tmp_path / "file" / "home", "import", tmp_path / "bai.txt"))


def test_a_home_without_an_index_says_how_to_make_one(tmp_path):
    (tmp_path / "home").mkdir()
    ran = run(tmp_path / "home", "search", "tỉnh")
    assert_explained(ran)
    assert "reindex" in ran.err


def test_a_port_in_use_is_said(crawled):
    home, _, _ = crawled
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = run(home, "serve", "--port", taken.getsockname()[1])
    assert_explained(ran)


@pytest.mark.parametrize("query", ["\x00\x01", "((((", '"', "* * *", "NOT", "a" * 5000, "[2020 TO", "🙂 %%%"])
def test_no_query_is_an_error(crawled, query):
    home, _, _ = crawled
    if "\x00" in query:
        query = query.replace("\x00", "")
    ran = run(home, "search", query, "--json")
    assert ran.code == 0
    assert "understood" in ran.json()


def test_a_file_that_is_not_there_is_said_and_the_rest_comes_in(tmp_path):
    good = tmp_path / "bai.txt"
    good.write_text("Họp xã Mường Tấc\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã họp giao ban tháng chín.")
    ran = run(tmp_path / "home", "import", tmp_path / "none.txt", good, "--json")
    assert "none.txt" in ran.out + ran.err
    assert run(tmp_path / "home", "search", "muong tac", "--json").json()["total"] == 1
