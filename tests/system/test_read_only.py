"""An archive in folders that may not be written: searched, verified and served; what writes says why not.

Root may write anywhere, whatever a folder's mode says, by one capability; the commands run without it.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.conftest import ROOT, Ran, run

_PR_CAPBSET_DROP = 24  # linux/prctl.h
_CAP_DAC_OVERRIDE = 1  # linux/capability.h
_LIBC = ctypes.CDLL(None, use_errno=True)


def obey_modes() -> None:
    """Between fork and exec: the program that follows is held to the modes of files, also as root."""
    if os.geteuid() == 0 and _LIBC.prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot drop a capability")


def start_obeying(home: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "baoluu", "--home", str(home), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        preexec_fn=obey_modes,
    )


def run_obeying(home: Path, *arguments: object) -> Ran:
    process = start_obeying(home, *arguments)
    out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)


def set_modes(home: Path, folders: int, files: int) -> None:
    for path in [*home.rglob("*"), home]:
        path.chmod(folders if path.is_dir() else files)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("pages") / "bai.txt"
    page.write_text(
        "Họp xã Mường Tấc\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã Mường Tấc họp.", encoding="utf-8"
    )
    return page


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, page: Path) -> Iterator[Path]:
    """A home that was filled and may no longer be written."""
    home = tmp_path_factory.mktemp("sealed") / "home"
    assert run(home, "import", page).code == 0
    set_modes(home, 0o555, 0o444)
    yield home
    set_modes(home, 0o755, 0o644)


def test_the_folder_cannot_be_written_by_whoever_runs_these_tests(sealed: Path):
    touched = subprocess.run(
        ["touch", sealed / "index" / "x"], capture_output=True, preexec_fn=obey_modes, check=False
    )
    assert touched.returncode != 0


def test_a_sealed_archive_is_searched(sealed: Path):
    ran = run_obeying(sealed, "search", "mường tấc", "--json")
    assert ran.code == 0, ran.err
    assert [hit["title"] for hit in ran.json()["hits"]] == ["Họp xã Mường Tấc"]


def test_a_sealed_archive_is_verified(sealed: Path):
    ran = run_obeying(sealed, "verify", "--json")
    assert ran.code == 0, ran.err
    assert ran.json()["faults"] == []


def test_a_sealed_archive_is_served(sealed: Path):
    with start_obeying(sealed, "serve", "--port", "0") as server:
        assert server.stderr is not None
        try:
            address = next(word for line in server.stderr for word in line.split() if "http://" in word)
            for path in ("/readyz", "/tim-kiem?q=muong+tac", "/"):
                with urllib.request.urlopen(address + path, timeout=20) as answer:
                    text = answer.read().decode()
                    assert answer.status == 200
                assert path != "/tim-kiem?q=muong+tac" or "Mường Tấc" in text
        finally:
            server.terminate()


@pytest.mark.parametrize("command", ["import", "crawl", "reindex", "rebuild"])
def test_what_writes_says_that_the_archive_cannot_be_written(sealed: Path, page: Path, command: str):
    arguments = {"import": [page], "crawl": ["baosonla"]}.get(command, [])
    before = {path: path.stat().st_mtime_ns for path in sealed.rglob("*")}
    ran = run_obeying(sealed, command, *arguments)
    assert ran.code not in (0, 1), (ran.out, ran.err)
    assert "Error:" in ran.err and "Try:" in ran.err
    assert "Traceback" not in ran.err
    assert {path: path.stat().st_mtime_ns for path in sealed.rglob("*")} == before
