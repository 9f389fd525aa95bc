"""Stories in the catalog: the same whatever the order, and after every change."""

from __future__ import annotations

import datetime as dt
import random
from itertools import combinations

import pytest
from sqlalchemy import text as sql

from archive.catalog import Catalog
from archive.catalog.migrations import MIGRATIONS
from archive.catalog.shelving import Shelving
from archive.catalog.stories import Stories
from archive.catalog.story_tables import STORY_TABLES
from archive.model import Capture, CaptureKind, Document, DocumentKind, Published
from index import stories as module
from index.duplicates import fingerprint, same_story
from index.stories import tell_stories

NOON = dt.datetime(2024, 3, 15, 5, 0, tzinfo=dt.UTC)
WORDS = (
    "đồi nương suối ruộng bản xã huyện tỉnh cầu đường chợ trường trạm rừng mưa nắng gió lũ hạn mùa "
    "trồng gặt xây dựng họp bàn quyết định hỗ trợ vốn giống cây con dân cán bộ"
)


def text(seed: int, length: int = 90) -> str:
    draw, words = random.Random(seed), WORDS.split()
    return " ".join(draw.choice(words) for _ in range(length))


def article(name: str, body: str, day: str | None = "2024-03-15") -> Document:
    return Document(
        id=name,
        kind=DocumentKind.ARTICLE,
        url=f"https://bao.example/{name}",
        source="bao",
        title=name,
        body=body,
        published=Published(day=dt.date.fromisoformat(day), basis="test") if day else None,
    )


class Archive:
    """A catalog that documents come to, one capture each."""

    def __init__(self, path) -> None:
        self.catalog = Catalog(f"sqlite:///{path}")
        self._captures = 0

    def take(self, *documents: Document) -> None:
        for each in documents:
            self._captures += 1
            capture = Capture(
                url=each.url,
                captured_at=NOON + dt.timedelta(hours=self._captures),
                kind=CaptureKind.RESPONSE,
                status=200,
                mime="text/html",
                payload_digest=f"sha256:{self._captures}",
                warc="a.warc.gz",
                offset=self._captures,
                length=1,
                source="bao",
            )
            self.catalog.store(each, capture, "test/1")

    def told(self, *documents: Document) -> dict[str, str]:
        """Take documents and tell their stories; document -> story."""
        self.take(*documents)
        for _ in tell_stories(self.catalog):
            pass
        return {id: one.story for id, one in Shelving(self.catalog).all().items()}


@pytest.fixture
def archive(tmp_path):
    opened = Archive(tmp_path / "catalog.db")
    yield opened
    opened.catalog.close()


def by_force(documents) -> dict[str, str]:
    """Document -> story, by comparing every pair."""
    order = sorted(
        documents, key=lambda one: (one.published is None, one.published and one.published.day, one.id)
    )
    read = {one.id: fingerprint(one) for one in order}
    story = {one.id: one.id for one in order}
    for one, other in combinations([each.id for each in order], 2):
        if read[one] and read[other] and same_story(read[one], read[other]):
            kept, lost = sorted((story[one], story[other]), key=list(story).index)
            story = {id: kept if name == lost else name for id, name in story.items()}
    return story


def test_a_copy_takes_the_story_of_the_first_by_day_then_by_id(archive):
    told = archive.told(
        article("c", text(1), day="2024-03-15"),
        article("b", text(1), day="2024-03-15"),
        article("a", text(1), day="2024-03-16"),
        article("0", text(1), day=None),
        article("z", text(2), day="2020-01-01"),
    )
    assert told == {"c": "b", "b": "b", "a": "b", "0": "b", "z": "z"}


def test_an_earlier_copy_that_comes_later_names_the_story(archive):
    assert archive.told(article("late", text(1), day="2024-05-01"))["late"] == "late"
    told = archive.told(article("early", text(1), day="2024-04-01"))
    assert told == {"late": "early", "early": "early"}


def test_a_text_between_two_joins_their_stories(archive):
    first, second = text(1, 60), text(2, 60)
    apart = archive.told(article("a", first), article("b", second))
    assert apart == {"a": "a", "b": "b"}
    assert archive.told(article("c", f"{first} {second}")) == {"a": "a", "b": "a", "c": "a"}


def test_a_text_that_changes_leaves_its_story_and_parts_those_it_joined(archive):
    first, second = text(1, 60), text(2, 60)
    archive.told(article("a", first), article("b", second), article("c", f"{first} {second}"))
    assert archive.told(article("c", text(3))) == {"a": "a", "b": "b", "c": "c"}


def test_a_day_that_is_put_right_may_name_the_story_anew(archive):
    archive.told(article("a", text(1), day="2024-03-01"), article("b", text(1), day="2024-03-02"))
    assert archive.told(article("a", text(1), day="2024-03-03")) == {"a": "b", "b": "b"}


def test_texts_too_short_to_compare_stand_alone(archive):
    assert archive.told(article("a", "Xem tệp."), article("b", "Xem tệp.")) == {"a": "a", "b": "b"}


def test_the_documents_of_a_story_come_in_its_order(archive):
    archive.told(article("a", text(1), day="2024-03-09"), article("b", text(1), day="2024-03-02"))
    assert Stories(archive.catalog).documents_of("b") == ["b", "a"]
    assert archive.catalog.story_of("a") == "b"
    assert archive.catalog.story_of("unknown") == "unknown"


def test_another_version_of_the_comparison_compares_everything_anew(archive, monkeypatch):
    archive.told(article("a", text(1)), article("b", text(1)))
    assert list(tell_stories(archive.catalog)) == []
    monkeypatch.setattr(module, "COMPARISON", "another")
    monkeypatch.setattr(module, "same_story", lambda one, other: False)
    assert list(tell_stories(archive.catalog)) == [(2, 2)]
    assert archive.told() == {"a": "a", "b": "b"}


def test_a_catalog_made_before_there_were_stories_is_brought_up_to_them(tmp_path):
    archive = Archive(tmp_path / "old.db")
    archive.take(article("a", text(1)), article("b", text(1)))
    before = [step.__name__ for step in MIGRATIONS].index("_stories")
    with archive.catalog.atomic() as connection:
        for table in STORY_TABLES:
            table.drop(connection)
        connection.execute(sql(f"UPDATE schema_version SET version = {before}"))
    archive.catalog.close()
    archive = Archive(tmp_path / "old.db")
    assert archive.told() == {"a": "a", "b": "a"}
    archive.catalog.close()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_order_of_coming_and_changing_the_stories_are_those_of_the_texts(
    tmp_path, monkeypatch, seed
):
    monkeypatch.setattr(module, "BATCH", 3)
    draw = random.Random(seed)
    pieces = [text(n, 40) for n in range(5)]

    def by_chance(name: str) -> Document:
        chosen = " ".join(draw.sample(pieces, draw.randint(1, 3)))
        day = draw.choice((None, "2024-03-01", "2024-03-02", "2024-03-03"))
        return article(name, f"{chosen} {text(draw.randrange(99), draw.randint(0, 20))}", day)

    final = [by_chance(f"d{n:02}") for n in range(14)]
    found = []
    for at in range(2):
        archive = Archive(tmp_path / f"{at}.db")
        order = final[:]
        draw.shuffle(order)
        for start in range(0, len(order), 4):
            before = [by_chance(one.id) for one in order[start : start + 4] if draw.random() < 0.5]
            archive.told(*before)
        for start in range(0, len(order), 5):
            archive.told(*order[start : start + 5])
        found.append(archive.told())
        archive.catalog.close()
    assert found[0] == found[1] == by_force(final)
    assert len(set(found[0].values())) < len(final)
