"""Vietnamese first, English at a switch, every string."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import web
from tests.web.pages_read import page, text_of

ROOM = Path(web.__file__).parent
PO = ROOM / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
HINT = "see docs/adr/0072-vietnamese-phrases-in-place.md"


def key_of(message) -> tuple[object, object]:
    """A message's context and id, of one type whatever the file's format (.mo has bytes and lists)."""
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, message.id if isinstance(message.id, str) else tuple(message.id)


def strings_of(message) -> object:
    return message.string if isinstance(message.string, str) else tuple(message.string)


def test_every_phrase_of_code_and_templates_has_its_english():
    used = {
        (context, phrase if isinstance(phrase, str) else tuple(phrase))
        for _file, _line, phrase, _comments, context in extract_from_dir(ROOM, METHODS)
    }
    with PO.open("rb") as file:
        translated = {key_of(m) for m in read_po(file, locale="en") if m.id and m.string}
    assert used == translated, HINT


def test_the_compiled_translations_are_those_of_the_text():
    with PO.open("rb") as file:
        text = {key_of(m): strings_of(m) for m in read_po(file, locale="en") if m.id}
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = {key_of(m): strings_of(m) for m in read_mo(file) if m.id}
    assert compiled == text, HINT


def test_placeholders_survive_translation():
    with PO.open("rb") as file:
        for message in read_po(file, locale="en"):
            if message.id:
                assert not list(message.check()), message.id


def test_the_first_words_a_browser_in_any_language_sees_are_vietnamese(client):
    response = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="vi">' in response.get_data(as_text=True)


def test_the_switch_keeps_the_page_and_is_remembered(client):
    soup = page(client, "/tim-kiem?q=muong&source=bao-cao-nguyen")
    switch = soup.select_one(".tongue a")
    assert "q=muong&source=bao-cao-nguyen&lang=en" in switch["href"]
    english = page(client, switch["href"])
    assert english.html["lang"] == "en"
    assert page(client, "/do-phu").h1.get_text() == "Coverage"


@pytest.mark.parametrize(
    "address", ["/", "/tim-kiem?q=muong", "/huong-dan", "/gioi-thieu", "/do-phu", "/lich/2024"]
)
def test_an_english_page_has_no_vietnamese_interface_left(client, address: str):
    soup = page(client, f"{address}{'&' if '?' in address else '?'}lang=en")
    for part in soup.select(".hits, .facets, .shelves, .chips, code, .tongue, tbody th, table, .foot"):
        part.decompose()
    left = [word for word in ("Tìm", "bài", "ngày", "Kho", "văn bản") if word in text_of(soup.main)]
    assert not left


def test_days_are_written_as_each_language_writes_them(client):
    assert page(client, "/ngay/2024-03-15").h1.get_text() == "Thứ Sáu, 15/03/2024"
    assert page(client, "/ngay/2024-03-15?lang=en").h1.get_text() == "Friday, 15 March 2024"
