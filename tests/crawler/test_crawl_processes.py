"""A crawl in a process of its own: killed, interrupted, as a service, two at once."""

import json
import os
import signal

from archive.home import Home
from tests.crawler.crawling import small_site, source_of
from tests.crawler.loopback import page, serving
from tests.crawler.processes import SOON, heard, slow_site, start, wait_for


def test_killed_at_any_instant_nothing_is_lost_and_nothing_fetched_twice_but_the_page_in_hand(baoluu):
    with serving(slow_site(12, 0.05)) as server:
        baoluu.add(source_of(server))
        for pages in (2, 5, 8):
            process = start(baoluu.home, "crawl", "bao-thu")
            wait_for(lambda wanted=pages: sum(path.startswith("/tin-") for path in server.requests) >= wanted)
            process.kill()
            process.communicate()
        last = baoluu("crawl", "bao-thu")
        assert last.exit_code == 0, last.output
        catalog = Home.open(baoluu.home).catalog()
        assert catalog.counts()["documents"] == 12
        catalog.close()
        fetched = [path for path in server.requests if path.startswith("/tin-")]
        assert len(fetched) <= 12 + 3
        assert server.count("/") <= 2


def test_a_signal_finishes_the_page_in_hand(baoluu):
    with serving(slow_site(30, 0.05)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu")
        wait_for(lambda: any(path.startswith("/tin-") for path in server.requests))
        process.send_signal(signal.SIGINT)
        output, said = process.communicate(timeout=SOON)
        assert process.returncode == 130
        assert "Finishing the page in hand" in said
        assert "stopped: interrupted" in output


def test_as_a_service_it_goes_round_until_a_signal(baoluu):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu", "--every", "1s")
        wait_for(lambda: server.count("/") >= 2)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SOON)
        assert process.returncode == 0


def test_a_service_gives_way_to_readers_of_the_same_machine(baoluu):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu", "--every", "1s")
        wait_for(lambda: server.count("/") >= 1)
        below = os.getpriority(os.PRIO_PROCESS, process.pid) - os.getpriority(os.PRIO_PROCESS, 0)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SOON)
    assert below > 0 or os.getpriority(os.PRIO_PROCESS, 0) > 9  # nothing is below 19


def test_a_service_leaves_out_a_round_while_somebody_else_writes(baoluu):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "--every", "1s")
        log = baoluu.home / "logs" / "crawl.jsonl"
        wait_for(lambda: log.exists() and len(log.read_text(encoding="utf-8").splitlines()) >= 2)
        with Home.open(baoluu.home, wait=SOON).captures():
            said = heard(process, "This round is left out")
        rounds = server.count("/")
        wait_for(lambda: server.count("/") > rounds)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SOON)
    assert "another process is writing captures" in said
    assert process.returncode == 0


def test_a_second_crawl_of_one_home_leaves_with_its_own_exit_code(baoluu):
    with serving(slow_site(10, 0.2)) as server:
        baoluu.add(source_of(server))
        first = start(baoluu.home, "crawl", "bao-thu")
        wait_for(lambda: any(path.startswith("/tin-") for path in server.requests))
        second = baoluu("crawl", "bao-thu")
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=SOON)
    assert second.exit_code == 10
    assert "another process" in second.stderr


def test_a_fetch_that_is_tried_again_is_a_line_in_the_log_too(baoluu):
    site = small_site(1)
    site["/tin-00001.html"] = [page(status="500 Internal Server Error"), site["/tin-00001.html"]]
    with serving(site) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu")
        log = baoluu.home / "logs" / "crawl.jsonl"
        wait_for(lambda: log.exists() and "postponed" in log.read_text(encoding="utf-8"))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SOON)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    (postponed,) = [line for line in lines if line["outcome"] == "postponed"]
    assert (postponed["reason"], postponed["status"]) == ("http-500", 500)
