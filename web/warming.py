"""What the first reader should not have to wait for, done while a process begins to serve."""

from __future__ import annotations

import gc
import threading
from contextlib import suppress

from flask import Flask

from archive.errors import BaoluuError
from index.search.places import former_units, labels_named
from web.library import LIBRARY, Library
from web.params import FACETS, SearchQuery

_PLACES = ("tỉnh Tuyên Quang", "tuyen quang")
"""Any that was merged has the map of units loaded; without marks, also the names one asks for it by."""
_QUESTIONS = (*_PLACES, "người:an tổchức:an nơi:an")
"""The last has the names of people, bodies and places read: of 100,000 articles, half a second."""


def load_places() -> None:
    """Load the map of administrative units, a good part of a second; processes forked afterwards share it."""
    for place in _PLACES:
        for label in labels_named(place):
            former_units(label)


def warm_up(app: Flask) -> None:
    """Open index and catalog, search a little, and compile the templates, in a thread of its own."""
    threading.Thread(target=_warm, args=(app,), daemon=True).start()


def _warm(app: Flask) -> None:
    library: Library = app.extensions[LIBRARY]
    with suppress(BaoluuError):  # whoever asks for a page is told
        for question in _QUESTIONS:
            library.searcher().search(SearchQuery(text=question), facets=FACETS, histogram=True)
    load_places()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    # What is loaded now stays: going through it again and again costs readers milliseconds.
    gc.collect()
    gc.freeze()
