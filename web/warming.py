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

_PLACE = "tỉnh Tuyên Quang"  # any that was merged has the whole map of units loaded


def load_places() -> None:
    """Load the map of administrative units, a good part of a second; processes forked afterwards share it."""
    for label in labels_named(_PLACE):
        former_units(label)


def warm_up(app: Flask) -> None:
    """Open index and catalog, search once, and compile the templates, in a thread of its own."""
    threading.Thread(target=_warm, args=(app,), daemon=True).start()


def _warm(app: Flask) -> None:
    library: Library = app.extensions[LIBRARY]
    with suppress(BaoluuError):  # whoever asks for a page is told
        library.searcher().search(SearchQuery(text=_PLACE), facets=FACETS, histogram=True)
    load_places()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    # What is loaded now stays: going through it again and again costs readers milliseconds.
    gc.collect()
    gc.freeze()
