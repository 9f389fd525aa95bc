"""Pages that a site sends in place of what was asked for: a wall against robots, a soft 404.

They answer 200 and would be captured as the article's next state. Recognised by what such pages
say of themselves in title or first lines, and by their size: a real article is longer.
"""

from __future__ import annotations

import re

_LARGEST = 60_000  # bytes; a wall is short, an article that quotes one of the words is not
_WALL = re.compile(
    r"(?i)just a moment|attention required|access denied|are you a robot|verify you are human|captcha"
    r"|checking your browser|cloudflare ray id|ddos protection|xác minh bạn là người"
    r"|bạn không phải (?:là )?(?:người máy|robot)|truy cập (?:của bạn )?bị từ chối"
)
_MISSING = re.compile(
    r"(?i)(?:không tìm thấy|không tồn tại|page not found|lỗi 404|404 not found|error 404|trang này không có)"
)
_TITLE = re.compile(r"(?is)<(title|h1)\b[^>]*>(.*?)</\1\s*>")
_SCRIPT = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>")
_TAG = re.compile(r"<[^>]*>")
_SHORT = 600  # characters of visible text


def refusal_of(page: str, status: int) -> str | None:
    """ "blocked" for a wall, "soft-404" for a page that says it is not there, None for others."""
    if len(page) > _LARGEST or not 200 <= status < 500:
        return None
    titles = " ".join(_TAG.sub(" ", found[1]) for found in _TITLE.findall(page))
    visible = " ".join(_TAG.sub(" ", _SCRIPT.sub(" ", page)).split())
    short = visible if len(visible) <= _SHORT else ""
    if _WALL.search(titles) or _WALL.search(short):
        return "blocked"
    if status == 200 and (_MISSING.search(titles) or _MISSING.search(short)):
        return "soft-404"
    return None
