"""The catalog knows every document's revisions and where each was captured."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from archive.catalog import Catalog
from archive.catalog.packing import pack, unpack
from archive.errors import CatalogUnusable
from archive.model import Analysis, Mention, MentionType
from tests.archive.conftest import NOON, article


def analysis(revision, version="v1"):
    mention = Mention(
        type=MentionType.PERSON, start=0, end=3, text="Páo", key="giang a pao", label="Giàng A Páo"
    )
    return Analysis(
        revision=revision, version=version, sentences=((0, 9),), words=((0, 3), (4, 9)), mentions=(mention,)
    )


def test_a_document_comes_back_equal_with_the_capture_it_came_from(catalog, fetch):
    capture, document = (
        fetch(),
        article(lead="Tin vắn.", extra={"captions": ["Ảnh: A Páo"]}, basis={"title": "h1"}),
    )
    stored = catalog.store(document, capture, "test/1")
    revision = catalog.document("bai-1")
    assert (stored.outcome, revision.document, revision.capture) == ("new", document, capture)
    assert (revision.id, revision.number, revision.extractor) == (stored.revision, 1, "test/1")


def test_the_same_content_again_is_unchanged(catalog, fetch):
    first = catalog.store(article(), fetch(), "test/1")
    again = catalog.store(article(), fetch(when=NOON + dt.timedelta(hours=1)), "test/1")
    assert (again.outcome, again.revision) == ("unchanged", first.revision)
    assert len(catalog.history("bai-1")) == 1


def test_a_changed_content_is_the_next_revision_and_the_first_stays(catalog, fetch):
    catalog.store(article(), fetch(), "test/1")
    changed = catalog.store(article(body="Đính chính: chiều 15/3."), fetch(), "test/1")
    history = catalog.history("bai-1")
    assert changed.outcome == "changed"
    assert [(one.number, one.document.body[:9]) for one in history] == [(2, "Đính chín"), (1, "Sáng 15/3")]
    assert catalog.document("bai-1").number == 2


def test_what_a_better_extractor_reads_beside_the_content_is_kept_without_a_revision(catalog, fetch):
    capture = fetch()
    catalog.store(article(), capture, "test/1")
    catalog.store(article(extra={"captions": ["Ảnh: B"]}), capture, "test/2")
    revision = catalog.document("bai-1")
    assert (revision.number, revision.extractor, revision.document.extra) == (
        1,
        "test/2",
        {"captions": ["Ảnh: B"]},
    )


def test_a_capture_is_entered_once(catalog, fetch):
    capture = fetch()
    assert catalog.record_capture(capture) == catalog.record_capture(capture)
    assert catalog.counts()["captures"] == 1


def test_captures_nobody_read_are_what_a_crash_left_to_do(catalog, fetch):
    left, read, listed = fetch(), fetch(url="https://bao.example/2"), fetch(url="https://bao.example/3")
    for capture in (left, read, listed):
        catalog.record_capture(capture)
    catalog.store(article(), read, "test/1")
    catalog.mark_read(listed, "list")
    assert list(catalog.unread_captures()) == [left]


def test_the_last_capture_with_a_payload_skips_failures(catalog, fetch):
    good = fetch()
    failed = fetch(status_line="HTTP/1.1 500 Server Error", when=NOON + dt.timedelta(days=1))
    for capture in (good, failed):
        catalog.record_capture(capture)
    assert catalog.last_capture(good.url) == good
    assert catalog.captures_of(good.url) == [failed, good]


def test_a_revisits_payload_is_found_by_its_digest(catalog, fetch):
    first = fetch()
    again = fetch(seen=first, when=NOON + dt.timedelta(days=1))
    for capture in (first, again):
        catalog.record_capture(capture)
    assert catalog.capture_of_payload(again.payload_digest) == first


def test_a_page_that_is_gone_keeps_its_document_and_coming_back_is_noticed(catalog, fetch):
    document = article()
    catalog.store(document, fetch(), "test/1")
    assert catalog.note_gone(document.url, NOON) and not catalog.note_gone(document.url, NOON)
    assert catalog.gone_since("bai-1") == NOON
    catalog.store(document, fetch(), "test/1")
    assert catalog.gone_since("bai-1") is None


def test_what_a_list_shows_of_a_revision_is_what_the_revision_holds(catalog, fetch):
    row = catalog.store(article(), fetch(), "test/1").revision
    undated = catalog.store(
        article(id="bai-2", url="https://bao.example/bai/2", day=None), fetch(), "test/1"
    ).revision
    listed = catalog.listed([undated, row, 10_000])
    assert listed == {id: one.listed for id, one in catalog.revisions([row, undated]).items()}
    assert listed[undated].day is None


def test_a_transaction_that_fails_leaves_nothing(catalog, fetch):
    capture = fetch()
    with pytest.raises(RuntimeError), catalog.atomic() as connection:
        catalog.store(article(), capture, "test/1", connection)
        raise RuntimeError("the page was no good")
    assert catalog.counts() == {"documents": 0, "revisions": 0, "captures": 0, "analyses": 0, "unread": 0}


def test_latest_revisions_come_in_order_and_can_be_taken_up_after_a_row(catalog, fetch):
    rows = [
        catalog.store(article(id=f"bai-{n}", url=f"https://bao.example/{n}"), fetch(), "test/1").revision
        for n in range(3)
    ]
    assert [one.id for one in catalog.latest_revisions()] == rows
    assert [one.id for one in catalog.latest_revisions(after=rows[0])] == rows[1:]


def test_an_analysis_comes_back_equal_and_replaces_the_older(catalog, fetch):
    row = catalog.store(article(), fetch(), "test/1").revision
    catalog.save_analyses([analysis(row, "v1")])
    catalog.save_analyses([analysis(row, "v2")])
    assert catalog.analyses([row]) == {row: analysis(row, "v2")}


def test_only_revisions_without_todays_analysis_are_stale(catalog, fetch):
    rows = [
        catalog.store(article(id=f"bai-{n}", url=f"https://bao.example/{n}"), fetch(), "test/1").revision
        for n in range(3)
    ]
    catalog.save_analyses([analysis(rows[0], "v2"), analysis(rows[1], "v1")])
    assert catalog.stale_revisions("v2") == rows[1:]


def test_a_catalog_opened_again_is_the_same(tmp_path, fetch):
    url = f"sqlite:///{tmp_path / 'again.db'}"
    first = Catalog(url)
    first.store(article(), fetch(), "test/1")
    first.close()
    second = Catalog(url)
    assert second.document("bai-1").document == article()
    second.close()


def test_a_catalog_of_a_newer_program_is_refused_not_touched(tmp_path):
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    catalog = Catalog(url)
    with catalog.atomic() as connection:
        connection.execute(text("UPDATE schema_version SET version = 999"))
    catalog.close()
    with pytest.raises(CatalogUnusable, match="999"):
        Catalog(url)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path):
    (tmp_path / "catalog.db").write_bytes(b"this is no database, only text" * 100)
    with pytest.raises(CatalogUnusable):
        Catalog(f"sqlite:///{tmp_path / 'catalog.db'}")


def test_a_reader_does_not_wait_for_a_writer(catalog, fetch):
    catalog.store(article(), fetch(), "test/1")
    capture, seen = fetch(), []
    with catalog.atomic() as connection:
        catalog.store(article(body="Chưa xong."), capture, "test/1", connection)
        reader = threading.Thread(target=lambda: seen.append(catalog.document("bai-1").document.body))
        reader.start()
        reader.join(timeout=5)
    assert seen == ["Sáng 15/3, xã họp giao ban."]


def test_a_sound_catalog_finds_nothing_wrong_with_itself(catalog):
    assert list(catalog.damage()) == []


spans = st.lists(st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)), max_size=8).map(tuple)


@settings(max_examples=60, deadline=None)
@given(sentences=spans, words=spans, label=st.text())
def test_packing_an_analysis_loses_nothing(sentences, words, label):
    mention = Mention(
        type=MentionType.DIRECTIVE,
        start=1,
        end=2,
        text=label,
        key=label,
        label=label,
        attributes={"number": label},
    )
    whole = Analysis(revision=7, version="v", sentences=sentences, words=words, mentions=(mention,))
    assert unpack(pack(whole), 7, "v") == whole
