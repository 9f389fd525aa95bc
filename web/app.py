"""The application: a library to read from, and a blueprint for each family of pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from archive import days
from archive.home import Home
from web.api import api_pages
from web.failures import install_failures
from web.fast_json import FastJson
from web.freshness import install_freshness
from web.index_searcher import OpenIndex
from web.languages import install_languages
from web.library import LIBRARY, Library
from web.limits import RateLimit, install_cors, install_rate_limit
from web.open_catalog import OpenCatalog
from web.own_names import PublicUrl, install_names
from web.pages.about import about_pages
from web.pages.article import article_pages
from web.pages.calendar import calendar_pages
from web.pages.comparisons import comparison_pages
from web.pages.directives import directive_pages
from web.pages.entities import entity_pages
from web.pages.exports import MOST_ROWS, export_pages
from web.pages.home import home_pages
from web.pages.machines import machine_pages
from web.pages.replay import replay_pages
from web.pages.results import results_pages
from web.pages.sources import source_pages
from web.registry_api import registry_api
from web.request_log import install_request_log
from web.searching import Searcher
from web.security import install_security
from web.words import install_words

_QUERY_STRING_LIMIT = 32_768  # bytes of an address; waitress refuses longer headers itself


def create_app(
    home: Home,
    *,
    open_searcher: Callable[[], Searcher] | None = None,
    today: Callable[[], dt.date] = days.today,
    behind_proxy: bool = False,
    public_url: PublicUrl | None = None,
    loopback_only: bool = False,
    rate_limit: RateLimit | None = None,
    cors_origin: str | None = None,
    metrics: bool = False,
    most_exported: int = MOST_ROWS,
) -> Flask:
    """The reading room over one home folder.

    Args: open_searcher: the index on its last committed state; the home's own by default.
        today: the day presets count from, in Vietnam.
        behind_proxy: believe one proxy's X-Forwarded-* headers.
        public_url: how absolute addresses begin, and the name the site answers to.
        loopback_only: answer to names of this machine only, where no public_url says another.
        rate_limit: of requests from one address; shared by apps that are given the same one.
        cors_origin: an origin whose pages may read the API, "*" for any; None for none.
        metrics: open /metrics.
        most_exported: rows of one export; a longer one is cut there, with a notice.
    Raises: nothing of a missing index or catalog: each page says so when asked.
    """
    app = Flask("web", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = _QUERY_STRING_LIMIT
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    app.json = FastJson(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    open_catalog = OpenCatalog(home)
    library = Library(home, open_searcher or OpenIndex(home, open_catalog), open_catalog)
    app.extensions[LIBRARY] = library
    install_request_log(app)
    install_languages(app)
    install_security(app)
    install_freshness(app, home)
    install_failures(app)
    install_names(app, public=public_url, loopback_only=loopback_only)
    if behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    install_words(app, library)
    if metrics:
        from web.metrics import install_metrics  # it reads the environment of the process when imported

        install_metrics(app, library)
    if rate_limit is not None:
        install_rate_limit(app, rate_limit)
    if cors_origin is not None:
        install_cors(app, cors_origin)
    for pages in (
        home_pages(library, today),
        results_pages(library, today, most_exported),
        calendar_pages(library, today),
        article_pages(library, today),
        comparison_pages(library),
        replay_pages(library),
        entity_pages(library),
        directive_pages(library),
        source_pages(library, today),
        about_pages(library),
        export_pages(library, most_exported),
        machine_pages(library),
        api_pages(library),
        registry_api(library),
    ):
        app.register_blueprint(pages)
    return app
