"""The program run as a person runs it, on the bundled sample site over real HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.samplesite import serve

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How one run of the command ended."""

    code: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)


def start(home, *arguments):
    """The command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "baoluu", "--home", str(home), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def run(home, *arguments):
    """Run the command to its end."""
    process = start(home, *arguments)
    out, err = process.communicate(timeout=300)
    return Ran(process.returncode, out, err)


def keep_sources(home, site):
    """Give the home the sample's sources, as an archivist would with `source add`."""
    (home / "sources").mkdir(parents=True, exist_ok=True)
    for name, text in site.source_files().items():
        (home / "sources" / name).write_text(text, encoding="utf-8")
    return [source.key for source in site.sources()]


@pytest.fixture(scope="session")
def crawled(tmp_path_factory):
    """A home that crawled the whole sample once, and what the sample truly holds."""
    home = tmp_path_factory.mktemp("crawled")
    with serve((0, 0, 0)) as site:
        ran = run(home, "crawl", *keep_sources(home, site), "--json")
        assert ran.code == 0, ran.err
        yield home, site.documents, ran
