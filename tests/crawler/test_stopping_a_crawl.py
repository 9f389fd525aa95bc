"""A crawl that is told to stop while it indexes, or before."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.crawling import small_site, source_of
from tests.crawler.loopback import serving
from tests.crawler.test_crawl_processes import slow_site, wait_for

PROGRAM = """
import sys, time
from pathlib import Path
from archive.session import Session
from archive.terminal import LazyGroup
from crawler.commands import COMMANDS

def index_new(home):
    (home.path / "indexing").touch()
    time.sleep(600)
    (home.path / "indexed").touch()

group = LazyGroup("baoluu", places=COMMANDS)
session = Session(home_path=Path(sys.argv[1]), index_new=index_new, index_all=index_new)
group(sys.argv[2:], obj=session)
"""


def start(home: Path, *words: str) -> subprocess.Popen[str]:
    """The program with an index that takes ten minutes for whatever came in."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("words", "code"), [((), 130), (("--every", "1s"), 0)])
def test_a_signal_ends_the_indexing_of_what_came_in(baoluu, number: int, words: tuple[str, ...], code: int):
    with serving(small_site(1)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu", *words)
        wait_for((baoluu.home / "indexing").exists)
        process.send_signal(number)
        output, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Not all that came in is indexed" in said
    assert "1 new" in output


def test_after_sigterm_nothing_is_indexed(baoluu):
    with serving(slow_site(30, 0.05)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu")
        wait_for(lambda: any(path.startswith("/tin-") for path in server.requests))
        process.send_signal(signal.SIGTERM)
        output, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stopped: interrupted" in output
    assert "Not all that came in is indexed" in said
    assert not (baoluu.home / "indexing").exists()


def test_after_ctrl_c_what_came_in_is_indexed_until_it_is_pressed_again(baoluu):
    with serving(slow_site(30, 0.05)) as server:
        baoluu.add(source_of(server))
        process = start(baoluu.home, "crawl", "bao-thu")
        wait_for(lambda: any(path.startswith("/tin-") for path in server.requests))
        process.send_signal(signal.SIGINT)
        wait_for((baoluu.home / "indexing").exists)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert not (baoluu.home / "indexed").exists()
