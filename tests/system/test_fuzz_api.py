"""The API under fuzz: what its own OpenAPI promises holds, and no parameter is an error of ours."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from archive.home import Home
from tests.system.fuzzing import fuzz, within
from tests.system.inprocess import invoke
from web import create_app

TODAY = dt.date(2026, 11, 25)
REPORT = """Họp xã Mường Tấc

Ngày 17 tháng 09 năm 2021

Sáng nay, xã Mường Tấc họp giao ban tháng chín. Đến dự có ông Lò Văn Thử, Bí thư Đảng ủy xã. Hội nghị bàn việc
thực hiện Nghị quyết số 02-NQ/TU ngày 05/8/2021 của Tỉnh ủy Sơn La về đường vào bản Phiêng Pẻn.
"""

NAMES = (
    "q", "from", "to", "on", "date_field", "undated", "sort", "group", "page", "limit", "cursor",
    "offset", "source",
    "kind", "section", "author", "person", "org", "place", "directive", "prefix", "type", "order",
    "facet", "year",
    "language", "with", "v", "view", "by", "lang", "format", "hl", "a", "b", "\x00", "q[]",
)  # fmt: skip
VALUES = st.sampled_from((
    "", "0", "1", "-1", "6", "100", "99999999999999999999", "1e9", "٣", "NaN", "2021", "2021-09",
    "2021-09-17", "2021-02-30",
    "0000-00-00", "9999-12-31", "0001-01-01", "relevance", "newest", "count", "event", "only", "-",
    "--", "muong tac",
    '"mường tấc"~9999', "nghi*", "(((", "02-NQ/TU", "người:", "\x00", "\ud800", "%00", "../../etc",
    "'\"><script>", "=cmd|x",
    "vi", "en", "jyyqqtkadi3u2uap", "a" * 3000, "\u202e", "ß\u0301" * 20,
)) | st.text(max_size=30)  # fmt: skip
FIELDS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=8)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The site over a home with one imported report and its index."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "hop.txt").write_text(REPORT, encoding="utf-8")
    assert invoke(folder / "home", "import", folder / "hop.txt", "--json").json()["new"] == 1
    return create_app(Home.open(folder / "home"), today=lambda: TODAY)


@pytest.fixture(scope="module")
def described(app):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def written(value):
    """Percent-encoded as a client would, half characters included."""
    return quote(value, safe="", errors="surrogatepass")


def assert_answered(answer):
    assert answer.status_code < 500, answer.text
    if answer.mimetype.endswith("json"):
        json.loads(answer.text)


def test_every_operation_answers_as_its_description_says(described):
    operations = [operation.ok() for operation in described.get_all_operations()]
    cases = st.one_of(
        *(
            operation.as_strategy(generation_mode=mode)
            for operation in operations
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        )
    )

    def conforms(case: Case):
        case.call_and_validate(
            checks=[
                schemathesis.checks.not_a_server_error,
                *(
                    schemathesis.checks.CHECKS.get_one(name)
                    for name in (
                        "status_code_conformance", "content_type_conformance",
                        "response_schema_conformance",
                    )
                ),
            ]
        )  # fmt: skip

    fuzz(cases, conforms)


def test_no_parameter_of_any_address_is_an_error_of_ours(app):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"]
    client = app.test_client()

    def asked(request):
        rule, arguments, fields = request
        path = rule.rule
        for name, value in zip(sorted(rule.arguments), arguments, strict=False):
            start, end = path.rindex("<", 0, path.index(name + ">")), path.index(name + ">") + len(name) + 1
            path = path[:start] + written(value) + path[end:]
        query = urlencode(fields, errors="surrogatepass")
        assert_answered(client.get(f"{path}?{query}"))

    fuzz(st.tuples(st.sampled_from(rules), st.lists(VALUES, min_size=3, max_size=3), FIELDS), asked)


@pytest.mark.parametrize("page", [1, 500, 10**6, 10**12, 10**30])
def test_a_page_however_deep_is_answered_soon(app, page):
    client = app.test_client()
    for path in ("/api/v1/search", "/tim-kiem", "/api/v1/directives", "/api/v1/entities/person", "/van-ban/"):
        with within():
            assert_answered(client.get(f"{path}?q=x%C3%A3&page={page}"))


def test_an_answer_never_holds_more_than_its_limit(app):
    client = app.test_client()
    assert client.get("/api/v1/search?limit=100").status_code == 200
    assert client.get("/api/v1/search?limit=101").status_code == 400
