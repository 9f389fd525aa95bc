"""From the catalog into the index: what an index is told of a document, and when it is told again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from archive.catalog.shelving import Shelving
from archive.home import Home
from archive.model import Capture, CaptureKind, Document, DocumentKind, Published
from index.intake import Step, index_pending, rebuild
from index.ports import Days, EngineHit, Every, InStory, Node, SearchRequest, Undated
from index.store import IndexStore

MORNING = dt.datetime(2024, 3, 15, 2, 0, tzinfo=dt.UTC)
EVENING = dt.datetime(2024, 3, 15, 18, 0, tzinfo=dt.UTC)  # the sixteenth in Vietnam
TEXT = (
    "Sáng nay xã Mường Tấc họp bàn việc sửa đập thủy lợi Nậm Cong trước mùa mưa, giao các bản góp công nạo "
    "vét mương, hẹn trước ngày cuối tháng phải xong để kịp lấy nước đổ ải vụ mùa."
)


def article(name: str, *, day: str = "2024-03-15", body: str = TEXT, **given: object) -> Document:
    return Document(
        id=name,
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{name}",
        source="bao",
        title=name,
        body=body,
        published=Published(day=dt.date.fromisoformat(day), basis="test"),
        **given,
    )


class Intake:
    """A home whose catalog is filled by hand."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.catalog = home.catalog()
        self._captures = 0

    def capture(self, url: str, when: dt.datetime, **given: object) -> Capture:
        self._captures += 1
        made = Capture(
            url=url,
            captured_at=when,
            kind=CaptureKind.RESPONSE,
            status=200,
            mime="text/html",
            payload_digest=f"sha256:{self._captures}",
            warc="a.warc.gz",
            offset=self._captures,
            length=1,
            source="bao",
        )
        return replace(made, **given)

    def take(self, one: Document, when: dt.datetime = MORNING) -> None:
        self.catalog.store(one, self.capture(one.url, when), "test/1")

    def bring_up(self) -> int:
        """How many documents the index was told."""
        return told(index_pending(self.home, self.catalog))

    def found(self, node: Node, **given: object) -> list[str]:
        return [hit.id for hit in self.hits(node, **given)]

    def hits(self, node: Node, **given: object) -> list[EngineHit]:
        engine = IndexStore(self.home.index_folder).open()
        hits = list(engine.search(SearchRequest(match=node, sort="oldest", **given)).hits)
        engine.close()
        return hits


def told(steps) -> int:
    return max((step.done for step in steps if isinstance(step, Step) and step.name == "index"), default=0)


@pytest.fixture
def intake(tmp_path):
    opened = Intake(Home.open(tmp_path / "home", create=True))
    yield opened
    opened.catalog.close()


def on(date_field: str, day: str) -> Days:
    return Days(date_field, dt.date.fromisoformat(day), dt.date.fromisoformat(day))


def test_a_copy_is_indexed_under_the_story_of_the_first(intake):
    intake.take(article("a"))
    intake.take(article("b", day="2024-03-16"))
    intake.bring_up()
    assert intake.found(InStory("a")) == ["a", "b"]
    assert [(hit.id, hit.copies) for hit in intake.hits(Every(), collapse=True)] == [("a", 1)]


def test_who_is_already_indexed_is_told_the_name_an_earlier_copy_gives_the_story(intake):
    intake.take(article("late", day="2024-03-20"))
    intake.take(article("other", body="Tin khác."))
    assert intake.bring_up() == 2
    intake.take(article("early", day="2024-03-01"))
    assert intake.bring_up() == 2
    assert intake.found(InStory("early")) == ["early", "late"]


def test_what_was_indexed_and_not_noted_for_a_crash_is_told_again(intake, monkeypatch):
    def crash(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    intake.take(article("a"))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Shelving, "note", crash)
        intake.bring_up()
    assert intake.found(Every()) == ["a"]
    assert (intake.bring_up(), intake.bring_up()) == (1, 0)


def test_an_index_that_is_up_to_date_is_told_nothing(intake):
    intake.take(article("a"))
    assert (intake.bring_up(), intake.bring_up()) == (1, 0)


def test_of_an_index_that_is_up_to_date_only_what_changed_is_looked_at(intake, monkeypatch):
    intake.take(article("a"))
    intake.take(article("b", body="Tin khác."))
    intake.bring_up()
    monkeypatch.setattr(Shelving, "all", lambda self: pytest.fail("everything was compared"))
    intake.take(article("c", body="Tin khác nữa."))
    assert (intake.bring_up(), intake.bring_up()) == (1, 0)
    assert intake.found(Every()) == ["a", "b", "c"]


def test_an_index_somebody_else_wrote_is_compared_as_a_whole(intake):
    intake.take(article("a"))
    intake.bring_up()
    with IndexStore(intake.home.index_folder).writing() as writer:
        writer.delete(["a"])
    assert intake.bring_up() == 1
    assert intake.found(Every()) == ["a"]


def test_the_days_a_page_was_first_and_last_captured_are_days_in_vietnam(intake):
    intake.take(article("a"), MORNING)
    intake.take(article("a"), EVENING)
    intake.bring_up()
    assert intake.found(on("added", "2024-03-15")) == intake.found(on("crawled", "2024-03-16")) == ["a"]


def test_a_page_found_unchanged_later_is_told_to_the_index(intake):
    intake.take(article("a"), MORNING)
    intake.bring_up()
    again = intake.capture("https://bao.example/a", EVENING, kind=CaptureKind.REVISIT, status=304)
    intake.catalog.record_capture(again)
    assert intake.bring_up() == 1
    assert intake.found(on("crawled", "2024-03-16")) == ["a"]
    assert intake.found(on("added", "2024-03-15")) == ["a"]


def test_a_page_that_could_not_be_fetched_was_not_captured(intake):
    intake.take(article("a"), MORNING)
    intake.bring_up()
    intake.catalog.record_capture(intake.capture("https://bao.example/a", EVENING, status=503))
    assert intake.bring_up() == 0


def test_a_directive_is_found_by_the_days_its_form_states(intake):
    form = {"number": "02-NQ/TU", "issued": "2024-02-01", "effective": "từ ngày ký"}
    intake.take(article("a", form=form))
    intake.bring_up()
    assert intake.found(on("issued", "2024-02-01")) == ["a"]
    assert intake.found(Undated("effective")) == ["a"]


def test_a_new_index_holds_what_the_old_one_came_to(intake):
    for name, day in (("late", "2024-03-20"), ("early", "2024-03-01"), ("alone", "2024-03-02")):
        intake.take(article(name, day=day, body=TEXT if name != "alone" else "Tin khác."))
        intake.bring_up()
    before = intake.hits(Every(), collapse=True)
    assert told(rebuild(intake.home, intake.catalog)) == 3
    assert intake.hits(Every(), collapse=True) == before
    assert intake.bring_up() == 0
