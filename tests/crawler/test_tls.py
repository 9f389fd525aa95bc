"""Sites whose certificate cannot be verified."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import SourceInvalid
from archive.home import Home
from crawler.manners import manners_of
from crawler.net import Fetcher, FetchFailed, Reach, Tls
from tests.crawler.crawling import run, small_site, source_of
from tests.crawler.loopback import Server, page, serving

CERTIFICATE = Path(__file__).parent / "data" / "self-signed.pem"  # made for these tests alone


@contextlib.contextmanager
def serving_tls(answers: dict) -> Iterator[Server]:
    """A server with a certificate nobody vouches for."""
    server = Server(answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server._socket = context.wrap_socket(server._socket, server_side=True)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(timeout=2)


def get(server: Server, tls: Tls) -> bytes:
    reach = Reach(private_hosts=frozenset({server.host}))
    return Fetcher(agent="x", tls=tls).get(f"https://{server.host}/", reach).content


@pytest.mark.parametrize("tls", [Tls.STRICT, Tls.WEAK])
def test_a_certificate_nobody_vouches_for_is_a_tls_error_not_retried(tls):
    with serving_tls({"/": page("x")}) as server, pytest.raises(FetchFailed) as caught:
        get(server, tls)
    assert caught.value.reason == "tls-error"
    assert not caught.value.retry


def test_a_source_may_ask_for_no_verification():
    with serving_tls({"/": page("đọc được")}) as server:
        assert get(server, Tls.UNVERIFIED).decode() == "đọc được"


def test_a_site_with_a_broken_certificate_stops_no_other(tmp_path):
    with serving_tls(small_site(1)) as broken, serving(small_site(1)) as good:
        bad = source_of(broken, "hong", discover={"sections": [f"https://{broken.host}/"]})
        _, ended, _ = run(Home.open(tmp_path / "home"), bad, source_of(good, "tot"))
    summaries = {one.source: one for one in ended}
    assert summaries["hong"].failed
    assert summaries["tot"].changes == {"new": 1}


def test_a_word_that_is_no_kind_of_tls_is_refused():
    with serving({}) as server, pytest.raises(SourceInvalid, match="tls"):
        manners_of(source_of(server, crawl={"tls": "none"}))
