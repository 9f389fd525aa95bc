"""`baoluu entities`: JSON lines of texts in, the same with their entities out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

import click

from archive.errors import InputUnusable
from archive.model import Mention, MentionType
from archive.terminal import emit_json_line
from index.entities import recognise

_SHAPE = 'Each line is one {"id": …, "text": …}.'


@click.command("entities")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--jsonl", is_flag=True, help='Lines of {"id", "text"} in, the same with "entities" out.')
def entities(file: IO[str], jsonl: bool) -> None:
    """Find persons, bodies, places, directives and dates in the text of FILE ("-": standard input)."""
    if not jsonl:
        text = file.read()
        for mention in _calendar(recognise(text)):
            click.echo(
                f"{mention.start}\t{mention.end}\t{mention.type.value}\t{' '.join(mention.text.split())}"
            )
        return
    for number, record in _records(file):
        answer = {
            "id": record.get("id", number),
            "text": record["text"],
            "entities": [as_entity(mention) for mention in _calendar(recognise(record["text"]))],
        }
        emit_json_line(answer)


def as_entity(mention: Mention) -> dict[str, Any]:
    """A mention in the shape of the annotation guidelines: offsets, type, text and what its type adds."""
    entity: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type.value,
        "text": mention.text,
    }
    if mention.type is MentionType.DIRECTIVE:
        entity |= {name: mention.attributes[name] for name in ("number", "doc_type", "issued", "issuer")}
    elif mention.type is MentionType.DATE:
        entity["iso"] = mention.attributes["iso"]
    return entity


def _calendar(mentions: list[Mention]) -> Iterator[Mention]:
    """All but the dates that stand on no calendar: "hôm qua", "nhiệm kỳ 2020-2025"."""
    for mention in mentions:
        if mention.type is not MentionType.DATE or mention.attributes["kind"] == "calendar":
            yield mention


def _records(file: IO[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputUnusable(f"line {number} is not JSON: {error.msg}", hint=_SHAPE) from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise InputUnusable(f'line {number} has no "text"', hint=_SHAPE)
        yield number, record
