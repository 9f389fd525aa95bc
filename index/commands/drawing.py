"""Progress of the index room's steps on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index.intake import Step


def draw(steps: Iterable[Step], label: str) -> int:
    """Run the steps while a bar shows how far they are; answers how many were done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return max((step.done for step in steps), default=0)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    done = 0
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)
        for step in steps:
            done = step.done
            bar.update(task, completed=done, total=step.total)
    return done
