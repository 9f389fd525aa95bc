"""Words of more than one syllable, from the dictionary underthesea ships.

They tell where a name such as "Sở Tài chính" ends: "chính" belongs to "Tài", "yêu" does not.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from index.text.keys import exact_key


def underthesea_folder() -> Path:
    """Where underthesea lies, found without importing it (which takes a second)."""
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("underthesea")
    return Path(spec.origin).parent


_DICTIONARY = underthesea_folder() / "corpus" / "data" / "Viet74K.txt"
LONGEST_WORD = 4
"""Syllables."""


@cache
def compounds() -> frozenset[str]:
    """Keys ("tài chính") of the dictionary's words of two to four syllables."""
    found = set()
    for line in _DICTIONARY.read_text(encoding="utf-8").splitlines():
        if 1 <= line.count(" ") < LONGEST_WORD:
            found.add(exact_key(line))
    return frozenset(found)
