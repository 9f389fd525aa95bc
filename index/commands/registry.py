"""`baoluu directives` and `baoluu entity`: what the registry knows of a number, of a name."""

from __future__ import annotations

from collections.abc import Sequence

import click

from archive.errors import InputUnusable
from archive.session import Session
from archive.terminal import emit_json
from index.registry import Registry
from index.registry.entries import DirectiveEntry, EntityEntry, ListedDirective, ListedEntity

_KINDS = ("PER", "ORG", "LOC")
_SHOWN = 20


@click.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def directives(session: Session, number: str, as_json: bool) -> None:
    """Show which directives NUMBER may mean, or everything known of one directive.

    NUMBER is a number in any written form ("02-NQ/TU", "NQ 02-NQ/TU"), a law's name, a short form
    ("Nghị quyết 18"), or a directive's key ("02-NQ/TU~tinh-uy-son-la~2020-2025").
    """
    registry = Registry(session.home().catalog())
    entry = registry.directive(number)
    candidates = [] if entry is not None else registry.candidates(number)
    if entry is None and len(candidates) == 1 and not candidates[0].open:
        entry = registry.directive(candidates[0].key)
    if entry is None and not candidates:
        raise InputUnusable(
            f"no document in the archive is or cites {number!r}",
            hint="Write the number as the press does: 02-NQ/TU, 19/2025/QĐ-TTg.",
        )
    if as_json:
        emit_json(
            {
                "asked": number,
                "directive": entry.as_json() if entry is not None else None,
                "candidates": [one.as_json() for one in candidates],
            }
        )
    elif entry is not None:
        _show_directive(entry)
    else:
        for one in candidates:
            _show_candidate(one)


@click.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(_KINDS), help="Only persons, bodies or places.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def entity(session: Session, name: str, kind: str | None, as_json: bool) -> None:
    """Show a person, body or place: its spellings, offices, company and the documents that name it."""
    registry = Registry(session.home().catalog())
    kinds = (kind,) if kind else _KINDS
    entries = [entry for one in kinds if (entry := registry.entity(one, name)) is not None]
    near = [] if entries else [item for one in kinds for item in registry.entities(one, name).items]
    if not entries and not near:
        raise InputUnusable(
            f"no document in the archive names {name!r}",
            hint="Try the beginning of the name, or `baoluu search` for it as plain words.",
        )
    if as_json:
        emit_json(
            {
                "asked": name,
                "entities": [entry.as_json() for entry in entries],
                "similar": [one.as_json() for one in near],
            }
        )
        return
    for entry in entries:
        _show_entity(entry)
    _show_similar(near)


def _show_candidate(one: ListedDirective) -> None:
    if one.open:
        click.echo(f"{one.number}  not decided: cited by {one.articles:,} articles")
        return
    when = one.issued or one.period or "undated"
    held = "held" if one.held else "not held"
    click.echo(f"{one.key}  {one.issuer or one.title}, {when}, {held}, {one.articles:,} articles")


def _show_directive(entry: DirectiveEntry) -> None:
    _show_candidate(entry.directive)
    if entry.directive.title:
        click.echo(f"  {entry.directive.title}")
    for document in entry.held:
        click.echo(f"  text: {document.document}  {document.title}")
    for label, related in (("", entry.cites), ("by ", entry.affected_by)):
        for other in related:
            click.echo(f"  {label}{other.relation}: {other.key or other.number}")
    click.echo(f"Cited by {entry.cited_by_total:,} documents:")
    for cited in entry.cited_by[:_SHOWN]:
        click.echo(f"  {cited.day or '?':<10}  {cited.source:<14}  {cited.title}")
    if entry.possible:
        click.echo(f"Perhaps meant by {len(entry.possible):,} more.")


def _show_entity(entry: EntityEntry) -> None:
    one = entry.entity
    click.echo(
        f"{one.kind} {one.label}: {one.documents:,} documents, {one.first or '?'} to {one.last or '?'}"
    )
    click.echo("  written: " + ", ".join(f"{form} ({times})" for form, times in entry.forms[:8]))
    for other in entry.namesakes:
        click.echo(f"  another of this name: {other.label} ({other.documents:,} documents)")
    for reason in entry.apart_because:
        here, there = reason.here, reason.there
        click.echo(
            f"  not {reason.than}: {reason.why}: {here.text!r} in {here.document}, "
            f"{there.text!r} in {there.document}"
        )
    for office in entry.offices:
        period = f"{office.first or '?'} to {office.last or '?'}"
        click.echo(f"  {period}  {office.office} {office.body}")
    for unit in entry.units:
        until = f"until {unit['until']}, now {', '.join(unit['successors'])}" if unit["until"] else "stands"
        meant = f", meant in {unit['documents']:,} documents" if unit.get("documents") else ""
        click.echo(f"  unit: {', '.join([unit['name'], *unit['within']])} ({until}{meant})")
    if entry.unit_open:
        click.echo(f"  which unit is meant stays open in {entry.unit_open:,} documents")
    for others in entry.beside.values():
        click.echo("  with: " + ", ".join(f"{other.label} ({other.documents})" for other in others[:6]))
    for document in entry.documents[:_SHOWN]:
        click.echo(f"  {document.day or '?':<10}  {document.source:<14}  {document.title}")


def _show_similar(near: Sequence[ListedEntity]) -> None:
    for one in near:
        click.echo(f"{one.kind} {one.label}: {one.documents:,} documents")
