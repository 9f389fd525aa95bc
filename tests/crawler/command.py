"""`baoluu` with the crawler's commands alone, as a person types them."""

from pathlib import Path

from click.testing import CliRunner, Result

from archive.home import Home
from archive.session import Session
from archive.terminal import LazyGroup
from crawler.commands import COMMANDS
from crawler.descriptions import source_text


class Command:
    """`baoluu` with the crawler's commands alone."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.indexed: list[Path] = []

    def __call__(self, *words: object, stdin: str | bytes | None = None) -> Result:
        group = LazyGroup("baoluu", places=COMMANDS)
        session = Session(
            home_path=self.home,
            index_new=lambda home: self.indexed.append(home.path),
            index_all=lambda home: None,
        )
        return CliRunner().invoke(group, [str(word) for word in words], obj=session, input=stdin)

    def add(self, source) -> None:
        folder = Home.open(self.home).sources_folder
        folder.mkdir(exist_ok=True)
        (folder / f"{source.key}.toml").write_text(source_text(source), encoding="utf-8")
