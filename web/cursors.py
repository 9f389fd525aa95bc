"""Where an answer goes on, and on which state of the index it was counted."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from web.params import PAGE_LIMIT, ParameterInvalid
from web.phrases import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where the next page of an answer begins, and the state of the index it was counted on."""

    generation: str
    offset: int

    def written(self) -> str:
        """The cursor as an opaque word for an address."""
        packed = json.dumps([self.offset, self.generation]).encode()
        return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def read_cursor(word: str) -> Cursor | None:
    """The cursor an answer gave, None for an empty word. Raises: ParameterInvalid."""
    if not word:
        return None
    try:
        offset, generation = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if isinstance(offset, int) and 0 <= offset <= PAGE_LIMIT and isinstance(generation, str):
            return Cursor(generation=generation, offset=offset)
    except (ValueError, TypeError, RecursionError):  # a forged one may be nested however deep
        pass
    raise ParameterInvalid(
        "cursor",
        _("Tham số cursor không phải là con trỏ mà câu trả lời trước đã đưa."),
        hint=_("Bỏ tham số này để đọc từ đầu."),
    )


def changed_since() -> str:
    """What is said to a reader whose cursor was counted on another state of the index."""
    return _("Chỉ mục đã đổi từ trang trước; có thể có bài lặp lại hoặc bị sót.")
