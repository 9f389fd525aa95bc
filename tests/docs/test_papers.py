"""What the papers promise is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import baoluu
from archive.errors import BaoluuError
from archive.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")


def commands(group=baoluu.main, prefix=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*prefix, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*prefix, name))


@pytest.mark.parametrize("name", sorted(baoluu.PLACES))
def test_every_command_stands_in_the_readme(name):
    assert re.search(rf"^\| `{name}` \|", README, re.MULTILINE)


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_command_says_what_it_does(path):
    ran = CliRunner().invoke(baoluu.main, [*path, "--help"])
    assert ran.exit_code == 0
    assert len(ran.output.splitlines()[2].strip()) > 10


@pytest.mark.parametrize(("path", "command"), commands(), ids=str)
def test_every_option_of_a_command_is_explained(path, command):
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert not [option.name for option in options if not option.help and option.name != "help"]


def test_every_link_of_the_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links and not [link for link in links if not (ROOT / link).exists()]


def test_every_place_on_the_map_exists():
    places = re.findall(r"`((?:archive|crawler|index|web|bench|tests|docs)/[\w./-]*)`", MAP)
    assert places and not [place for place in places if not (ROOT / place).exists()]


@pytest.mark.parametrize("variable", [variable for variable, _ in SETTINGS.values()])
def test_every_setting_stands_in_the_guide(variable):
    guide = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "guide").glob("*.md"))
    assert variable in guide


def errors(kind=BaoluuError):
    for one in kind.__subclasses__():
        yield one
        yield from errors(one)


@pytest.mark.parametrize("code", sorted({one.exit_code for one in errors()}))
def test_every_exit_code_stands_in_the_guide(code):
    guide = (ROOT / "docs" / "guide" / "archivist.md").read_text(encoding="utf-8")
    assert f"\n| {code} | " in guide
