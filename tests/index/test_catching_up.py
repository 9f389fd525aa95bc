"""A commit looks at what is new, and at everything again only where something tells that it must."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from archive.catalog.caught_up import Stage
from archive.home import Home
from archive.model import Analysis
from index.analysis import ANALYSER
from index.intake import analyse_stale, index_pending, register_stale
from index.registry import REGISTRAR, Corrections
from index.registry.recording import register
from tests.index.test_intake import Intake, article

_SMALL = {
    "caught_up",
    "index_retold",
    "index_shelving",
    "registry_note",
    "registry_unsettled",
    "schema_version",
}
"""Tables that hold what waits, or a row or two; all others grow with the archive."""
_OWN_ROWS = ("(", "CONSTANT", "anon_")
"""How SQLite names rows a statement has found itself; how it found them is another row of the plan."""


class Archive(Intake):
    """A home whose catalog is filled by hand, brought up stage by stage."""

    def enter(self, name: str, body: str = "Ủy ban nhân dân xã Mường Tấc họp về Nghị quyết 02-NQ/TU.") -> int:
        """The revision that was stored."""
        self.take(article(name, body=body))
        return self.catalog.latest_by_document()[name]

    def bring_up_all(self) -> None:
        """Every stage, as a crawl does."""
        for _ in analyse_stale(self.catalog, {}):
            pass
        for _ in register_stale(self.catalog, {}, Corrections()):
            pass
        for _ in index_pending(self.home, self.catalog):
            pass

    def registered(self) -> int:
        """How many documents the registry took in."""
        return max((done for done, _ in register(self.catalog, {}, Corrections())), default=0)

    @contextmanager
    def asked(self) -> Iterator[list[tuple[str, object]]]:
        """The statements the catalog is asked meanwhile, with their parameters."""
        with self.catalog.reading() as connection:
            engine = connection.engine
        statements: list[tuple[str, object]] = []

        def note(_connection, _cursor, statement, parameters, _context, many):
            if not many:
                statements.append((statement, parameters))

        event.listen(engine, "before_cursor_execute", note)
        yield statements
        event.remove(engine, "before_cursor_execute", note)

    def walked(self, statements: list[tuple[str, object]]) -> dict[str, str]:
        """Table -> a statement that goes through all its rows, by SQLite's own plans."""
        found: dict[str, str] = {}
        with self.catalog.reading() as connection:
            for statement, parameters in statements:
                if not statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                    continue
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                for row in plan:
                    kind, _, rest = row.detail.partition(" ")
                    if kind == "SCAN" and not rest.startswith(_OWN_ROWS):
                        found[rest.split()[0]] = statement
        return found


@pytest.fixture
def archive(tmp_path):
    opened = Archive(Home.open(tmp_path / "home", create=True))
    yield opened
    opened.catalog.close()


def analysis(revision: int, version: str) -> Analysis:
    return Analysis(revision=revision, version=version, sentences=(), words=(), mentions=())


def test_taking_in_one_article_walks_no_table_that_grows_with_the_archive(archive):
    for name in ("a", "b", "c"):
        archive.enter(name)
    archive.bring_up_all()
    archive.enter("d")
    with archive.asked() as statements:
        archive.bring_up_all()
    walked = archive.walked(statements)
    assert {table: walked[table] for table in walked if table not in _SMALL} == {}


def test_a_new_revision_is_all_there_is_to_do(archive):
    archive.enter("a")
    archive.bring_up_all()
    later = archive.enter("a", "Bài đã sửa.")
    assert archive.catalog.stale_revisions(ANALYSER) == [later]


def test_another_analyser_looks_at_everything_again(archive):
    rows = [archive.enter(name) for name in ("a", "b")]
    archive.bring_up_all()
    assert archive.catalog.stale_revisions("another/1") == rows


def test_an_analysis_of_another_version_is_found_stale_whatever_was_noted(archive):
    rows = [archive.enter(name) for name in ("a", "b", "c")]
    archive.bring_up_all()
    archive.catalog.save_analyses([analysis(rows[1], "another/1")])
    assert archive.catalog.stale_revisions(ANALYSER) == [rows[1]]


def test_an_analysis_kept_by_a_run_that_was_killed_is_registered_by_the_next(archive):
    rows = [archive.enter(name) for name in ("a", "b")]
    archive.bring_up_all()
    archive.catalog.save_analyses([analysis(rows[0], "another/1")])
    assert archive.registered() == 1


def test_the_registry_does_not_pass_over_what_is_not_analysed_yet(archive):
    archive.enter("a")
    archive.bring_up_all()
    waiting = archive.enter("b")
    analysed = archive.enter("c", "Bài khác.")
    archive.catalog.save_analyses([analysis(analysed, ANALYSER)])
    assert archive.registered() == 1
    archive.catalog.save_analyses([analysis(waiting, ANALYSER)])
    assert archive.registered() == 1


def test_what_falls_back_while_a_run_is_at_work_is_not_noted_as_done(archive):
    row = archive.enter("a")
    archive.bring_up_all()
    archive.enter("b")
    reached = archive.catalog.reach(Stage.ANALYSED, ANALYSER)
    archive.catalog.save_analyses([analysis(row, "another/1")])
    archive.catalog.note_reached(reached)
    assert row in archive.catalog.stale_revisions(ANALYSER)


def test_a_registry_that_is_up_to_date_registers_nothing(archive):
    archive.enter("a")
    archive.bring_up_all()
    assert archive.registered() == 0
    assert archive.catalog.reach(Stage.REGISTERED, REGISTRAR).noted == (REGISTRAR, 1)
