"""The day a document comes into force, from its own words.

"Quyết định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2023", "… kể từ ngày ký", "… sau 10 ngày,
kể từ ngày ký": the form of Nghị định 34/2016/NĐ-CP, phụ lục I, and of Luật Ban hành văn bản quy
phạm pháp luật 2015, Điều 151.
"""

from __future__ import annotations

import datetime as dt
import re

from crawler.extract.officialese import DOC_TYPES
from crawler.extract.plain import folded

_THIS = "|".join([*map(re.escape, sorted(DOC_TYPES, key=len, reverse=True)), "Văn bản"])
_IN_FORCE = re.compile(
    rf"(?<!\w)(?P<type>{_THIS})\s+này(?!\w)(?:(?!hết\s+hiệu\s+lực|có\s+hiệu\s+lực)[^.;]){{0,200}}"
    r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?(?P<when>[^.;]{0,120})",
    re.IGNORECASE,
)
_ON_DAY = re.compile(
    r",?\s*(?:kể\s+)?từ\s+(?:[^,;]{0,30}?\s)?(?:ngày\s+)?(?P<day>\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(?P<month>\d{1,2})"
    r"(?:\s*[/-]\s*|\s+năm\s+)(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_SIGNING = r"(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?(?:ký|ban\s+hành)(?!\w)"
_ON_SIGNING = re.compile(rf",?\s*{_SIGNING}", re.IGNORECASE)
_AFTER_SIGNING = re.compile(
    rf",?\s*sau\s+(?:[^\d,;]{{0,30}}\()?(?P<days>\d{{1,3}})\)?\s+ngày\s*,?\s*{_SIGNING}", re.IGNORECASE
)


def effective_day(text: str, doc_type: str, issued: dt.date | None) -> dt.date | None:
    """The day from which the document is in force; None where its words name none.

    Args: doc_type: which of several documents in the text is meant ("Quyết định" with a "Quy chế"
        attached); issued: the day "kể từ ngày ký" means.
    """
    said = list(_IN_FORCE.finditer(text))
    own = [one for one in said if folded(one["type"]) in (folded(doc_type), "van ban")]
    for one in own or said:
        day = _day(one["when"], issued)
        if day is not None:
            return day
    return None


def _day(when: str, issued: dt.date | None) -> dt.date | None:
    if (stated := _ON_DAY.match(when)) is not None:
        try:
            return dt.date(int(stated["year"]), int(stated["month"]), int(stated["day"]))
        except ValueError:
            return None
    if issued is None:
        return None
    if (after := _AFTER_SIGNING.match(when)) is not None:
        return issued + dt.timedelta(days=int(after["days"]))
    return issued if _ON_SIGNING.match(when) else None
