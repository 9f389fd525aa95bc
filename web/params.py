"""The parameters of a search: read from an address, written into one.

They are a promise (docs/guide/search.md): ASCII names, ISO days, both ends inclusive,
facets repeatable, a leading "-" excludes. A parameter nobody knows is ignored with a
notice; a value that cannot be is refused by naming the parameter.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, cast, get_args
from urllib.parse import quote

from archive import days
from archive.errors import BaoluuError
from index.query.dates import read_period
from index.query.periods import Period
from index.search import PlaceMode, PlaceScope
from web.periods import ANY_DAY, iso_period, period_parameters
from web.phrases import gettext as _

FACETS = ("directive", "place", "org", "person", "source", "section", "kind")
"""The facets in the order a page shows them."""

DateField = Literal["pub", "event", "issued", "effective", "crawled", "added"]
Undated = Literal["include", "only", "exclude"]
Sort = Literal["relevance", "newest", "oldest", "added"]
Grain = Literal["auto", "year", "quarter", "month", "week", "day"]

TEXT_LIMIT = 400  # characters; a pasted passage fits, and the links of a page stay light
ADDRESS_LIMIT = 1500  # characters of the words in an address: every link of a page carries them
VALUE_LIMIT = 300  # characters of one facet value
VALUES_LIMIT = 20  # values of one facet in one search
PAGE_LIMIT = 1_000_000_000
PAGE_SIZE = 10

KNOWN = {
    "q",
    "from",
    "to",
    "on",
    "when",
    "date_field",
    "undated",
    "place_mode",
    "place_scope",
    "story",
    "sort",
    "by",
    "group",
    "page",
    "lang",
    *FACETS,
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "date_field": get_args(DateField),
    "undated": ("include", "only", "exclude"),
    "place_mode": ("any", "all"),
    "place_scope": ("asof", "merged"),
    "sort": get_args(Sort),
    "by": ("auto", "year", "quarter", "month", "week", "day"),
    "group": ("0", "1"),
}


class ParameterInvalid(BaoluuError):
    """A parameter of an address has a value that cannot be; the web answers 400."""

    exit_code = 9

    def __init__(self, name: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.name = name


class Arguments(Protocol):
    """What is read of a request's query string (werkzeug's MultiDict is one)."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...

    def keys(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """One search as a page or a program states it; equal queries are equal addresses."""

    text: str = ""
    period: Period = ANY_DAY
    date_field: DateField = "pub"  # the day that `period` and the chart are of
    undated: Undated | None = None  # of that day; None: include without a period, exclude with one
    sort: Sort | None = None  # None: relevance with words, newest without
    by: Grain = "auto"
    group: bool = False  # of each story only the best hit is shown, the others under it
    story: str = ""  # id of a document: only what tells the same story
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place_mode: PlaceMode = "any"  # all: a document names every place of `include`
    place_scope: PlaceScope = "asof"  # merged: a place stands for the units it was made of as well
    page: int = 1

    @property
    def effective_undated(self) -> Undated:
        """What happens to documents without a day, the default filled in."""
        if self.undated is not None:
            return self.undated
        return "include" if self.period == ANY_DAY or self.date_field == "event" else "exclude"

    @property
    def effective_sort(self) -> Sort:
        """The order of the hits, the default filled in."""
        return self.sort or ("relevance" if self.text else "newest")

    @property
    def narrowed(self) -> bool:
        """Whether anything but words narrows the search."""
        return bool(
            self.period != ANY_DAY or self.undated == "only" or self.include or self.exclude or self.story
        )

    @property
    def empty(self) -> bool:
        """Whether nothing at all was asked."""
        return not self.text and not self.narrowed

    def parameters(self) -> list[tuple[str, str]]:
        """The address's parameters in a fixed order, defaults left out."""
        pairs: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        pairs += period_parameters(self.period)
        if self.date_field != "pub":
            pairs.append(("date_field", self.date_field))
        if self.undated is not None:
            pairs.append(("undated", self.undated))
        if self.place_mode != "any":
            pairs.append(("place_mode", self.place_mode))
        if self.place_scope != "asof":
            pairs.append(("place_scope", self.place_scope))
        if self.sort is not None:
            pairs.append(("sort", self.sort))
        if self.by != "auto":
            pairs.append(("by", self.by))
        if self.group:
            pairs.append(("group", "1"))
        if self.story:
            pairs.append(("story", self.story))
        for name in FACETS:
            pairs += [(name, value) for value in self.include.get(name, ())]
            pairs += [(name, f"-{value}") for value in self.exclude.get(name, ())]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def on_page(self, page: int) -> SearchQuery:
        return replace(self, page=page)

    def within(self, period: Period) -> SearchQuery:
        """The same search in another period, from its first page."""
        undated = None if self.undated == "only" else self.undated
        return replace(self, period=period, undated=undated, page=1)

    def sorted_by(self, sort: Sort) -> SearchQuery:
        return replace(self, sort=sort, page=1)

    def drawn_by(self, grain: Grain) -> SearchQuery:
        return replace(self, by=grain)

    def grouped(self, group: bool) -> SearchQuery:
        return replace(self, group=group, page=1)

    def of_story(self, document_id: str) -> SearchQuery:
        """Narrowed to what tells the story of a document, each telling by itself."""
        return replace(self, story=document_id, group=False, page=1)

    def by_day(self, date_field: DateField) -> SearchQuery:
        return replace(self, date_field=date_field, page=1)

    def charted(self) -> SearchQuery:
        """The search whose period a chart's bars change.

        Days that a text mentions are many to a document, so that a chart is never of them: it counts
        days of publication, and mentioned days that were asked for go into the words.
        """
        if self.date_field != "event":
            return self
        text = self.text
        if self.period != ANY_DAY:
            text = f"{text} nhắcngày:{self.period.first or ''}..{self.period.last or ''}".strip()
        return replace(
            self, text=text, date_field="pub", period=ANY_DAY, undated=None, sort=self.effective_sort, page=1
        )

    def with_place_mode(self, place_mode: PlaceMode) -> SearchQuery:
        return replace(self, place_mode=place_mode, page=1)

    def scoped(self, place_scope: PlaceScope) -> SearchQuery:
        return replace(self, place_scope=place_scope, page=1)

    def with_places(self, places: tuple[str, ...]) -> SearchQuery:
        """Narrowed to any of these places and no other."""
        return replace(self, include={**self.include, "place": places}, page=1)

    def with_words(self, text: str) -> SearchQuery:
        return replace(self, text=text, page=1)

    def with_undated(self, undated: Undated | None) -> SearchQuery:
        period = ANY_DAY if undated == "only" else self.period
        return replace(self, undated=undated, period=period, page=1)

    def including(self, facet: str, value: str) -> SearchQuery:
        """Narrowed to one more value of a facet; what was excluded there is no longer."""
        return self._changed(facet, value, to="include")

    def excluding(self, facet: str, value: str) -> SearchQuery:
        return self._changed(facet, value, to="exclude")

    def without(self, facet: str, value: str) -> SearchQuery:
        """Neither included nor excluded."""
        return self._changed(facet, value, to=None)

    def _changed(self, facet: str, value: str, *, to: Literal["include", "exclude"] | None) -> SearchQuery:
        sides = {}
        for side, values in (("include", self.include), ("exclude", self.exclude)):
            kept = tuple(other for other in values.get(facet, ()) if other != value)
            if side == to:
                kept = (*kept, value)
            changed = {**values, facet: kept}
            sides[side] = {name: chosen for name, chosen in changed.items() if chosen}
        return replace(self, include=sides["include"], exclude=sides["exclude"], page=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParameters:
    """A query read from an address, and what was set aside while reading it."""

    query: SearchQuery
    notices: tuple[str, ...] = ()


def read_parameters(
    args: Arguments, *, also_known: frozenset[str] = frozenset(), today: dt.date | None = None
) -> ReadParameters:
    """Read a search from an address.

    Args: also_known: parameters the page has beside those of a search. today: what a spoken day
        ("hôm qua") counts from, in Vietnam.
    Raises: ParameterInvalid for an impossible day, page or choice.
    """
    notices = []
    unknown = sorted(set(args.keys()) - KNOWN - also_known)
    if unknown:
        shown = ", ".join(clean(name)[:40] for name in unknown[:5])
        notices.append(_("Tham số không có nên được bỏ qua: %(names)s.", names=shown))
    text, cut = read_text(args)
    if cut:
        notices.append(_("Câu tìm dài quá; chỉ %(count)s ký tự đầu được dùng.", count=len(text)))
    period, notice = _read_period(args, today or days.today())
    if notice:
        notices.append(notice)
    include: dict[str, tuple[str, ...]] = {}
    exclude: dict[str, tuple[str, ...]] = {}
    for name in FACETS:
        wanted, unwanted = _read_values(args.getlist(name))
        if wanted:
            include[name] = wanted
        if unwanted:
            exclude[name] = unwanted
        if len(args.getlist(name)) > VALUES_LIMIT:
            notices.append(
                _("Chỉ %(count)s giá trị đầu của %(name)s được dùng.", count=VALUES_LIMIT, name=name)
            )
    query = SearchQuery(
        text=text,
        period=period,
        date_field=cast(DateField, _choice(args, "date_field") or "pub"),
        undated=cast("Undated | None", _choice(args, "undated")),
        place_mode=cast("PlaceMode", _choice(args, "place_mode") or "any"),
        place_scope=cast("PlaceScope", _choice(args, "place_scope") or "asof"),
        sort=cast("Sort | None", _choice(args, "sort")),
        by=cast(Grain, _choice(args, "by") or "auto"),
        group=_choice(args, "group") == "1",
        story=clean(args.get("story", ""))[:VALUE_LIMIT],
        include=include,
        exclude=exclude,
        page=read_number(args, "page", default=1, highest=PAGE_LIMIT),
    )
    return ReadParameters(query=query, notices=tuple(notices))


def read_text(args: Arguments) -> tuple[str, bool]:
    """The words of a query, and whether they were cut (between words) for being too many."""
    text = clean(args.get("q", ""))
    kept = text
    if len(kept) > TEXT_LIMIT:
        kept = kept[: TEXT_LIMIT + 1].rpartition(" ")[0] or kept[:TEXT_LIMIT]
    while len(quote(kept)) > ADDRESS_LIMIT:
        kept = kept[: -max(1, len(kept) // 8)].rpartition(" ")[0] or kept[: len(kept) * 7 // 8]
    return kept, kept != text


def read_number(args: Arguments, name: str, *, default: int, highest: int) -> int:
    """A whole number from 1 to `highest`. Raises: ParameterInvalid for anything else."""
    written = args.get(name, "").strip()
    if not written:
        return default
    if written.isascii() and written.isdecimal() and len(written) < 12 and 1 <= int(written) <= highest:
        return int(written)
    raise ParameterInvalid(
        name,
        _("Tham số %(name)s phải là số từ 1 đến %(highest)s.", name=name, highest=highest),
        hint=_("Bỏ tham số này để xem từ trang đầu."),
    )


def clean(text: str) -> str:
    """Text as a person meant it: NFC, no control characters, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(c if unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" else " " for c in composed)
    return " ".join(kept.split())


def _read_period(args: Arguments, today: dt.date) -> tuple[Period, str]:
    spoken = clean(args.get("when", ""))[:VALUE_LIMIT]
    if spoken:
        read = read_period(spoken, today)
        if read is not None:
            return read, ""
        return ANY_DAY, _("Không hiểu “%(text)s” là ngày nào nên không thu hẹp theo ngày.", text=spoken)
    return _read_iso_days(args)


def read_days(args: Arguments) -> Period:
    """`on`, or `from` and `to`. Raises: ParameterInvalid for a day that cannot be."""
    return _read_iso_days(args)[0]


def _read_iso_days(args: Arguments) -> tuple[Period, str]:
    on = args.get("on", "").strip()
    if on:
        return _iso(on, "on"), ""
    first_text, last_text = args.get("from", "").strip(), args.get("to", "").strip()
    first = _iso(first_text, "from").first if first_text else None
    last = _iso(last_text, "to").last if last_text else None
    if first is not None and last is not None and first > last:
        swapped = Period(_iso(last_text, "to").first, _iso(first_text, "from").last)
        return swapped, _("Ngày đầu nằm sau ngày cuối nên hai ngày được đổi chỗ cho nhau.")
    return Period(first, last), ""


def _iso(text: str, name: str) -> Period:
    try:
        return iso_period(text)
    except ValueError:
        raise ParameterInvalid(
            name,
            _("Tham số %(name)s không phải là ngày có thật: “%(text)s”.", name=name, text=clean(text)[:40]),
            hint=_("Viết ngày theo dạng 2024-03-15; cả tháng là 2024-03, cả năm là 2024."),
        ) from None


def _choice(args: Arguments, name: str) -> str | None:
    written = args.get(name, "").strip()
    if not written:
        return None
    if written in _CHOICES[name]:
        return written
    raise ParameterInvalid(
        name,
        _("Tham số %(name)s không nhận giá trị “%(text)s”.", name=name, text=clean(written)[:40]),
        hint=_("Các giá trị có thể dùng: %(choices)s.", choices=", ".join(_CHOICES[name])),
    )


def _read_values(written: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for raw in written[:VALUES_LIMIT]:
        value = clean(raw)[: VALUE_LIMIT + 1]
        side = unwanted if value.startswith("-") else wanted
        bare = value.removeprefix("-").strip()
        if bare and bare not in side:
            side.append(bare)
    return tuple(wanted), tuple(value for value in unwanted if value not in wanted)
