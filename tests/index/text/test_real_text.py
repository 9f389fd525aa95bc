"""Runs copied from real text have the keys of their place, however they are typed. Skipped without it."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from bench.variants import VARIANTS
from index.text.keys import forms_of
from index.text.tokens import tokenize
from tests.conftest import NEEDS_SHARED, SHARED

FILES = [SHARED / "ir" / "vietnews_known" / "docs.jsonl", SHARED / "corpus" / "directives-120.jsonl"]
LONGEST = 12
TEXTS = 80
RUNS = 12


def texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in islice(file, TEXTS):
            yield json.loads(line)["text"][:12_000]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_run_copied_from_real_text_has_the_keys_of_its_place(path):
    if not path.exists():
        pytest.skip(NEEDS_SHARED)
    chance = random.Random(7)
    for text in texts(path):
        tokens = tokenize(text)
        assert [forms.exact for forms in forms_of(text)] == tokens.exact
        for _ in range(RUNS):
            first = chance.randrange(len(tokens))
            last = min(first + chance.randint(1, LONGEST), len(tokens))
            run = text[tokens.starts[first] : tokens.ends[last - 1]]
            for typed in (run, *(VARIANTS[name](run) for name in ("nfd", "upper", "toneswap"))):
                assert [forms.exact for forms in forms_of(typed)] == tokens.exact[first:last], typed
            bare = VARIANTS["nodiac"](run)
            assert [forms.folded for forms in forms_of(bare)] == tokens.folded[first:last], bare


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_token_of_real_text_is_the_piece_its_offsets_name(path):
    if not path.exists():
        pytest.skip(NEEDS_SHARED)
    for text in texts(path):
        decomposed = unicodedata.normalize("NFD", text)
        tokens = tokenize(decomposed)
        for start, end, exact in zip(tokens.starts, tokens.ends, tokens.exact, strict=True):
            assert [forms.exact for forms in forms_of(decomposed[start:end])] == [exact]
