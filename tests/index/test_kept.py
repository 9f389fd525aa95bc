"""What is asked twice is made once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.kept import Kept


def test_the_answer_asked_for_longest_ago_is_forgotten_first():
    kept: Kept[str] = Kept(2)
    asked: list[str] = []

    def ask(question: str) -> str:
        return kept.get(question, lambda: asked.append(question) or question)

    for question in ("a", "b", "a", "c", "a", "b"):
        assert ask(question) == question
    assert asked == ["a", "b", "c", "b"]


def test_a_question_that_fails_is_asked_again():
    kept: Kept[int] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("q", lambda: 1 // 0)
    assert kept.get("q", lambda: 2) == 2


def test_who_asks_what_another_is_asking_waits_for_its_answer():
    kept: Kept[int] = Kept(2)
    asked: list[int] = []
    begun, may_end = threading.Event(), threading.Event()

    def ask() -> int:
        asked.append(1)
        begun.set()
        may_end.wait(10)
        return 7

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(kept.get, "q", ask) for _ in range(4)]
        assert begun.wait(10)
        assert kept.get("another", lambda: 8) == 8
        may_end.set()
        assert [answer.result(10) for answer in answers] == [7, 7, 7, 7]
    assert asked == [1]


def test_who_waited_for_an_answer_that_failed_asks_itself():
    kept: Kept[int] = Kept(2)
    begun, may_fail = threading.Event(), threading.Event()

    def fail() -> int:
        begun.set()
        may_fail.wait(10)
        return 1 // 0

    with ThreadPoolExecutor(2) as threads:
        failing = threads.submit(kept.get, "q", fail)
        assert begun.wait(10)
        waiting = threads.submit(kept.get, "q", lambda: 7)
        may_fail.set()
        assert waiting.result(10) == 7
        with pytest.raises(ZeroDivisionError):
            failing.result(10)
