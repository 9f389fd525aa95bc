"""One table of a source's TOML file, read with its types checked and its slips of the pen refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive.errors import SourceInvalid
from archive.model import Source


class SettingsTable:
    """[crawl] or [discover] of one source. Every reader raises SourceInvalid naming the setting."""

    def __init__(self, source: Source, name: str) -> None:
        self._source = source
        self._name = name
        self._settings: Mapping[str, Any] = source.settings.get(name, {})
        self.asked: set[str] = set()  # names that were read, hence known

    def has(self, name: str) -> bool:
        """Whether the source states anything under this name."""
        return bool(self._settings.get(name))

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        return bool(self._typed(name, default, bool, "neither true nor false"))

    def text(self, name: str, default: str) -> str:
        """A text."""
        return str(self._typed(name, default, str, "no text")).strip()

    def number(self, name: str, default: float) -> float:
        """A number of 0 or more."""
        value = self._typed(name, default, int | float, "no number")
        if isinstance(value, bool) or value < 0:
            raise self.invalid(name, "no number of 0 or more")
        return float(value)

    def texts(self, name: str) -> list[str]:
        """A list of texts, or a single one."""
        value = self._value(name, ())
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self.invalid(name, "no list of texts")
        return list(value)

    def entries(self, name: str) -> list[Mapping[str, Any]]:
        """An array of tables."""
        value = self._value(name, ())
        if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) for one in value):
            raise self.invalid(name, "no list of tables")
        return list(value)

    def refuse_unknown(self) -> None:
        """Refuse names that nobody asked for: a setting misspelt is a setting ignored."""
        unknown = sorted(set(self._settings) - self.asked)
        if unknown:
            raise SourceInvalid(
                f"source {self._source.key}: [{self._name}] knows no {', '.join(unknown)}",
                hint=f"It knows {', '.join(sorted(self.asked))}; see docs/guide/sources.md.",
            )

    def invalid(self, name: str, what: str) -> SourceInvalid:
        """The error for a value that cannot be used."""
        value = self._settings.get(name)
        return SourceInvalid(
            f"source {self._source.key}: [{self._name}] {name} = {value!r} is {what}",
            hint="Correct the source's TOML file; docs/guide/sources.md tells every setting.",
        )

    def _value(self, name: str, default: Any) -> Any:
        self.asked.add(name)
        return self._settings.get(name, default)

    def _typed(self, name: str, default: Any, kind: Any, what: str) -> Any:
        value = self._value(name, default)
        if not isinstance(value, kind):
            raise self.invalid(name, what)
        return value
