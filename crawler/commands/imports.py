"""`baoluu import`: files on disk into the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from archive.session import Session
from archive.terminal import emit_json, progress, say
from crawler.imports import Imported, ImportOptions, LeftOut, import_paths
from crawler.selection import unmade_home

NOTHING_IMPORTED = 12
"""Exit code when not one document could be made of what was named."""
_EXAMPLES = 5  # files named for each reason


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--source", help="The source all of it belongs to; else chosen by each page's host.")
@click.option("--known-hosts", is_flag=True, help="Of WARC files, only pages of hosts a source covers.")
@click.option("--dry-run", is_flag=True, help="Show what would come in; keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--no-index", is_flag=True, help="Do not analyse and index what came in.")
@click.pass_obj
def import_command(
    session: Session,
    paths: tuple[Path, ...],
    source: str | None,
    known_hosts: bool,
    dry_run: bool,
    as_json: bool,
    no_index: bool,
) -> None:
    """Bring in saved pages, texts, WARC files and folders of them.

    .html .htm .mht saved pages; .txt with the title in its first line and the day in a line of
    its own; .jsonl with {"id", "title", "text"} a line and, where known, "url", "date",
    "source"; .warc .warc.gz .wacz; .pdf .docx .doc .rtf .odt. What cannot be read is left out and named
    with its reason; importing twice changes nothing.

    Exit codes: 0 something came in or was there already; 12 nothing could be imported.
    """
    home = unmade_home(session.home_path) if dry_run else session.home(create=True)
    options = ImportOptions(source=source, known_hosts_only=known_hosts, dry_run=dry_run)
    counts: dict[str, int] = {"new": 0, "changed": 0, "unchanged": 0}
    left_out: list[LeftOut] = []
    documents: list[Mapping[str, Any]] = []
    for event in progress(import_paths(home, paths, options), label="Import"):
        if isinstance(event, LeftOut):
            left_out.append(event)
            continue
        counts[event.outcome] += 1
        if dry_run or as_json:
            documents.append(_told(event))
    came_in = sum(counts.values())
    if came_in and not dry_run and not no_index:
        session.index_new(home)
    if as_json:
        emit_json(
            {
                "dry_run": dry_run,
                **counts,
                "left_out": [{"file": o.file, "place": o.place, "reason": o.reason} for o in left_out],
                "documents": documents,
            }
        )
    else:
        _tell(counts, left_out, documents if dry_run else [], dry_run=dry_run)
    if not came_in:
        raise SystemExit(NOTHING_IMPORTED)


def _told(event: Imported) -> Mapping[str, Any]:
    document = event.document
    return {
        "file": event.file,
        "place": event.place,
        "outcome": event.outcome,
        "id": document.id,
        "kind": document.kind.value,
        "title": document.title,
        "day": document.published.day.isoformat() if document.published else None,
        "source": document.source,
        "language": document.language,
    }


def _tell(
    counts: Mapping[str, int], left_out: list[LeftOut], documents: list[Mapping[str, Any]], *, dry_run: bool
) -> None:
    for told in documents:
        where = f"{told['file']} {told['place']}".strip()
        day, source = told["day"] or "—", told["source"]
        click.echo(f"{told['outcome']:9} {day:10} {source:12} {told['title']}  [{where}]")
    verb = "would come in" if dry_run else "imported"
    sums = ", ".join(f"{number} {name}" for name, number in counts.items())
    click.echo(f"{sum(counts.values())} documents {verb}: {sums}; {len(left_out)} left out")
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for one in left_out:
        reason, _, detail = one.reason.partition(": ")
        by_reason[reason].append(f"{one.file} {one.place}".strip() + (f" ({detail})" if detail else ""))
    for reason, files in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0])):
        more = f"; … {len(files) - _EXAMPLES} more" if len(files) > _EXAMPLES else ""
        click.echo(f"  {len(files)} × {reason}: {'; '.join(files[:_EXAMPLES])}{more}")
    if not sum(counts.values()) and not left_out:
        say("There is no file in what was named.")
