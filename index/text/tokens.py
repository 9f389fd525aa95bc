"""Text as tokens: every piece with its offsets in the original and its two keys."""

from __future__ import annotations

from dataclasses import dataclass

from index.text.keys import FORMS, PIECE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Parallel lists, one entry a piece in order; `text[starts[i]:ends[i]]` is the piece."""

    starts: list[int]  # Python character offsets into the text given
    ends: list[int]
    exact: list[str]
    folded: list[str]

    def __len__(self) -> int:
        return len(self.starts)


def tokenize(text: str) -> Tokens:
    """The tokens of `text`, in time linear in its length. Raises: nothing, whatever the text."""
    spans = [match.span() for match in PIECE.finditer(text)]
    forms = [FORMS[text[start:end]] for start, end in spans]
    return Tokens(
        starts=[start for start, _ in spans],
        ends=[end for _, end in spans],
        exact=[each.exact for each in forms],
        folded=[each.folded for each in forms],
    )


def glued(text: str, tokens: Tokens) -> list[tuple[int, int]]:
    """(first, last + 1) of each run of tokens without white space between: PM2.5, 01/8/2024."""
    runs: list[tuple[int, int]] = []
    for at in range(len(tokens)):
        between = text[tokens.ends[at - 1] : tokens.starts[at]] if at else " "
        if any(char.isspace() for char in between):
            runs.append((at, at + 1))
        else:
            runs[-1] = (runs[-1][0], at + 1)
    return runs
