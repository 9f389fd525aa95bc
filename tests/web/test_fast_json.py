"""JSON as the API writes it."""

from __future__ import annotations

import json

import pytest
from flask import Flask, jsonify

from web.fast_json import FastJson


@pytest.fixture
def app() -> Flask:
    app = Flask("answers")
    app.json = FastJson(app)
    return app


def test_words_stand_as_they_are_written_and_keys_in_the_order_given(app: Flask):
    with app.test_request_context():
        assert jsonify({"z": "Mường Khoa", "a": [1, None, True, 0.25]}).data == (
            '{"z":"Mường Khoa","a":[1,null,true,0.25]}\n'.encode()
        )


def test_a_text_that_is_not_unicode_is_answered_all_the_same(app: Flask):
    with app.test_request_context():
        response = jsonify({"title": "Tin \ud800 vui"})
    assert response.mimetype == "application/json"
    assert json.loads(response.data) == {"title": "Tin \ud800 vui"}
