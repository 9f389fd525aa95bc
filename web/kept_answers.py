"""Answers of one committed state, kept for whoever asks the same again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class KeptAnswers(Generic[Answer]):
    """The answers asked for last, so many at most; safe to share among threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()  # the one asked for last is last

    def get(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer to a question, asked where it is not kept. What `ask` raises is raised, and not kept."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        answer = ask()  # not under the lock: others have other questions
        with self._lock:
            self._kept[question] = answer
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer
