"""Tokens point into the original, whatever their keys became."""

from __future__ import annotations

import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from index.text.keys import exact_key, folded_key
from index.text.tokens import glued, tokenize

ALPHABET = "aăâđêơưáàệỡ ĐỦĂÐ’'.-/\n\u0301\u0323\u200b0189xỳ"
texts = st.text(alphabet=ALPHABET, max_size=80) | st.text(max_size=60)


@given(texts)
def test_every_token_is_the_piece_its_offsets_name(text):
    tokens = tokenize(text)
    for start, end, exact, folded in zip(
        tokens.starts, tokens.ends, tokens.exact, tokens.folded, strict=True
    ):
        assert exact_key(text[start:end]) == exact
        assert folded_key(text[start:end]) == folded


@given(texts)
def test_tokens_stand_in_order_and_never_overlap(text):
    tokens = tokenize(text)
    edges = [edge for span in zip(tokens.starts, tokens.ends, strict=True) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in zip(tokens.starts, tokens.ends, strict=True))


@given(texts)
def test_the_decomposed_text_has_the_same_keys(text):
    composed = unicodedata.normalize("NFC", text)
    assert tokenize(unicodedata.normalize("NFD", composed)).exact == tokenize(composed).exact


def test_a_repeated_word_has_its_own_offsets_each_time():
    tokens = tokenize("huyện ủy và huyện ủy")
    assert [tokens.starts[i] for i in range(5)] == [0, 6, 9, 12, 18]


def test_a_full_stop_belongs_to_no_token():
    text = "Bế mạc kỳ họp. Chiều có mưa."
    tokens = tokenize(text)
    assert not any("." in text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True))


def test_pieces_without_space_between_are_glued():
    text = "bụi PM2.5 ngày 01/8/2024 ở TP.HCM (mới)"
    tokens = tokenize(text)
    runs = ["".join(tokens.exact[a:b]) for a, b in glued(text, tokens)]
    assert runs == ["bụi", "pm25", "ngày", "0182024", "ở", "tphcm", "mới"]


def test_ten_million_characters_of_anything_take_seconds_at_most():
    for hostile in ("a'", "a\u200b", "\u200b", "ấ\u0301", "1\u00ad", "a' "):
        started = time.process_time()
        tokenize(hostile * (1_000_000 // len(hostile)))
        assert time.process_time() - started < 5
