"""The crawler's commands as a person types them."""

import datetime as dt
import json
import threading

import pytest
from click.testing import CliRunner

from archive.catalog.frontier import Frontier
from archive.home import Home
from archive.sources import parse_source
from archive.terminal import LazyGroup
from crawler.commands import COMMANDS
from tests.crawler.command import Command
from tests.crawler.crawling import article, listing, small_site, source_of
from tests.crawler.loopback import page, serving

TEXT = "Tin một của huyện\n\nNgày 17 tháng 9 năm 2021\n\nThân tin dài một dòng về việc trồng rừng.\n"


def test_crawl_sums_up_what_came_in_and_indexes_it(baoluu):
    with serving(small_site(2)) as server:
        baoluu.add(source_of(server))
        result = baoluu("crawl", "bao-thu")
    assert result.exit_code == 0, result.output
    assert "bao-thu: 3 addresses (3 fetched); documents: 2 new" in result.stdout
    assert baoluu.indexed == [baoluu.home]


def test_crawl_without_names_means_ones_own_sources(baoluu):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        assert "bao-thu: 2 addresses" in baoluu("crawl", "--no-index").stdout
    assert baoluu.indexed == []


def test_crawl_answers_a_program_in_json(baoluu):
    with serving(small_site(2) | {"/": page(listing(["/cam/a-12345.html", "/tin-00001.html"]))}) as server:
        baoluu.add(source_of(server))
        summary = json.loads(baoluu("crawl", "bao-thu", "--json").stdout)["sources"][0]
    assert summary["documents"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert summary["reasons"] == {"skipped robots": 1}
    outcomes = ("fetched", "unchanged", "redirected", "skipped", "failed")
    assert summary["addresses"] == sum(summary[name] for name in outcomes)


def test_every_address_is_a_line_in_the_log(baoluu):
    with serving(small_site(2)) as server:
        baoluu.add(source_of(server))
        baoluu("crawl", "bao-thu")
        lines = (baoluu.home / "logs" / "crawl.jsonl").read_text(encoding="utf-8").splitlines()
    logged = [json.loads(line) for line in lines]
    assert [line["outcome"] for line in logged] == ["fetched"] * 3
    assert {"at", "url", "status", "bytes", "seconds", "reason", "change"} <= set(logged[0])


def test_a_source_that_failed_altogether_is_an_exit_code_of_its_own(baoluu):
    with serving({"/robots.txt": page(status="503 Unavailable")}) as server:
        baoluu.add(source_of(server))
        result = baoluu("crawl", "bao-thu")
    assert result.exit_code == 11
    assert "FAILED" in result.stdout


def test_crawl_names_an_unknown_source(baoluu):
    result = baoluu("crawl", "khong-co")
    assert result.exit_code == 9
    assert "khong-co" in result.stderr


def test_crawl_refuses_a_day_that_is_none(baoluu):
    assert baoluu("crawl", "x", "--since", "31/2/2024").exit_code == 2


def test_a_limit_and_a_day_are_passed_on(baoluu):
    with serving(small_site(4)) as server:
        baoluu.add(source_of(server))
        result = baoluu("crawl", "bao-thu", "--limit", 1, "--since", "5/3/2024")
    assert "3 left in the queue" in result.stdout


def test_import_sums_up_what_came_in_and_what_was_left_out(baoluu, tmp_path):
    folder = tmp_path / "tep"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.jpg").write_bytes(b"x")
    result = baoluu("import", folder, tmp_path / "khong-co")
    assert result.exit_code == 0
    assert "1 documents imported: 1 new, 0 changed, 0 unchanged; 3 left out" in result.stdout
    assert "1 × empty: b.txt" in result.stdout
    assert "no such file" in result.stdout
    assert baoluu.indexed == [baoluu.home]


def test_import_answers_a_program_in_json(baoluu, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    answer = json.loads(baoluu("import", tmp_path / "a.txt", "--json", "--no-index").stdout)
    assert (answer["new"], answer["left_out"]) == (1, [])
    assert answer["documents"][0]["day"] == "2021-09-17"
    assert baoluu.indexed == []


def test_a_source_that_fell_silent_is_an_exit_code_of_its_own(baoluu):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        frontier = Frontier(Home.open(baoluu.home).catalog_url)
        now = dt.datetime.now(dt.UTC)
        for days in range(9, 0, -1):
            at = now - dt.timedelta(days=days)
            past = frontier.begin_run("bao-thu", at, dt.timedelta(0))
            frontier.end_run(past, at, {"yield": {"new": 30, "read": 30}}, complete=True)
        frontier.close()
        result = baoluu("crawl", "bao-thu", "--json")
    assert result.exit_code == 13, result.output
    (alarm,) = json.loads(result.stdout)["sources"][0]["alarms"]
    assert (alarm["kind"], alarm["usual"]) == ("documents-a-day", 30)


def test_import_of_nothing_is_an_exit_code_of_its_own(baoluu, tmp_path):
    assert baoluu("import", tmp_path / "khong-co").exit_code == 12
    (tmp_path / "trong").mkdir()
    assert baoluu("import", tmp_path / "trong").exit_code == 12


def test_a_dry_run_makes_no_home(baoluu, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = baoluu("import", tmp_path / "a.txt", "--dry-run")
    assert "Tin một của huyện" in result.stdout
    assert not baoluu.home.exists()


def test_a_home_that_cannot_be_written_is_said_in_two_lines(tmp_path):
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    result = Command(tmp_path / "tep")("import", tmp_path / "a.txt")
    assert result.exit_code == 3
    assert len(result.stderr.strip().splitlines()) == 2


def test_extract_shows_a_page_and_stores_nothing(baoluu, tmp_path):
    (tmp_path / "a.html").write_text(article("Mường Sại trồng rừng vụ xuân"), encoding="utf-8")
    result = baoluu("extract", tmp_path / "a.html", "--url", "https://bao.example.vn/tin-00001.html")
    assert "title: Mường Sại trồng rừng vụ xuân" in result.stdout
    assert not baoluu.home.exists()


def test_extract_answers_a_program_in_json(baoluu, tmp_path):
    (tmp_path / "a.html").write_text(article("Mường Sại trồng rừng vụ xuân"), encoding="utf-8")
    answer = json.loads(baoluu("extract", tmp_path / "a.html", "--json").stdout)
    assert (answer["kind"], answer["published"]["day"]) == ("article", "2026-03-05")
    assert {"url", "title", "lead", "body", "author", "section", "language"} <= set(answer)


def test_extract_reads_a_text_file_and_standard_input(baoluu, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert json.loads(baoluu("extract", tmp_path / "a.txt", "--json").stdout)["title"] == "Tin một của huyện"
    page = article("Mường Sại trồng rừng").encode()
    assert json.loads(baoluu("extract", "-", "--json", stdin=page).stdout)["title"] == "Mường Sại trồng rừng"


def test_extract_bounds_standard_input_as_it_bounds_a_file(baoluu, tmp_path, monkeypatch):
    monkeypatch.setenv("BAOLUU_PAGE_BYTES", "100")
    saved = tmp_path / "trang.html"
    saved.write_bytes(b"x" * 101)
    for words, given in ((["extract", saved], None), (["extract", "-"], b"x" * 101)):
        result = baoluu(*words, stdin=given)
        assert result.exit_code == 9
        assert "larger than 100 bytes" in result.stderr
    assert "is empty" in baoluu("extract", "-", stdin=b"").stderr


@pytest.mark.parametrize("content", [None, b""])
def test_extract_says_when_there_is_nothing_to_read(baoluu, tmp_path, content):
    if content is not None:
        (tmp_path / "a.html").write_bytes(content)
    result = baoluu("extract", tmp_path / "a.html")
    assert result.exit_code == 9
    assert "a.html" in result.stderr


def test_every_source_can_be_listed_and_shown(baoluu):
    keys = {source["key"] for source in json.loads(baoluu("source", "list", "--json").stdout)}
    assert "imported" in keys
    for key in keys:
        shown = baoluu("source", "show", key).stdout
        assert parse_source(shown, key).key == key


def test_a_source_is_added_by_its_address(baoluu):
    words = ("--name", "Báo Thử", "--province", "Sơn La")
    result = baoluu("source", "add", "https://www.baothu.com.vn/", *words)
    assert result.exit_code == 0, result.output
    source = Home.open(baoluu.home).sources()["baothu"]
    assert (source.name, source.province, source.hosts) == (
        "Báo Thử",
        "Sơn La",
        ("www.baothu.com.vn", "baothu.com.vn"),
    )


def test_a_source_is_added_from_a_file_and_not_replaced_unasked(baoluu, tmp_path):
    file = tmp_path / "x.toml"
    file.write_text('key = "x"\nname = "Báo X"\nhome = "https://x.example.vn/"\n', encoding="utf-8")
    assert baoluu("source", "add", file).exit_code == 0
    assert baoluu("source", "add", file).exit_code == 9
    assert baoluu("source", "add", file, "--replace").exit_code == 0


@pytest.mark.parametrize(
    "toml",
    [
        "key = ",
        'key = "x"\nname = "X"\nhome = "https://x.vn/"\n[discover]\nlink_include = ["("]\n',
        'key = "x"\nname = "X"\nhome = "https://x.vn/"\n[crawl]\ndelay = "fast"\n',
    ],
)
def test_a_source_that_cannot_be_used_is_not_added(baoluu, tmp_path, toml):
    (tmp_path / "x.toml").write_text(toml, encoding="utf-8")
    result = baoluu("source", "add", tmp_path / "x.toml")
    assert result.exit_code == 4
    assert not (baoluu.home / "sources" / "x.toml").exists()


def test_what_is_neither_a_file_nor_an_address_is_refused(baoluu):
    assert baoluu("source", "add", "bao-thu").exit_code == 9


def test_source_check_tells_how_five_articles_are_read(baoluu):
    with serving(small_site(8)) as server:
        baoluu.add(source_of(server))
        result = baoluu("source", "check", "bao-thu", "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["fits"]
    assert len(answer["articles"]) == 5
    assert all(one["day"] == "2026-03-05" and one["title"] for one in answer["articles"])


def test_source_check_says_what_no_longer_fits(baoluu):
    with serving(small_site(3)) as server:
        baoluu.add(source_of(server, discover={"link_include": ["/khong-co/"]}))
        result = baoluu("source", "check", "bao-thu")
    assert result.exit_code == 13
    assert "DOES NOT FIT" in result.stdout
    assert "none an article by link_include" in result.stdout


def test_source_check_follows_a_redirect_of_robots_txt_as_a_crawl_does(baoluu):
    site = small_site(3) | {
        "/robots.txt": page(status="301 Moved", headers={"Location": "/r.txt"}),
        "/r.txt": page("User-agent: *\nDisallow: /tin-00001\n", content_type="text/plain"),
    }
    with serving(site) as server:
        baoluu.add(source_of(server))
        answer = json.loads(baoluu("source", "check", "bao-thu", "--json").stdout)
        assert server.count("/tin-00001.html") == 0
    problems = {one["url"].rsplit("/", 1)[-1]: one["problems"] for one in answer["articles"]}
    assert "robots.txt does not allow it" in problems.pop("tin-00001.html")[0]
    assert list(problems.values()) == [[], []]


def test_source_check_of_a_site_that_does_not_answer_says_so(baoluu):
    with serving({}) as server:
        baoluu.add(source_of(server))
    result = baoluu("source", "check", "bao-thu")
    assert result.exit_code == 13
    assert "robots.txt cannot be read" in result.stdout
    assert "no list could be read" in result.stdout
    assert "link_include" not in result.stdout


def test_the_commands_have_help():
    group = LazyGroup("baoluu", places=COMMANDS)
    for words in (["crawl"], ["import"], ["extract"], ["source"], ["source", "check"]):
        result = CliRunner().invoke(group, [*words, "--help"])
        assert result.exit_code == 0
        assert len(result.output) > 100


def test_no_thread_is_left_behind(baoluu):
    before = threading.active_count()
    with serving(small_site(2)) as server:
        baoluu.add(source_of(server))
        baoluu("crawl", "bao-thu")
    assert threading.active_count() <= before


def test_a_source_that_is_read_badly_is_told(baoluu):
    short = "<html><body><h1>Tin {0}</h1><p>Ngắn.</p></body></html>"
    pages = {f"/tin-0000{n}.html": page(short.format(n)) for n in range(1, 7)}
    with serving(small_site(6) | pages) as server:
        baoluu.add(source_of(server))
        result = baoluu("crawl", "bao-thu")
    assert "baoluu source check bao-thu" in result.stdout


def test_the_contact_goes_with_every_request(baoluu):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        baoluu("crawl", "bao-thu", "--contact", "luu.tru@example.org")
        assert all(b"From: luu.tru@example.org" in head for head in server.heads)
        assert all(b"(luu.tru@example.org)" in head for head in server.heads)
