"""A commit looks at what is new, and at everything again only where something tells that it must."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from archive.catalog.caught_up import Stage
from archive.home import Home
from archive.model import Analysis, Capture, CaptureKind, Document, DocumentKind, Published
from index.analysis import ANALYSER
from index.intake import analyse_stale, index_pending, register_stale
from index.registry import REGISTRAR, Corrections
from index.registry.recording import register

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


class Archive:
    """A home whose catalog is filled by hand."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.catalog = home.catalog()
        self._captures = 0

    def take(self, name: str, body: str = "Ủy ban nhân dân xã Mường Tấc họp về Nghị quyết 02-NQ/TU.") -> int:
        url = f"https://bao.example/{name}"
        self._captures += 1
        captured = Capture(
            url=url,
            captured_at=dt.datetime(2024, 3, 15, 2, self._captures, tzinfo=dt.UTC),
            kind=CaptureKind.RESPONSE,
            status=200,
            mime="text/html",
            payload_digest=f"sha256:{self._captures}",
            warc="a.warc.gz",
            offset=self._captures,
            length=1,
            source="bao",
        )
        document = Document(
            id=name,
            kind=DocumentKind.ARTICLE,
            url=url,
            source="bao",
            title=f"Tin {name}",
            body=body,
            published=Published(day=dt.date(2024, 3, 15), basis="test"),
        )
        return self.catalog.store(document, captured, "test/1").revision

    def bring_up(self) -> None:
        for _ in analyse_stale(self.catalog, {}):
            pass
        for _ in register_stale(self.catalog, {}, Corrections()):
            pass
        for _ in index_pending(self.home, self.catalog):
            pass

    def registered(self, corrections: Corrections | None = None) -> int:
        """How many documents the registry took in."""
        return max((done for done, _ in register(self.catalog, {}, corrections or Corrections())), default=0)

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
        archive.take(name)
    archive.bring_up()
    archive.take("d")
    with archive.asked() as statements:
        archive.bring_up()
    walked = archive.walked(statements)
    assert {table: walked[table] for table in walked if table not in _SMALL} == {}


def test_a_new_revision_is_all_there_is_to_do(archive):
    archive.take("a")
    archive.bring_up()
    later = archive.take("a", "Bài đã sửa.")
    assert archive.catalog.stale_revisions(ANALYSER) == [later]


def test_another_analyser_looks_at_everything_again(archive):
    rows = [archive.take(name) for name in ("a", "b")]
    archive.bring_up()
    assert archive.catalog.stale_revisions("another/1") == rows


def test_an_analysis_of_another_version_is_found_stale_whatever_was_noted(archive):
    rows = [archive.take(name) for name in ("a", "b", "c")]
    archive.bring_up()
    archive.catalog.save_analyses([analysis(rows[1], "another/1")])
    assert archive.catalog.stale_revisions(ANALYSER) == [rows[1]]


def test_an_analysis_kept_by_a_run_that_was_killed_is_registered_by_the_next(archive):
    rows = [archive.take(name) for name in ("a", "b")]
    archive.bring_up()
    archive.catalog.save_analyses([analysis(rows[0], "another/1")])
    assert archive.registered() == 1


def test_the_registry_does_not_pass_over_what_is_not_analysed_yet(archive):
    archive.take("a")
    archive.bring_up()
    waiting = archive.take("b")
    analysed = archive.take("c", "Bài khác.")
    archive.catalog.save_analyses([analysis(analysed, ANALYSER)])
    assert archive.registered() == 1
    archive.catalog.save_analyses([analysis(waiting, ANALYSER)])
    assert archive.registered() == 1


def test_what_falls_back_while_a_run_is_at_work_is_not_noted_as_done(archive):
    row = archive.take("a")
    archive.bring_up()
    archive.take("b")
    reached = archive.catalog.reach(Stage.ANALYSED, ANALYSER)
    archive.catalog.save_analyses([analysis(row, "another/1")])
    archive.catalog.note_reached(reached)
    assert row in archive.catalog.stale_revisions(ANALYSER)


def test_a_registry_that_is_up_to_date_registers_nothing(archive):
    archive.take("a")
    archive.bring_up()
    assert archive.registered() == 0
    assert archive.catalog.reach(Stage.REGISTERED, REGISTRAR).noted == (REGISTRAR, 1)
