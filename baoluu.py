"""The command: joins the rooms' command groups, and hands each what the others must not know."""

from __future__ import annotations

from pathlib import Path

import click

from archive.commands import COMMANDS as ARCHIVE_COMMANDS
from archive.home import Home
from archive.session import Session
from archive.terminal import FriendlyGroup
from baoluu_demo import demo
from crawler.commands import COMMANDS as CRAWLER_COMMANDS
from index.commands import COMMANDS as INDEX_COMMANDS
from index.commands.drawing import draw
from index.intake import analyse_stale, index_pending, rebuild, register_stale
from index.registry import load_corrections
from web.commands import COMMANDS as WEB_COMMANDS


def index_new(home: Home) -> None:
    """Analyse and index what the catalog has and the index has not."""
    catalog = home.catalog()
    draw(analyse_stale(catalog, home.sources()), "Analysing")
    draw(register_stale(catalog, home.sources(), load_corrections(home.path)), "Registering")
    draw(index_pending(home, catalog), "Indexing")
    catalog.close()


def index_all(home: Home) -> None:
    """Analyse what is stale, and build the index anew beside the one in use."""
    catalog = home.catalog()
    draw(analyse_stale(catalog, home.sources()), "Analysing")
    draw(register_stale(catalog, home.sources(), load_corrections(home.path)), "Registering")
    draw(rebuild(home, catalog), "Indexing")
    catalog.close()


@click.group(cls=FriendlyGroup, context_settings={"auto_envvar_prefix": "BAOLUU", "max_content_width": 100})
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


for command in (demo, *ARCHIVE_COMMANDS, *CRAWLER_COMMANDS, *INDEX_COMMANDS, *WEB_COMMANDS):
    main.add_command(command)


if __name__ == "__main__":
    main()
