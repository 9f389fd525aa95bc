"""Processes that are killed: forked from one that has the program loaded, so that each starts at once.

A job tells what it was promised (a capture kept, a document stored) by writing a line to a file
with one system call, so that what is in the file was promised before the kill.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

from archive.home import Home
from crawler.crawl import CrawlOptions, crawl
from crawler.events import AddressDone
from crawler.imports import Imported, import_paths
from index.intake import analyse_stale, index_pending, rebuild

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.system.killing", "underthesea"])
_PROMISED = "promised.txt"


def crawl_job(home_path, keys):
    """Crawl, then analyse and index, as the command does."""
    home = Home.open(home_path)
    sources = home.sources()
    for event in crawl(home, [sources[key] for key in keys], CrawlOptions()):
        if isinstance(event, AddressDone) and event.document:
            _promise(home, event.document)
    bring_up_job(home_path)


def import_job(home_path, files):
    """Import, then analyse and index, as the command does."""
    home = Home.open(home_path)
    for event in import_paths(home, [Path(file) for file in files]):
        if isinstance(event, Imported):
            _promise(home, event.document.id)
    bring_up_job(home_path)


def bring_up_job(home_path):
    """Analyse what is stale, one document a commit, and index what is new."""
    home = Home.open(home_path)
    catalog = home.catalog()
    for _ in analyse_stale(catalog, home.sources()):
        pass
    for _ in index_pending(home, catalog):
        pass


def analyze_job(home_path):
    """Analyse everything again."""
    home = Home.open(home_path)
    for _ in analyse_stale(home.catalog(), home.sources(), everything=True):
        pass


def reindex_job(home_path):
    """Build the index beside the one in use and swap it in."""
    home = Home.open(home_path)
    for _ in rebuild(home, home.catalog()):
        pass


def started(job, *arguments):
    """The job, running in a process of its own."""
    process = _FORKS.Process(target=_quietly, args=(job, arguments))
    process.start()
    return process


def run_to_end(job, *arguments):
    """Run the job; answers its seconds. A job that fails is a failure of the test."""
    began = time.monotonic()
    process = started(job, *arguments)
    process.join(240)
    assert process.exitcode == 0, f"{job.__name__} ended with {process.exitcode}"
    return time.monotonic() - began


def kill_at(instant, job, *arguments):
    """Run the job and kill it after so many seconds; answers whether it was still running."""
    process = started(job, *arguments)
    process.join(instant)
    running = process.exitcode is None
    if running:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return running


def promised(home_path):
    """Ids of the documents that were said to be kept."""
    path = Path(home_path) / _PROMISED
    return set(path.read_text().split()) if path.exists() else set()


def instants(seconds, number, seed):
    """So many random instants within a job of so many seconds."""
    draw = random.Random(seed)
    return [draw.uniform(0, seconds) for _ in range(number)]


def _promise(home, document):
    descriptor = os.open(home.path / _PROMISED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, f"{document}\n".encode())
    os.close(descriptor)


def _quietly(job, arguments):
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job(*arguments)
