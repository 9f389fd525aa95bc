"""The archive's own commands, as baoluu.py joins them: name -> "module:attribute"."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "export": "archive.commands.export:export",
    "backup": "archive.commands.backup:backup",
}
