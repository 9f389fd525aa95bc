"""The crawler's commands, as baoluu.py joins them: name -> "module:attribute"."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "source": "crawler.commands.source:source_group",
    "crawl": "crawler.commands.crawl:crawl_command",
    "import": "crawler.commands.imports:import_command",
    "extract": "crawler.commands.extract:extract_command",
    "rebuild": "crawler.commands.rebuild:rebuild_command",
}
