"""Whether a text is Vietnamese, by its letters alone."""

from __future__ import annotations

import re

_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]")
_OTHER_SCRIPT = re.compile(
    r"[\u0400-\u052f\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
_ENGLISH = re.compile(r"(?i)\b(?:the|of|and|to|in|for|with|is|was|that|from|by|on|at)\b")
_SAMPLE = 6000


def language_of(text: str) -> str:
    """ "vi", "en", or "und" for another language or a text too short to tell.

    Vietnamese typed without marks, as old portals have it, counts as Vietnamese unless
    English words are common in it.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < 20:
        return "und"
    if len(_OTHER_SCRIPT.findall(sample)) > 0.3 * letters:
        return "und"
    if len(_VIETNAMESE.findall(sample)) >= 0.04 * letters:
        return "vi"
    english = len(_ENGLISH.findall(sample))
    return "en" if english >= 0.08 * max(1, len(sample.split())) else "und" if english else "vi"
