"""What the crawl rang an alarm about, said to people who read: days may lack articles, and why.

The crawl decides (it compares each run with the source's own past) and keeps its alarms in the
summary of the run as {"kind": str, "usual": float, "now": float, "text": str}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive.catalog.frontier import SourceState
from web.languages import number_text
from web.phrases import gettext as _


def alarms_of(state: SourceState | None) -> Sequence[str]:
    """A sentence an alarm of the newest run of a source; none where all is as usual."""
    if state is None or state.run is None:
        return []
    return [alarm_sentence(one) for one in state.run.summary.get("alarms", ())]


def alarm_sentence(alarm: Mapping[str, Any]) -> str:
    """What fell, beside what is usual; the crawl's own words for a kind this version does not know."""
    usual, now = alarm["usual"], alarm["now"]
    if alarm["kind"] == "documents-a-day":
        return _(
            "Mỗi ngày chỉ thêm %(now)s bài mới, trước nay thường là %(usual)s.",
            now=number_text(round(now, 1)),
            usual=number_text(round(usual, 1)),
        )
    phrase = {
        "pages-with-document": _("Chỉ %(now)s số trang đọc được là bài, trước nay thường là %(usual)s."),
        "pages-with-day": _("Chỉ %(now)s số trang cho biết ngày đăng, trước nay thường là %(usual)s."),
        "pages-with-text": _("Chỉ %(now)s số trang có đủ phần chữ, trước nay thường là %(usual)s."),
    }.get(alarm["kind"])
    if phrase is None:
        return str(alarm["text"])
    return phrase % {"now": _percent(now), "usual": _percent(usual)}


def _percent(share: float) -> str:
    return f"{number_text(round(share * 100))} %"
