"""The archivist's corrections of entities: `HOME/entities.toml`, kept through every re-analysis.

[[merge]]                       # spellings of one entity
kind = "PER"                    # PER, ORG or LOC
into = "Lò Minh Hùng"
names = ["Lò Minh Hừng", "L. M. Hùng"]

[[split]]                       # two of one name: those mentions become another entity
kind = "PER"
name = "Nguyễn Văn Bình"
into = "Nguyễn Văn Bình (Mai Sơn)"
sources = ["baosonla"]          # any of these, all that are given must hold
documents = ["…"]
office = "Mai Sơn"              # words of the office beside the name
since = 2020-01-01
until = 2024-12-31

[[rename]]                      # another name for people to read
kind = "ORG"
name = "UBND tỉnh Sơn La"
label = "Ủy ban nhân dân tỉnh Sơn La"

[[directive]]                   # what a number means in one document
document = "…"
number = "02-NQ/TU"
is = "02-NQ/TU~tinh-uy-lao-cai~2020-2025"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.catalog import references_entities as statements
from archive.catalog.references import ReferenceStore
from archive.errors import InputUnusable
from archive.model import Document
from index.text.keys import exact_key, folded_key

FILE = "entities.toml"
_FIELDS: dict[str, tuple[set[str], set[str]]] = {  # table -> (required, optional)
    "merge": ({"kind", "into", "names"}, set()),
    "split": ({"kind", "name", "into"}, {"sources", "documents", "office", "since", "until"}),
    "rename": ({"kind", "name", "label"}, set()),
    "directive": ({"document", "number", "is"}, set()),
}
_LISTS = ("names", "sources", "documents")
_KINDS = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Named:
    """An entity after the corrections."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one home; without any, everything stays as it was recognised."""

    entries: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def entity(
        self, kind: str, key: str, label: str, document: Document, attributes: Mapping[str, Any]
    ) -> Named:
        """What a mention of `document` names: split first, then merged, then renamed."""
        if not self.entries:
            return Named(key, label)
        for entry in self.entries.get("split", ()):
            if _is(entry, kind, key, "name") and _splits(entry, document, attributes):
                key, label = exact_key(entry["into"]), entry["into"]
                break
        return self.merged(kind, key, label)

    def merged(self, kind: str, key: str, label: str) -> Named:
        """What an entity of this key is called: merged, then renamed."""
        for entry in self.entries.get("merge", ()):
            if entry["kind"] == kind and key in {exact_key(name) for name in entry["names"]}:
                key, label = exact_key(entry["into"]), entry["into"]
        for entry in self.entries.get("rename", ()):
            if _is(entry, kind, key, "name"):
                label = entry["label"]
        return Named(key, label)

    def directive_of(self, document: str, number: str) -> str | None:
        """Key of the directive a number means in a document, where the archivist said so."""
        for entry in self.entries.get("directive", ()):
            if entry["document"] == document and entry["number"] == number:
                return str(entry["is"])
        return None

    def documents_touched(self, before: Corrections, store: ReferenceStore) -> set[str]:
        """Documents whose entities or directives differ from what they were under `before`."""
        touched: set[str] = set()
        for entry in _changed(self, before):
            if "document" in entry:
                touched.add(entry["document"])
                continue
            names = [entry.get("name", entry.get("into")), entry.get("into"), *entry.get("names", ())]
            keys = sorted({exact_key(name) for name in names if name})
            touched.update(row[0] for row in store.rows(statements.documents_naming(entry["kind"], keys)))
        return touched

    def to_json(self) -> str:
        """For keeping beside what was made with them."""
        listed = {table: [dict(entry) for entry in entries] for table, entries in self.entries.items()}
        return json.dumps(listed, ensure_ascii=False, sort_keys=True, default=str) if listed else ""

    @classmethod
    def from_json(cls, text: str) -> Corrections:
        """The reverse of `to_json`."""
        return cls({table: tuple(entries) for table, entries in json.loads(text).items()}) if text else cls()


def load_corrections(home: Path) -> Corrections:
    """The corrections in a home folder; none when it has no file.

    Raises: InputUnusable, naming the file and what is wrong in it.
    """
    path = home / FILE
    if not path.is_file():
        return Corrections()
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _invalid(path, str(error)) from error
    unknown = sorted(set(fields) - set(_FIELDS))
    if unknown:
        raise _invalid(path, f"unknown: {', '.join(unknown)}")
    return Corrections.from_json(
        Corrections({table: tuple(_entries(fields, table, path)) for table in sorted(fields)}).to_json()
    )


def _entries(fields: Mapping[str, Any], table: str, path: Path) -> list[Mapping[str, Any]]:
    required, optional = _FIELDS[table]
    entries = fields[table]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _invalid(path, f"write [[{table}]], not [{table}]")
    for number, entry in enumerate(entries, 1):
        missing = sorted(required - set(entry))
        unknown = sorted(set(entry) - required - optional)
        if missing or unknown:
            wrong = f"lacks {', '.join(missing)}" if missing else f"has unknown {', '.join(unknown)}"
            raise _invalid(path, f"[[{table}]] number {number} {wrong}")
        if "kind" in entry and entry["kind"] not in _KINDS:
            raise _invalid(path, f"[[{table}]] number {number}: kind is one of {', '.join(_KINDS)}")
        for name in sorted(set(entry) - {"since", "until"}):
            if not _is_text(entry[name], several=name in _LISTS):
                wanted = "a list of texts" if name in _LISTS else "text"
                raise _invalid(path, f"[[{table}]] number {number}: {name} must be {wanted}")
    return entries


def _is_text(value: object, *, several: bool) -> bool:
    if several:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _is(entry: Mapping[str, Any], kind: str, key: str, name: str) -> bool:
    return bool(entry["kind"] == kind and exact_key(entry[name]) == key)


def _splits(entry: Mapping[str, Any], document: Document, attributes: Mapping[str, Any]) -> bool:
    day = document.published.day.isoformat() if document.published else ""
    if "sources" in entry and document.source not in entry["sources"]:
        return False
    if "documents" in entry and document.id not in entry["documents"]:
        return False
    if "office" in entry and folded_key(entry["office"]) not in folded_key(
        str(attributes.get("office") or "")
    ):
        return False
    if "since" in entry and (not day or day < str(entry["since"])):
        return False
    return not ("until" in entry and (not day or day > str(entry["until"])))


def _changed(one: Corrections, other: Corrections) -> list[Mapping[str, Any]]:
    found = []
    for this, that in ((one, other), (other, one)):
        for table, entries in this.entries.items():
            found += [entry for entry in entries if entry not in that.entries.get(table, ())]
    return found


def _invalid(path: Path, reason: str) -> InputUnusable:
    return InputUnusable(
        f"{path}: {reason}",
        hint="See the head of index/registry/corrections.py for the four tables it may hold.",
    )
