"""Known vulnerabilities of the pinned dependencies, by a database that lies on this machine.

    python .ci/audit.py DATABASE [constraints.txt]

DATABASE is a folder of advisories in the OSV form (JSON or YAML, at any depth), such as a checkout of
the Python Packaging Advisory Database. Nothing is asked over the network. Ends with 1 when a pinned
version is affected, with 2 when the folder has no advisory.

Form: OSV schema 1.7, https://ossf.github.io/osv-schema/, "Evaluation" for what counts as affected;
names and versions by PEP 503 and PEP 440.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SUFFIXES = (".json", ".yaml", ".yml")


def pinned(constraints: Path) -> dict[str, Version]:
    """Normal name -> version of each line `name==version`."""
    found: dict[str, Version] = {}
    for line in constraints.read_text(encoding="utf-8").splitlines():
        stated = line.partition("#")[0].strip()
        if stated:
            requirement = Requirement(stated)
            (clause,) = requirement.specifier
            found[canonicalize_name(requirement.name)] = Version(clause.version)
    return found


def advisories(database: Path, names: set[str]) -> Iterator[dict[str, Any]]:
    """The advisories of the folder that speak of one of `names` and were not withdrawn."""
    for path in sorted(database.rglob("*")):
        if path.suffix not in _SUFFIXES or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        advisory = yaml.load(text, Loader=_LOADER)  # safe loaders both
        if not isinstance(advisory, dict) or "withdrawn" in advisory:
            continue
        if names & {_name(affected) for affected in advisory.get("affected", ())}:
            yield advisory


def is_affected(version: Version, affected: dict[str, Any]) -> bool:
    """Whether one entry of an advisory's `affected` covers the version."""
    if any(_parsed(listed) == version for listed in affected.get("versions", ())):
        return True
    ranges = (one for one in affected.get("ranges", ()) if one["type"] == "ECOSYSTEM")
    return any(_in_range(version, one["events"]) for one in ranges)


def _in_range(version: Version, events: list[dict[str, str]]) -> bool:
    inside = False
    for event in sorted(events, key=lambda one: _parsed(next(iter(one.values()))) or Version("0")):
        ((kind, at),) = event.items()
        bound = Version("0") if at == "0" else _parsed(at)
        if bound is None:
            continue
        if kind == "introduced" and version >= bound:
            inside = True
        elif (kind == "fixed" and version >= bound) or (kind == "last_affected" and version > bound):
            inside = False
    return inside


def _parsed(text: str) -> Version | None:
    try:
        return Version(str(text))
    except InvalidVersion:
        return None


def _name(affected: dict[str, Any]) -> str:
    package = affected.get("package", {})
    return canonicalize_name(package.get("name", "")) if package.get("ecosystem") == "PyPI" else ""


def main(arguments: list[str]) -> int:
    """Print each finding as `name version: id (first line of what it says)`."""
    database = Path(arguments[0])
    pins = pinned(Path(arguments[1] if len(arguments) > 1 else "constraints.txt"))
    if not any(path.suffix in _SUFFIXES for path in database.rglob("*")):
        print(f"{database} has no advisory in the OSV form (JSON or YAML)", file=sys.stderr)
        return 2
    read = findings = 0
    for advisory in advisories(database, set(pins)):
        read += 1
        for affected in advisory["affected"]:
            version = pins.get(_name(affected))
            if version is not None and is_affected(version, affected):
                findings += 1
                said = advisory.get("summary") or advisory.get("details") or ""
                print(f"{_name(affected)} {version}: {advisory['id']} ({said.strip().splitlines()[0][:120]})")
    print(f"dependency audit: {len(pins)} pinned packages, {read} advisories about them, {findings} affected")
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
