"""`baoluu source`: which publishers there are and how their sites are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archive.errors import HomeUnusable, InputUnusable
from archive.home import Home
from archive.model import Source
from archive.session import Session
from archive.sources import parse_source
from archive.terminal import emit_json, progress, say
from crawler.checkup import Checkup, check_source
from crawler.descriptions import described, source_text
from crawler.discover import plan_of
from crawler.manners import manners_of
from crawler.selection import source_of, unmade_home

SOURCE_UNFIT = 13
"""Exit code when a source no longer fits its site."""


@click.group("source")
def source_group() -> None:
    """Publishers: list, show, add, check."""


@source_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print everything known as JSON.")
@click.pass_obj
def list_command(session: Session, as_json: bool) -> None:
    """Every source known here, built-in and your own."""
    sources = _home(session).sources()
    if as_json:
        emit_json([source_json(source) for source in sources.values()])
        return
    width = max((len(key) for key in sources), default=0)
    for source in sources.values():
        site = source.home or "(only imported)"
        click.echo(
            f"{source.key:{width}}  {source.name} · {source.province or '—'} · {site} · {source.checked}"
        )


@source_group.command("show")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def show_command(session: Session, key: str, as_json: bool) -> None:
    """One source as its TOML file; a start for one of your own."""
    source = source_of(_home(session), key)
    if as_json:
        emit_json(source_json(source))
    else:
        click.echo(source_text(source), nl=False)


@source_group.command("add")
@click.argument("what", metavar="ADDRESS|FILE.toml")
@click.option("--key", help="Short name in a-z, 0-9 and -; made from the address when not given.")
@click.option("--name", help="The publisher's name.")
@click.option("--kind", type=click.Choice(["newspaper", "portal"]), help="What publishes there.")
@click.option("--province", default="", help='Such as "Sơn La"; resolves local bodies and places.')
@click.option("--replace", is_flag=True, help="Replace a source of that key.")
@click.pass_obj
def add_command(
    session: Session,
    what: str,
    key: str | None,
    name: str | None,
    kind: str | None,
    province: str,
    replace: bool,
) -> None:
    """Describe a publisher: by its front page's address, or by a TOML file you wrote."""
    home = session.home(create=True)
    source = _read(what, key=key, name=name, kind=kind, province=province)
    plan_of(source)
    manners_of(source)
    path = home.sources_folder / f"{source.key}.toml"
    if source.key in home.sources() and not replace:
        raise InputUnusable(
            f"there is a source called {source.key!r} already",
            hint="Choose another --key, or give --replace.",
        )
    try:
        home.sources_folder.mkdir(parents=True, exist_ok=True)
        path.write_text(source_text(source), encoding="utf-8")
    except OSError as error:
        raise HomeUnusable(
            f"cannot write {path}: {error.strerror or error}", hint="Mend the folder's permissions."
        ) from error
    click.echo(f"{source.key}: {path}")
    say(f"Try it: baoluu source check {source.key}; then: baoluu crawl {source.key} --limit 20")


@source_group.command("check")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def check_command(session: Session, key: str, as_json: bool) -> None:
    """See in a minute whether a source still fits its site: five articles as they are read."""
    source = source_of(_home(session), key)
    checkup = None
    for step in progress(check_source(source), label=f"Checking {source.name}"):
        if isinstance(step, Checkup):
            checkup = step
        elif not as_json:
            say(step)
    assert checkup is not None, "the last step is the checkup"
    if as_json:
        emit_json(checkup.as_json())
    else:
        click.echo(checkup.text())
    if not checkup.fits:
        raise SystemExit(SOURCE_UNFIT)


def source_json(source: Source) -> dict[str, Any]:
    """A source for a program."""
    return {
        "key": source.key,
        "name": source.name,
        "kind": source.kind,
        "home": source.home,
        "province": source.province,
        "hosts": list(source.hosts),
        "checked": source.checked,
        "predecessors": list(source.predecessors),
        "until": source.until.isoformat() if source.until else None,
        **{table: dict(settings) for table, settings in source.settings.items()},
    }


def _home(session: Session) -> Home:
    """The home, made yet or not: built-in sources need none."""
    return unmade_home(session.home_path)


def _read(what: str, *, key: str | None, name: str | None, kind: str | None, province: str) -> Source:
    path = Path(what)
    if not what.lower().endswith(".toml"):
        return described(what, key=key, name=name, kind=kind, province=province)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputUnusable(f"cannot read {path}: {error}", hint="Name a TOML file in UTF-8.") from error
    return parse_source(text, str(path))
