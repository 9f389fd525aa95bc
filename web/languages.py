"""Vietnamese first, English at a switch; days and numbers written as each language writes them."""

from __future__ import annotations

import datetime as dt

from flask import Flask, Response, request
from flask_babel import Babel, get_locale
from flask_babel import format_date as babel_date
from flask_babel import format_decimal as babel_decimal

from archive.days import vietnam_time
from web.addresses import ADDRESS_LIMIT, path_written, with_parameters

LANGUAGES = ("vi", "en")
COOKIE = "lang"
_YEAR_OF_SECONDS = 365 * 24 * 3600


def install_languages(app: Flask) -> None:
    """Give the app its translations, filters and the language switch."""
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    Babel(app, locale_selector=chosen_language)
    app.jinja_env.filters |= {
        "day": day_text,
        "long_day": long_day_text,
        "instant": instant_text,
        "number": number_text,
    }
    app.jinja_env.globals |= {"language": chosen_language, "switched": switched_address}

    @app.after_request
    def remember(response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES:
            response.set_cookie(
                COOKIE, chosen_language(), max_age=_YEAR_OF_SECONDS, httponly=True, samesite="Lax"
            )
        return response


def chosen_language() -> str:
    """The address's `lang`, else the cookie's, else Vietnamese."""
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return wanted
    return LANGUAGES[0]


def switched_address(language: str) -> str:
    """This very page in another language."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    switch, path = ("lang", language), path_written(request.path)
    while pairs and len(with_parameters(path, [*pairs, switch]).encode()) > ADDRESS_LIMIT:
        pairs.pop()
    return with_parameters(path, [*pairs, switch])


def day_text(day: dt.date) -> str:
    """15/03/2024, in English 15 March 2024."""
    return day.strftime("%d/%m/%Y") if _vietnamese() else str(babel_date(day, "d MMMM y"))


def long_day_text(day: dt.date) -> str:
    """With the weekday: Thứ Sáu, 15/03/2024."""
    return f"{babel_date(day, 'EEEE')}, {day_text(day)}"


def instant_text(when: dt.datetime) -> str:
    """An instant on a clock in Vietnam."""
    local = vietnam_time(when)
    return f"{local.strftime('%H:%M')} {day_text(local.date())}"


def number_text(number: int) -> str:
    """1.234 in Vietnamese, 1,234 in English."""
    return str(babel_decimal(number))


def _vietnamese() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "vi"
