"""The command line's manners, the same in every room: errors, progress, JSON.

Results go to standard output, everything said on the way to standard error, so that a
program can read the one while a person watches the other.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from archive.errors import BaoluuError

T = TypeVar("T")
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class FriendlyGroup(click.Group):
    """A group whose commands answer a person's errors in two lines: what is wrong, what to do."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; BaoluuError becomes a message and its exit code, a bug stays a traceback."""
        try:
            return super().invoke(ctx)
        except BaoluuError as error:
            say(f"Error: {error}")
            say(f"Try: {error.hint}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            say("Stopped. Run the same command again to go on.")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of our output went away; Python would complain again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def say(text: str = "") -> None:
    """A line for the person watching, on standard error."""
    click.echo(text, err=True)


def emit_json(value: Any) -> None:
    """A value for a program, on standard output, readable as it stands."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def emit_json_line(value: Any) -> None:
    """One value of a stream for a program, on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def progress(items: Iterable[T], total: int | None = None, label: str = "") -> Iterator[T]:
    """Yield `items` unchanged while a bar on standard error shows how far it is.

    Where standard error is no terminal nothing is drawn; the caller's summary says it all.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(show_speed=True),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield from bar.track(items, total=total, description=label)


@contextmanager
def byte_progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error over `total` bytes; what is yielded takes the bytes just done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda size: bar.advance(task, size)
