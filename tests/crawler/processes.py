"""The crawl as a program of its own, and what its tests wait for."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.crawler.crawling import small_site

PROGRAM = """
import sys, time
from pathlib import Path
from archive.session import Session
from archive.terminal import LazyGroup
from crawler.commands import COMMANDS

def index_new(home):
    {indexing}

group = LazyGroup("baoluu", places=COMMANDS)
session = Session(home_path=Path(sys.argv[1]), index_new=index_new, index_all=index_new)
group(sys.argv[2:], obj=session)
"""


SOON = 120.0  # seconds a process may take where a machine is loaded; what comes sooner ends the wait


def start(home: Path, *words: str, indexing: str = "pass") -> subprocess.Popen[str]:
    """The program in a process of its own; indexing: the statement that stands for the index."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(indexing=indexing), str(home), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def slow_site(number: int, seconds: float) -> dict:
    """A site whose articles take their time."""
    site = small_site(number)
    for path, answer in site.items():
        if path.startswith("/tin-"):

            def slowly(connection, answer=answer):
                time.sleep(seconds)
                connection.sendall(answer)

            site[path] = slowly
    return site


def wait_for(condition: Callable[[], bool]) -> None:
    """Until it holds, at most SOON."""
    until = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


def heard(process: subprocess.Popen[str], words: str) -> str:
    """The next line with these words that the process says on the way."""
    for line in process.stderr:
        if words in line:
            return line
    raise AssertionError(f"it ended without saying {words!r}")
