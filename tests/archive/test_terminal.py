"""What the command line says reaches whoever reads it, whatever was in the page."""

from __future__ import annotations

import json

import pytest

from archive.terminal import emit_json, emit_json_line


@pytest.mark.parametrize("emit", [emit_json, emit_json_line])
def test_letters_stand_as_themselves(capsys, emit):
    emit({"xã": "Mường Tấc"})
    assert "Mường Tấc" in capsys.readouterr().out


@pytest.mark.parametrize("emit", [emit_json, emit_json_line])
def test_what_is_no_character_is_escaped_and_comes_back(capsysbinary, emit):
    emit({"xã": "Mường \udcff"})
    written = capsysbinary.readouterr().out
    assert json.loads(written) == {"xã": "Mường \udcff"}
