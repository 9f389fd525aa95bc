"""Names that never change: a document's id, a content digest, a canonical URL."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from urllib.parse import quote, quote_plus, unquote, unquote_plus, urlsplit, urlunsplit

from archive.model import Document

_OWN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_MADE_ID = re.compile(r"[a-z2-7]{16}")
_TRACKING = re.compile(
    r"(?i)^(utm_.+|fbclid|gclid|zalo_?.*|_ga|mc_[ce]id|ref_?src|jsessionid|phpsessid|sid)$"
)
_SLASH = re.compile("%2F", re.IGNORECASE)
_PORTS = {"http": "80", "https": "443"}


def canonical_url(url: str) -> str:
    """The address two links to one page share.

    Lower-case scheme and host, no default port, no fragment, no tracking or session
    parameters, parameters kept in their order, percent-escapes in upper case. What is
    not http(s) is returned stripped and otherwise as it is.

    Raises: ValueError for what can be no address, such as a host with half of its brackets.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in _PORTS:
        return url.strip()
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".").lower()
    host = f"[{host}]" if ":" in host else host
    try:
        port = parts.port
    except ValueError:
        port = None
    if port is not None and str(port) != _PORTS[scheme]:
        host = f"{host}:{port}"
    path = re.sub(r";jsessionid=[^/?#]*", "", parts.path, flags=re.IGNORECASE) or "/"
    # An escaped slash is part of a name: unescaped, the server would be asked for another page.
    path = "%2F".join(
        quote(unquote(part, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
        for part in _SLASH.split(path)
    )
    pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
    query = "&".join(
        # A parameter without "=" is a command to some servers (Domino's ?OpenForm) and stays one.
        _escaped(name) + equals + _escaped(value)
        for name, equals, value in pairs
        if not _TRACKING.match(unquote_plus(name))
    )
    return urlunsplit((scheme, host, path, query, ""))


def _escaped(text: str) -> str:
    return quote_plus(unquote_plus(text, errors="surrogateescape"), errors="surrogateescape")


def document_id(url: str, own_id: str | None = None) -> str:
    """The permanent id of the document at `url`, or its importer's own id where that is URL-safe.

    Sixteen characters of base32 (80 bits of SHA-256 over the canonical URL), so that the
    catalog can be rebuilt from the captures alone and every link still holds.
    """
    if own_id is not None and _OWN_ID.fullmatch(own_id):
        return own_id
    digest = hashlib.sha256(canonical_url(url).encode("utf-8", "surrogateescape")).digest()
    return base64.b32encode(digest[:10]).decode("ascii").lower()


def is_made_of_address(identity: str) -> bool:
    """Whether an id has the form `document_id` gives to an address."""
    return _MADE_ID.fullmatch(identity) is not None


def content_digest(document: Document) -> str:
    """SHA-256 over what a reader would call the content: two captures that agree are one revision."""
    published = document.published
    content = [
        document.kind.value,
        document.title,
        document.lead,
        document.body,
        published.day.isoformat() if published else None,
        document.author,
        document.section,
        document.form.get("number"),
    ]
    packed = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return f"sha256:{hashlib.sha256(packed).hexdigest()}"
