"""What was made for one who asked, kept for whoever asks the same again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The answers asked for last, so many at most; safe to share among threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()  # the one asked for last is last
        self._under_way: dict[Hashable, threading.Lock] = {}

    def get(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer to a question, asked where it is not kept. What `ask` raises is raised, and not kept.

        Who asks what another thread is asking waits for its answer; other questions wait for nobody.
        """
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
            turn = self._under_way.setdefault(question, threading.Lock())
        with turn:
            with self._lock:
                if question in self._kept:  # answered while this one waited
                    return self._kept[question]
            try:
                answer = ask()
                with self._lock:
                    self._kept[question] = answer
                    if len(self._kept) > self._most:
                        self._kept.popitem(last=False)
                return answer
            finally:
                with self._lock:
                    self._under_way.pop(question, None)
