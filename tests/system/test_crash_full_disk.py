"""A disk that is full, or cannot be written: said in two lines, nothing lost, the next run goes on."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.system.conftest import ROOT, Ran
from tests.system.inprocess import faults, invoke

RECORDS = 60
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Disk:
    """A home on a disk of few bytes: a small tmpfs where that may be mounted, else a bound on files."""

    home: Path
    resize: Callable[[str], bool]  # "size=9m" or "ro"; whether the disk obeyed
    bound: int | None  # bytes a file may have, where there is no disk of its own


@contextmanager
def small_disk(folder, megabytes):
    folder.mkdir()

    def mount(*options):
        if os.geteuid() != 0:
            return False
        return subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0

    own = mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
    try:
        resize = (lambda how: mount("-o", f"remount,{how}", folder)) if own else (lambda how: False)
        yield Disk(folder / "home", resize, None if own else megabytes * MEGABYTE // 4)
    finally:
        if own:
            subprocess.run(["umount", "--lazy", folder], check=True)


def run_on(disk, *arguments, bounded=True):
    """The command, its files bounded where the disk is not."""
    bound = disk.bound if bounded else None
    limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound))) if bound else None
    ended = subprocess.run(
        [sys.executable, "-m", "baoluu", "--home", str(disk.home), *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=limit,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """Records of 12 kB each, a megabyte and a half in all, each unlike the others."""
    path = tmp_path_factory.mktemp("lines") / "tin.jsonl"
    records = (
        {
            "id": f"cn-{n}",
            "title": f"Chiềng Ngần họp lần {n}",
            "text": " ".join(f"Bản {n * 977 + m * 7919} trồng {m * n + 31} ha rừng." for m in range(400)),
        }
        for n in range(RECORDS)
    )
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records), encoding="utf-8")
    return path


@pytest.mark.parametrize("megabytes", [1, 2])
def test_a_full_disk_is_said_and_nothing_is_lost_when_there_is_room_again(tmp_path, lines, megabytes):
    with small_disk(tmp_path / "disk", megabytes) as disk:
        ran = run_on(disk, "import", lines)
        assert ran.code not in (0, 1), ran.err
        assert "Error:" in ran.err and "Try:" in ran.err
        assert "Traceback" not in ran.err
        disk.resize("size=200m")
        assert run_on(disk, "import", lines, bounded=False).code == 0
        assert faults(disk.home) == []
        assert invoke(disk.home, "status", "--json").json()["documents"] == RECORDS


def test_a_home_on_a_read_only_disk_is_searched_and_verified_but_not_written(tmp_path):
    with small_disk(tmp_path / "disk", 20) as disk:
        page = tmp_path / "bai.txt"
        page.write_text(
            "Họp xã Mường Tấc\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã họp.", encoding="utf-8"
        )
        assert run_on(disk, "import", page, bounded=False).code == 0
        if not disk.resize("ro"):
            for path in [disk.home, *disk.home.rglob("*")]:
                path.chmod(0o555 if path.is_dir() else 0o444)
        if os.access(disk.home, os.W_OK):
            return  # root, and no disk of its own: nothing can be made read-only here
        for command in (["import", page], ["reindex"], ["rebuild"]):
            ran = run_on(disk, *command)
            assert ran.code not in (0, 1), (command, ran.err)
            assert "Error:" in ran.err and "Traceback" not in ran.err, (command, ran.err)
        assert run_on(disk, "search", "mường tấc", "--json").json()["total"] == 1
        assert faults(disk.home) == []
        disk.resize("rw")
