"""Several processes on one port: they answer together, count together, and end together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from archive.home import Home
from tests.web.holdings import fill
from web.server import THREADS


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """(the first process, the address) of a site while it is up."""
    command = [sys.executable, "-m", "baoluu", "--home", str(home), "serve", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        try:
            address = next(word for line in process.stderr for word in line.split() if "http://" in word)
            yield process, address
        finally:
            process.terminate()
            try:
                process.wait(timeout=40)
            finally:
                if process.poll() is None:
                    process.kill()


def asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Process ids, the oldest first (proc(5))."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(pid) for pid in listed.split()]


def sockets_of(pid: int) -> int:
    """How many sockets a process has open."""
    links = []
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            links.append(str(one.readlink()))
    return sum(link.startswith("socket:") for link in links)


def waits(pid: int) -> bool:
    """Whether a process has come so far as to listen: its threads that answer are there."""
    return len(list(Path(f"/proc/{pid}/task").iterdir())) > THREADS


def eventually(holds, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(holds())


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home.open(tmp_path_factory.mktemp("served") / "archive")
    fill(home)
    return home.path


def test_sigterm_ends_all_processes_with_success(home: Path):
    with serving(home, "--workers", "2") as (process, address):
        assert asked(f"{address}/healthz") == "ok\n"
        workers = workers_of(process)
        assert len(workers) == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) == 0
        assert not any(map(alive, workers))


def test_a_process_that_is_killed_is_replaced_and_readers_are_answered(home: Path):
    with serving(home, "--workers", "2") as (process, address):
        asked(f"{address}/healthz")
        lost = workers_of(process)[0]
        os.kill(lost, signal.SIGKILL)
        assert eventually(lambda: len(workers_of(process)) == 2 and lost not in workers_of(process))
        assert [asked(f"{address}/healthz") for _ in range(10)] == ["ok\n"] * 10


def test_connections_opened_at_once_are_shared_out(home: Path):
    with serving(home, "--workers", "2") as (process, address), ExitStack() as held:
        asked(f"{address}/healthz")
        workers = workers_of(process)
        assert eventually(lambda: all(map(waits, workers)))
        before = {worker: sockets_of(worker) for worker in workers}

        def taken() -> list[int]:
            return [sockets_of(worker) - before[worker] for worker in workers]

        host, port = address.removeprefix("http://").split(":")
        for _ in range(24):
            held.enter_context(socket.create_connection((host, int(port))))
        assert eventually(lambda: sum(taken()) >= 23)  # 24, but for the one before them
        assert min(taken()) >= 10


def test_no_process_outlives_the_first_even_when_it_is_killed(home: Path):
    with serving(home, "--workers", "2") as (process, address):
        asked(f"{address}/healthz")
        workers = workers_of(process)
        process.kill()
        assert eventually(lambda: not any(map(alive, workers)))


def test_the_metrics_count_the_answers_of_every_process(home: Path):
    with serving(home, "--workers", "2", "--metrics") as (process, address):
        for _ in range(40):  # each a connection of its own, so that both processes get some
            asked(f"{address}/robots.txt")
        told = asked(f"{address}/metrics")
        lost = workers_of(process)[0]
        os.kill(lost, signal.SIGKILL)
        assert eventually(lambda: lost not in workers_of(process))
        told_after = asked(f"{address}/metrics")
    counted = r'baoluu_requests_total\{endpoint="machines.robots",method="GET",status="200"\} (\S+)'
    assert [float(found) for found in re.findall(counted, told)] == [40]
    assert [float(found) for found in re.findall(counted, told_after)] == [40]


def test_a_client_has_one_allowance_among_all_processes(home: Path):
    with serving(home, "--workers", "2", "--rate-limit", "5") as (_process, address):
        statuses = []
        for _ in range(20):
            try:
                asked(f"{address}/robots.txt")
                statuses.append(200)
            except urllib.error.HTTPError as refused:
                statuses.append(refused.code)
                refused.close()
    assert statuses.count(200) in (5, 6, 7)  # an allowance fills up again while it is used
    assert set(statuses) == {200, 429}
