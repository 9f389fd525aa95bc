"""The command: joins the rooms' command groups, and hands each what the others must not know."""

from __future__ import annotations

from pathlib import Path

import click

from archive.commands import COMMANDS as ARCHIVE_COMMANDS
from archive.home import Home
from archive.session import Session
from archive.terminal import LazyGroup, loaded
from crawler.commands import COMMANDS as CRAWLER_COMMANDS
from index.commands import COMMANDS as INDEX_COMMANDS

PLACES = {
    "demo": "baoluu_demo:demo",
    **ARCHIVE_COMMANDS,
    **CRAWLER_COMMANDS,
    **INDEX_COMMANDS,
    "serve": "web.commands:serve",
}
"""Command -> where it is."""


def index_new(home: Home) -> None:
    """Analyse and index what the catalog has and the index has not."""
    loaded("index.commands.bringing:index_new")(home)


def index_all(home: Home) -> None:
    """Analyse what is stale, and build the index anew beside the one in use."""
    loaded("index.commands.bringing:index_all")(home)


@click.group(
    cls=LazyGroup,
    places=PLACES,
    context_settings={"auto_envvar_prefix": "BAOLUU", "max_content_width": 100},
)
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    default=Path("baoluu-data"),
    show_default=True,
    help="The folder that holds the archive (or BAOLUU_HOME).",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0,
    metavar="SECONDS",
    help="Wait so long for another command that writes; else say at once that it does.",
)
@click.version_option(package_name="baoluu")
@click.pass_context
def main(ctx: click.Context, home: Path, wait: float) -> None:
    """Archive and search the Vietnamese provincial press and its directives."""
    ctx.obj = Session(home_path=home, index_new=index_new, index_all=index_all, wait=wait)


if __name__ == "__main__":
    main()
