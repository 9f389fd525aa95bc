"""Processes that work along with this one: started when there is work, ended with the block.

They end with this process too, however it ends, so that none goes on writing where another
command has begun; and only this one listens to an interrupt from the keyboard.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, TypeVar

from archive.errors import Unfinished

Task = TypeVar("Task")
Done = TypeVar("Done")


class Processes:
    """`jobs` processes; what they are given and what they answer is pickled."""

    def __init__(
        self,
        jobs: int,
        *,
        preloaded: str = "",
        begin: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> None:
        """Args:
        preloaded: module that is loaded once, in a process the others are forked from.
        begin: called with `arguments` at the start of each process.
        """
        context: Any = multiprocessing.get_context("forkserver" if preloaded else "spawn")
        if preloaded:
            context.set_forkserver_preload([preloaded])
        self._pool = ProcessPoolExecutor(
            max_workers=jobs, mp_context=context, initializer=_begin, initargs=(begin, arguments)
        )

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def in_order(
        self, work: Callable[[Task], Done], tasks: Iterable[Task], *, together: int = 1
    ) -> Iterator[Done]:
        """What `work` makes of each task, under way from now on; `together` go to a process at once.

        Raises, when asked for what failed: Unfinished if a process was ended; what `work` raises.
        """
        with _told():
            coming = self._pool.map(work, tasks, chunksize=together)
        return _each(coming)

    def as_done(self, work: Callable[[Task], Done], tasks: Sequence[Task]) -> Iterator[tuple[Task, Done]]:
        """Each task with what `work` makes of it, as they are done. Raises: as above."""
        with _told():
            futures = {self._pool.submit(work, task): task for task in tasks}
            for future in as_completed(futures):
                yield futures[future], future.result()


def _each(coming: Iterator[Done]) -> Iterator[Done]:
    with _told():
        yield from coming


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise Unfinished(
            "a process that worked along with this one was ended before it was done",
            hint="What was kept before is as it was. If the system was short of memory, run the command "
            "again with fewer --jobs or a smaller BAOLUU_INDEX_MEMORY; else just run it again.",
        ) from error


def _begin(begin: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*arguments)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "only processes that were started run this"
    wait([parent.sentinel])
    os._exit(1)
