"""What a person sees: the Flask app, its pages, API, feeds and exports. It writes nothing."""

from web.app import create_app

__all__ = ["create_app"]
