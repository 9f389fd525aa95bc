"""Under which names the site answers, and which one it writes into absolute addresses.

A page of somebody else's can let its own name point at 127.0.0.1 (DNS rebinding) and would then read
a site that listens there as if it were its own: the browser only goes by names. So a site on loopback
answers to names of this machine only. Absolute addresses (feeds, sitemaps, OpenSearch, the API's
description) follow the Host field of whoever asks, unless the operator says the site's public URL.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request

from archive.errors import BaoluuError
from web.phrases import gettext as _

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ASKED = "baoluu.asked_host"  # in the WSGI environment: the Host field as it came
_FREE = {"/healthz", "/readyz"}  # say nothing of what is held, and are asked by machines under any name


class NameForeign(BaoluuError):
    """The site is asked under a name that is not its own; the web answers 421 (RFC 9110, 15.5.20)."""


class PublicUrlUnusable(BaoluuError):
    """What should be the site's public URL is none."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicUrl:
    """Where readers find the site, as absolute addresses begin."""

    scheme: str  # "http" or "https"
    host: str  # with the port, where it is not the scheme's own

    @property
    def name(self) -> str:
        return _name(self.host)


def parse_public_url(text: str) -> PublicUrl:
    """Read what an operator typed. Raises: PublicUrlUnusable."""
    try:
        parts = urlsplit(text.strip())
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise PublicUrlUnusable(
            f"{text!r} is no address of a site",
            hint="Give scheme and name, nothing behind: --public-url https://kho.example.vn",
        )
    host = parts.netloc.lower()
    if not host.isascii():
        port = f":{parts.port}" if parts.port else ""
        host = (parts.hostname or "").encode("idna").decode("ascii") + port
    return PublicUrl(scheme=parts.scheme, host=host)


def install_names(app: Flask, *, public: PublicUrl | None, loopback_only: bool) -> None:
    """Refuse foreign names and write absolute addresses under the public one.

    Args: public: with it, only its name is answered, beside those of this machine and numbers, which no
        other site can take; loopback_only: answer those alone where there is no public one.
    """
    app.wsgi_app = _Renamed(app.wsgi_app, public)  # type: ignore[method-assign]
    if public is None and not loopback_only:
        return
    own = {public.name} if public is not None else set()

    @app.before_request
    def refuse_foreign_names() -> None:
        if request.path in _FREE:
            return
        name = _name(request.environ[_ASKED])
        if name not in own and not is_this_machine(name):
            raise NameForeign(
                _("Kho này không trả lời dưới tên %(name)s.", name=name[:100]),
                hint=_advice(public, request.environ[_ASKED]),
            )


def _advice(public: PublicUrl | None, asked: str) -> str:
    if public is not None:
        return _("Mời vào %(url)s", url=f"{public.scheme}://{public.host}/")
    return _(
        "Mở địa chỉ mà baoluu serve đã in ra. Nếu đây đúng là tên của kho, người quản lý chạy lại với "
        "--public-url http://%(name)s",
        name=asked[:100],
    )


def is_this_machine(name: str) -> bool:
    """A name no other site can bear: a number, localhost, or a name beneath it (RFC 6761, 6.3); or none."""
    if name in {"", "localhost"} or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Renamed:
    """Middleware: requests come as if asked under the public URL; what was asked is kept beside."""

    def __init__(self, inner: WSGIApplication, public: PublicUrl | None) -> None:
        self._inner = inner
        self._public = public

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[_ASKED] = environ.get("HTTP_HOST", "")
        if self._public is not None:
            environ["HTTP_HOST"] = self._public.host
            environ["wsgi.url_scheme"] = self._public.scheme
        return self._inner(environ, start_response)


def _name(host: str) -> str:
    """The name of a Host field, without port and the dot of a complete name, in lower case."""
    host = host.lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].removesuffix(".")
