"""The command line's manners, the same in every room: errors, progress, JSON.

Results go to standard output, everything said on the way to standard error, so that a
program can read the one while a person watches the other.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
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


class LazyGroup(FriendlyGroup):
    """A friendly group that imports a command when it is asked for.

    The rooms stand on large libraries; `baoluu search` need not wait for what `crawl` needs.
    """

    def __init__(self, *arguments: Any, places: Mapping[str, str] | None = None, **options: Any) -> None:
        """Args: places: command name -> "module:attribute"."""
        super().__init__(*arguments, **options)
        self.places = dict(places or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, without importing anything."""
        return sorted({*super().list_commands(ctx), *self.places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported the first time."""
        if cmd_name in self.places and cmd_name not in self.commands:
            self.add_command(loaded(self.places[cmd_name]), cmd_name)
        return super().get_command(ctx, cmd_name)


def loaded(place: str) -> Any:
    """What "module:attribute" names."""
    module, _, attribute = place.partition(":")
    return getattr(import_module(module), attribute)


def say(text: str = "") -> None:
    """A line for the person watching, on standard error."""
    click.echo(text, err=True)


def emit_json(value: Any) -> None:
    """A value for a program, on standard output, readable as it stands."""
    click.echo(_json(value, indent=2))


def emit_json_line(value: Any) -> None:
    """One value of a stream for a program, on one line."""
    click.echo(_json(value))


def _json(value: Any, indent: int | None = None) -> str:
    """JSON whose letters are themselves, or escaped throughout where it holds half of a surrogate pair."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return written


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
