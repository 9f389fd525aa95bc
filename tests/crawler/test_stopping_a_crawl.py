"""A crawl that is told to stop while it indexes, or before."""

from __future__ import annotations

import signal

import pytest

from tests.crawler.crawling import small_site, source_of
from tests.crawler.loopback import serving
from tests.crawler.processes import SOON, slow_site, start, wait_for

LONG = '(home.path / "indexing").touch(); time.sleep(600); (home.path / "indexed").touch()'
"""An index that takes ten minutes for whatever came in."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("words", "code"), [((), 130), (("--every", "1s"), 0)])
def test_a_signal_ends_the_indexing_of_what_came_in(baoluu, number: int, words: tuple[str, ...], code: int):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu", *words, indexing=LONG)
        wait_for((baoluu.home / "indexing").exists)
        process.send_signal(number)
        output, said = process.communicate(timeout=SOON)
    assert process.returncode == code
    assert "Not all that came in is indexed" in said
    assert "1 new" in output


def test_after_sigterm_nothing_is_indexed(baoluu):
    with serving(slow_site(30, 0.05)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu", indexing=LONG)
        wait_for(lambda: any(path.startswith("/tin-") for path in server.requests))
        process.send_signal(signal.SIGTERM)
        output, said = process.communicate(timeout=SOON)
    assert process.returncode == 130
    assert "stopped: interrupted" in output
    assert "Not all that came in is indexed" in said
    assert not (baoluu.home / "indexing").exists()


def test_after_ctrl_c_what_came_in_is_indexed_until_it_is_pressed_again(baoluu):
    with serving(slow_site(30, 0.05)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu", indexing=LONG)
        wait_for(lambda: any(path.startswith("/tin-") for path in server.requests))
        process.send_signal(signal.SIGINT)
        wait_for((baoluu.home / "indexing").exists)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SOON)
    assert process.returncode == 130
    assert not (baoluu.home / "indexed").exists()
