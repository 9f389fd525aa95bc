"""`baoluu extract`: one page to a document, for looking; stores nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.errors import InputUnusable
from archive.session import Session
from archive.settings import read_settings
from archive.terminal import emit_json
from crawler.extract import Extraction
from crawler.imports.onefile import extract_file
from crawler.selection import unmade_home


@click.command("extract")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", default="", help="The page's address; it may tell the day and the source.")
@click.option("--source", help="Read by this source's selectors; else by the source of the address's host.")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read as JSON.")
@click.pass_obj
def extract_command(session: Session, file: Path, url: str, source: str | None, as_json: bool) -> None:
    """Show what is read from one page or document (- for standard input)."""
    content = _content(file)
    home = unmade_home(session.home_path)
    extraction = extract_file(content, file.name, url=url, sources=home.sources(), key=source)
    if as_json:
        emit_json(extraction.as_json())
    else:
        _show(extraction)


def _content(file: Path) -> bytes:
    """A file's bytes, or those of standard input. Raises: InputUnusable."""
    largest = read_settings().page_bytes
    try:
        if str(file) == "-":
            content = sys.stdin.buffer.read(largest + 1)
        else:
            with file.open("rb") as opened:
                content = opened.read(largest + 1)
    except OSError as error:
        raise InputUnusable(
            f"cannot read {file}: {error.strerror or error}", hint="Name a file that is there and readable."
        ) from error
    if len(content) > largest:
        raise InputUnusable(
            f"{file} is larger than {largest:,} bytes", hint="Set BAOLUU_PAGE_BYTES to read it all the same."
        )
    if not content:
        raise InputUnusable(f"{file} is empty", hint="Save the page again.")
    return content


def _show(extraction: Extraction) -> None:
    click.echo(f"{extraction.kind.value}: {extraction.reason}")
    document = extraction.document
    if document is None:
        return
    published = document.published
    day = "—"
    if published is not None:
        guess = "" if published.certain else ", a guess"
        day = f"{published.day.isoformat()} {published.time or ''}".strip() + f" ({published.basis}{guess})"
    for name, value in (
        ("url", document.url),
        ("title", document.title),
        ("day", day),
        ("author", document.author or "—"),
        ("section", document.section or "—"),
        ("language", document.language),
        *((name, value) for name, value in document.form.items() if value),
    ):
        click.echo(f"{name}: {value}")
    click.echo()
    if document.lead:
        click.echo(f"{document.lead}\n")
    click.echo(document.body)
