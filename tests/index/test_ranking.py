"""What bears on rank, and how much."""

from __future__ import annotations

import pytest

from index.ports import PAIR_FIELDS, TEXT_FIELDS, Phrase, Term
from index.ranking import BM25, MOST_KEYS, scores
from index.readings import Readings
from tests.index.test_readings import TEXTS, Counted
from tests.index.text.queries import Typed


def weights(words: str, *phrases: str, readings: Readings | None = None) -> dict[object, float]:
    return {score.part: score.weight for score in scores(Typed(words, phrases), readings)}


def test_every_field_has_its_constants():
    assert set(BM25) == {*TEXT_FIELDS, *PAIR_FIELDS.values()}


def test_a_query_with_marks_is_ranked_on_exact_keys_only():
    fields = {part.field for part in weights("đường liên xã")}
    assert fields == {"exact", "exact_pair", "title", "title_pair", "lead"}


def test_a_query_without_marks_is_ranked_on_folded_keys_where_nothing_is_known():
    fields = {part.field for part in weights("duong lien xa")}
    assert fields == {"folded", "folded_pair", "title_folded", "title_folded_pair", "lead_folded"}


def test_a_query_without_marks_is_ranked_as_it_is_surely_meant():
    found = weights("nghi quyet ca", readings=Readings(Counted(TEXTS)))
    assert Term("exact", ("nghị",)) in found
    assert Term("exact_pair", ("nghị quyết",)) in found
    assert Term("folded", ("ca",)) in found  # cá, cà or ca
    assert Term("folded", ("nghi",)) not in found


def test_a_word_weighs_more_than_a_pair_and_the_text_more_than_title_and_lead():
    found = weights("sáp nhập")
    whole, pair = found[Term("exact", ("sáp",))], found[Term("exact_pair", ("sáp nhập",))]
    title, lead = found[Term("title", ("sáp",))], found[Term("lead", ("sáp",))]
    assert whole > pair > 0
    assert whole > title > lead > 0


def test_a_word_said_twice_weighs_more_but_not_twice_as_much():
    once, twice = weights("đê")[Term("exact", ("đê",))], weights("đê đê")[Term("exact", ("đê",))]
    assert once < twice < 2 * once


def test_another_spelling_counts_for_less():
    found = weights("kỹ thuật")
    assert found[Term("exact", ("kĩ",))] < found[Term("exact", ("kỹ",))]


def test_a_longer_phrase_counts_as_a_whole():
    found = weights("hội đồng nhân dân", "hội đồng nhân dân")
    assert Phrase("exact", (("hội",), ("đồng",), ("nhân",), ("dân",))) in found


def test_a_phrase_with_marks_is_ranked_by_its_marks_whatever_stands_beside_it():
    found = weights("xa", "Ủy ban nhân dân")
    assert Phrase("exact", (("ủy",), ("ban",), ("nhân",), ("dân",))) in found


def test_a_phrase_of_one_word_or_two_is_scored_by_its_words_and_pairs():
    assert not any(isinstance(part, Phrase) for part in weights("xã đảo", "xã đảo", "xã"))


def test_the_parts_of_a_query_do_not_depend_on_how_it_was_typed():
    assert scores(Typed("Hoà Bình")) == scores(Typed("HÒA BÌNH")) == scores(Typed("ho\u0300a bi\u0300nh"))


def test_a_pasted_page_is_ranked_by_its_beginning():
    assert len(scores(Typed("đê " + " ".join(map(str, range(10_000)))))) < 10 * MOST_KEYS


@pytest.mark.parametrize("words", ["", " ", "…", "\u200b"])
def test_a_query_without_words_has_nothing_to_rank_by(words):
    assert scores(Typed(words)) == ()
