"""The command run inside the test's own process: as a person would, without starting Python again."""

from __future__ import annotations

import json
from dataclasses import dataclass

from click.testing import CliRunner

from archive.home import Home
from baoluu import main


@dataclass(frozen=True)
class Answer:
    """How one run of the command ended."""

    code: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)


def invoke(home, *arguments):
    """Run `baoluu --home HOME …`; a bug in it is raised."""
    result = CliRunner().invoke(main, ["--home", str(home), *map(str, arguments)], catch_exceptions=False)
    return Answer(result.exit_code, result.stdout, result.stderr)


def faults(home, *options):
    """(part, kind, where) of what `baoluu verify` finds; its exit code is checked on the way."""
    answer = invoke(home, "verify", "--json", *options)
    found = answer.json()["faults"]
    assert answer.code == (2 if found else 0)
    return [(fault["part"], fault["kind"], fault["where"]) for fault in found]


def contents(home):
    """All a catalog says of captures and documents, for comparing two."""
    catalog = Home.open(home).catalog()
    captures = list(catalog.all_captures())
    histories = {
        document: [
            (one.number, one.id, one.digest, one.document, one.capture) for one in catalog.history(document)
        ]
        for document in catalog.latest_by_document()
    }
    analyses = catalog.analyses(catalog.latest_by_document().values())
    catalog.close()
    return captures, histories, analyses


def answers(home, *questions):
    """What searches find, in order, with their facets."""
    found = []
    for question in questions:
        answer = invoke(home, "search", question, "--json", "--limit", "50").json()
        found.append(
            ([(hit["id"], hit["score"]) for hit in answer["hits"]], answer["total"], answer["facets"])
        )
    return found
