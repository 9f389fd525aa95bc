"""What an engine is given to write for each field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Analysis, Document, DocumentKind
from index.ports import PAIR_FIELDS, TEXT_FIELDS, IndexedDocument
from index.text.keys import exact_key
from index.text.streams import ZONE_GAP, Stream, streams


def made(title: str, lead: str = "", body: str = "", words: list[str] | None = None) -> dict[str, Stream]:
    document = Document(
        id="d1",
        kind=DocumentKind.ARTICLE,
        url="https://bao.example/1",
        source="bao",
        title=title,
        lead=lead,
        body=body,
    )
    analysis = None
    if words is not None:
        spans = []
        at = 0
        for word in words:
            at = document.text.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        analysis = Analysis(revision=1, version="t", sentences=(), words=spans, mentions=())
    return streams(IndexedDocument(document=document, revision=1, analysis=analysis, facets={}))


def placed(stream: Stream) -> list[tuple[int, str]]:
    return list(zip(stream.positions, stream.keys, strict=True))


def test_there_is_a_stream_for_every_field():
    assert set(made("Họp dân")) == {*TEXT_FIELDS, *PAIR_FIELDS.values()}


def test_the_positions_of_a_text_run_through_its_zones_with_a_gap():
    found = made("Mưa lớn", "Lúa đổ", "Dân gặt")
    assert placed(found["exact"]) == [
        (0, "mưa"),
        (1, "lớn"),
        (ZONE_GAP + 2, "lúa"),
        (ZONE_GAP + 3, "đổ"),
        (2 * ZONE_GAP + 4, "dân"),
        (2 * ZONE_GAP + 5, "gặt"),
    ]
    assert placed(found["lead"]) == [(0, "lúa"), (1, "đổ")]
    assert placed(found["title_folded"]) == [(0, "mua"), (1, "lon")]


def test_pairs_cross_the_end_of_a_sentence_but_not_of_a_zone():
    found = made("Mưa lớn", "Lúa đổ. Dân\ngặt")
    assert placed(found["exact_pair"]) == [
        (0, "mưa lớn"),
        (ZONE_GAP + 2, "lúa đổ"),
        (ZONE_GAP + 3, "đổ dân"),
        (ZONE_GAP + 4, "dân gặt"),
    ]


def test_a_name_with_an_apostrophe_counts_whole_and_in_parts_at_one_position():
    found = made("Già làng K'Brếu kể chuyện")
    assert placed(found["exact"])[2:5] == [(2, "kbrếu"), (2, "k"), (2, "brếu")]
    assert {"làng kbrếu", "làng k", "kbrếu kể", "brếu kể"} <= set(found["exact_pair"].keys)
    assert "làng brếu" not in found["exact_pair"].keys


def test_words_are_the_segmenters_with_their_syllables_joined():
    found = made(
        "Đất nước", body="Đất lúa, đất nước.", words=["Đất nước", "Đất", "lúa", ",", "đất nước", "."]
    )
    assert placed(found["word"]) == [
        (0, "đất_nước"),
        (ZONE_GAP + 1, "đất"),
        (ZONE_GAP + 2, "lúa"),
        (ZONE_GAP + 3, "đất_nước"),
    ]


def test_without_an_analysis_there_are_no_words():
    assert placed(made("Đất nước")["word"]) == []


@given(st.lists(st.text(alphabet="aấđ'1 .\u200b", max_size=20), min_size=3, max_size=3))
def test_positions_ascend_and_every_position_has_the_keys_of_the_text(zones):
    found = made(*zones)
    for stream in found.values():
        assert list(stream.positions) == sorted(stream.positions)
    at_position = {}
    for position, key in placed(found["exact"]):
        at_position.setdefault(position, key)
    assert " ".join(at_position.values()) == " ".join(filter(None, map(exact_key, zones)))


@pytest.mark.parametrize("zone", ["", " \n", "…!"])
def test_a_zone_without_a_piece_is_empty_not_an_error(zone):
    assert placed(made(zone, zone, zone)["exact"]) == []
