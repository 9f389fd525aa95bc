"""What a source was before and became after: papers merged with their provinces on 1 July 2025.

Which paper took up which is said by the sources themselves (`predecessors`); the day follows
from the units, where their provinces were merged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from archive.model import Source
from index.registry.units import merger_day, successor_province


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A source that came before or after another."""

    key: str
    name: str
    province: str
    hosts: tuple[str, ...]
    since: dt.date | None  # the day the later one took over; None where nothing tells


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHistory:
    """A source among those it came from and those it went into."""

    key: str
    name: str
    province: str
    hosts: tuple[str, ...]
    predecessors: tuple[Kin, ...]
    successors: tuple[Kin, ...]

    @property
    def family(self) -> tuple[str, ...]:
        """Keys of the source and all before it: what "as its successor" counts together."""
        return (self.key, *(kin.key for kin in self.predecessors))

    def as_json(self) -> dict[str, Any]:
        """Dates in ISO form."""
        fields = asdict(self)
        for kin in (*fields["predecessors"], *fields["successors"]):
            kin["since"] = kin["since"].isoformat() if kin["since"] else None
        return fields


def source_history(key: str, sources: Mapping[str, Source]) -> SourceHistory | None:
    """The history of a source; None for one that is not known."""
    source = sources.get(key)
    if source is None:
        return None
    before = [sources[one] for one in source.predecessors if one in sources]
    after = [one for one in sources.values() if key in one.predecessors]
    return SourceHistory(
        key=key,
        name=source.name,
        province=source.province,
        hosts=source.hosts,
        predecessors=tuple(_kin(one, one, source) for one in before),
        successors=tuple(_kin(one, source, one) for one in after),
    )


def _kin(shown: Source, earlier: Source, later: Source) -> Kin:
    merged = bool(earlier.province) and successor_province(earlier.province) == later.province
    return Kin(
        key=shown.key,
        name=shown.name,
        province=shown.province,
        hosts=shown.hosts,
        since=merger_day() if merged and earlier.province != later.province else None,
    )
