"""`baoluu entity` and `baoluu directives` tell on the terminal what the registry knows."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from archive.home import Home
from archive.session import Session
from archive.terminal import FriendlyGroup
from index.commands.registry import directives, entity
from tests.index.registry.conftest import Holdings, written
from tests.index.registry.test_people_of_one_name import ALL

GROUP = FriendlyGroup("baoluu", commands={"entity": entity, "directives": directives})
CITES = written("n1", "Nghị quyết số 02-NQ/TU ngày 20/1/2021 của Tỉnh ủy đến với xã Tân Tiến, huyện Bảo Yên.")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    home = Home.open(tmp_path_factory.mktemp("commands") / "home", create=True)
    archive = Holdings(home.path / "catalog.db").add(*ALL, CITES)
    archive.analysed()
    archive.catalog.close()
    session = Session(home_path=home.path, index_new=lambda _: None, index_all=lambda _: None)
    return lambda *arguments: CliRunner().invoke(GROUP, list(arguments), obj=session)


def test_a_person_is_shown_with_those_of_the_same_name_and_why(run):
    said = run("entity", "Lò Văn Bình").output
    assert "another of this name: Lò Văn Bình (sinh 1998) (2 documents)" in said
    assert "born: 'SN 1970' in a3, 'SN 1998' in b1" in said
    assert "Chủ tịch UBND huyện Mai Sơn" in said


def test_a_person_told_apart_is_found_by_the_name_it_was_given(run):
    [found] = json.loads(run("entity", "Lò Văn Bình (sinh 1998)", "--kind", "PER", "--json").output)[
        "entities"
    ]
    assert [one["document"] for one in found["documents"]] == ["b2", "b1"]


def test_a_place_of_many_names_says_which_was_meant(run):
    said = run("entity", "xã Tân Tiến").output
    assert "Xã Tân Tiến, Huyện Bảo Yên, Tỉnh Lào Cai" in said
    assert "meant in 1 documents" in said


def test_a_number_shows_what_it_means_and_who_cites_it(run):
    said = run("directives", "NQ 02-NQ/TU").output
    assert "02-NQ/TU~tinh-uy-son-la~2020-2025" in said
    assert "Cited by 1 documents" in said


def test_what_nobody_names_or_cites_is_an_error_with_a_hint(run):
    for command, asked in (("entity", "Không Ai"), ("directives", "99-NQ/TU")):
        answer = run(command, asked)
        assert answer.exit_code != 0
        assert asked in answer.stderr
