"""Errors a person can cause or mend, each with a hint that says what to do.

BaoluuError
├── HomeUnusable        the home folder cannot be read or written
├── SourceInvalid       a source's description cannot be used
├── CaptureDamaged      a WARC record is cut, altered or missing
├── CatalogUnusable     the catalog is missing, newer than the program, or damaged
├── IndexMissing        there is no index yet, or the one there cannot be used
├── Unfinished          a process that worked along was ended
├── EngineUnavailable   an optional engine is not installed
├── InputUnusable       a file, URL or option given by a person cannot be used
└── Busy                somebody else holds what only one may hold

The command line and the web each translate these in one place; anything else is
a bug and keeps its traceback.
"""

from __future__ import annotations

from functools import partial
from typing import Any


class BaoluuError(Exception):
    """Base of every error shown to people; `hint` says what to do next."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        """Come out of another process whole: pickling knows nothing of a keyword."""
        return partial(type(self), hint=self.hint), self.args


class HomeUnusable(BaoluuError):
    """The home folder cannot be read or written."""

    exit_code = 3


class SourceInvalid(BaoluuError):
    """A source's description cannot be used."""

    exit_code = 4


class CaptureDamaged(BaoluuError):
    """A WARC record is cut, altered or missing."""

    exit_code = 5


class CatalogUnusable(BaoluuError):
    """The catalog is missing, newer than the program, or damaged."""

    exit_code = 6


class IndexMissing(BaoluuError):
    """There is no index yet, or the one there cannot be used."""

    exit_code = 7


class Unfinished(BaoluuError):
    """A process that worked along was ended; what was kept before is as it was."""

    exit_code = 14


class EngineUnavailable(BaoluuError):
    """An optional engine is not installed."""

    exit_code = 8


class InputUnusable(BaoluuError):
    """A file, URL or option given by a person cannot be used."""

    exit_code = 9


class Busy(BaoluuError):
    """Somebody else holds what only one may hold."""

    exit_code = 10
