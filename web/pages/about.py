"""What the archive is, how to ask it, and how a program does."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.library import Library
from web.openapi import API_PARAMETERS


def about_pages(library: Library) -> Blueprint:
    pages = Blueprint("about", __name__)

    @pages.get("/gioi-thieu")
    def about() -> str:
        return render_template("about.html", source_count=len(library.sources))

    @pages.get("/huong-dan")
    def query_help() -> str:
        return render_template("help.html")

    @pages.get("/api")
    @pages.get("/api/")
    def api() -> str:
        return render_template("api.html", parameters=API_PARAMETERS)

    return pages
