"""The phrases of the pages in the language of the request, with types Flask-Babel does not have.

A phrase is written in Vietnamese where it is used; translations/en holds its English. The
functions are named as `pybabel extract` looks for them (docs/adr/0072).
"""

from __future__ import annotations

import flask_babel


def gettext(phrase: str, **values: object) -> str:
    """The phrase with %(name)s filled in."""
    return str(flask_babel.gettext(phrase, **values))


def ngettext(one: str, several: str, count: int, **values: object) -> str:
    """The phrase for `count`; Vietnamese has one form, English two."""
    return str(flask_babel.ngettext(one, several, count, **values))


def pgettext(context: str, phrase: str) -> str:
    """The phrase as it is said in `context`, where one Vietnamese word is two in English."""
    return str(flask_babel.pgettext(context, phrase))
