"""The same queries as other people type them: `python -m bench.variants QUERIES`.

Beside NAME.jsonl it writes NAME_nodiac.jsonl (no marks), NAME_nfd.jsonl (decomposed),
NAME_upper.jsonl (capitals) and NAME_toneswap.jsonl (hoà for hòa and the other way).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

_OLD = "òa óa õa ỏa ọa òe óe õe ỏe ọe ùy úy ũy ủy ụy".split()  # noqa: SIM905
_NEW = "oà oá oã oả oạ oè oé oẽ oẻ oẹ uỳ uý uỹ uỷ uỵ".split()  # noqa: SIM905
_OTHER = dict(zip(_OLD + _NEW, _NEW + _OLD, strict=True))
_OPEN_END = re.compile(rf"(?<![qQ])(?:{'|'.join(_OTHER)})(?!\w)", re.IGNORECASE)


def without_marks(text: str) -> str:
    """ "Đường" -> "Duong"."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in letters if not unicodedata.combining(char))


def tones_swapped(text: str) -> str:
    """ "hòa" -> "hoà", "thuỷ" -> "thủy"; only where the two usages differ."""
    return _OPEN_END.sub(lambda found: _swapped(found[0]), text)


def _swapped(vowels: str) -> str:
    other = _OTHER[vowels.lower()]
    return "".join(
        letter.upper() if typed.isupper() else letter for letter, typed in zip(other, vowels, strict=True)
    )


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "nodiac": without_marks,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "upper": str.upper,
    "toneswap": tones_swapped,
}


def main() -> None:
    plain = Path(sys.argv[1])
    lines = [json.loads(line) for line in plain.read_text(encoding="utf-8").splitlines() if line.strip()]
    for name, change in VARIANTS.items():
        path = plain.with_name(f"{plain.stem}_{name}{plain.suffix}")
        with path.open("w", encoding="utf-8") as file:
            for line in lines:
                changed = {**line, "text": change(line["text"])}
                file.write(json.dumps(changed, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
