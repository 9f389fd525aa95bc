"""The index room's commands, as baoluu.py joins them: name -> "module:attribute"."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "search": "index.commands.search:search",
    "entities": "index.commands.entities:entities",
    "entity": "index.commands.registry:entity",
    "directives": "index.commands.registry:directives",
    "analyze": "index.commands.analyze:analyze",
    "reindex": "index.commands.reindex:reindex",
    "status": "index.commands.status:status",
    "verify": "index.commands.verify:verify",
}
