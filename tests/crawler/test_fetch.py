"""One request against servers that misbehave on purpose."""

import gzip
import socket
import time
import zlib

import brotli
import pytest

from crawler.net import Fetcher, FetchFailed, Limits, Reach
from tests.crawler.loopback import Server, page, serving

QUICK = Limits(connect=2, read=0.4, total=0.8, page_bytes=50_000, file_bytes=80_000)


def get(server: Server, path: str = "/", limits: Limits = QUICK, conditions: dict[str, str] | None = None):
    reach = Reach(private_hosts=frozenset({server.host}))
    fetcher = Fetcher(agent="baoluu-test/1 (+https://example.org)", contact="doc@example.org", limits=limits)
    return fetcher.get(server.url(path), reach, conditions)


def failure(server: Server, path: str = "/", limits: Limits = QUICK) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        get(server, path, limits)
    return caught.value


def test_an_answer_is_handed_back_as_it_went_over_the_wire():
    body = gzip.compress("Thời sự".encode())
    with serving({"/tin?x=1": page(body, headers={"Content-Encoding": "gzip", "ETag": '"a"'})}) as server:
        exchange = get(server, "/tin?x=1")
        assert exchange.body == body
        assert exchange.content.decode() == "Thời sự"
        assert exchange.status_line == "HTTP/1.1 200 OK"
        assert exchange.header("etag") == '"a"'
        assert exchange.request == server.heads[0]


def test_the_request_says_who_asks_and_how_to_reach_them():
    with serving({"/": page("x")}) as server:
        get(server)
        head = server.heads[0].decode()
    assert "User-Agent: baoluu-test/1 (+https://example.org)" in head
    assert "From: doc@example.org" in head


def test_conditions_of_an_earlier_answer_are_sent():
    with serving({"/": page(status="304 Not Modified")}) as server:
        exchange = get(server, conditions={"If-None-Match": '"a"'})
        assert exchange.status == 304
        assert b'If-None-Match: "a"' in server.heads[0]


def test_brotli_and_deflate_are_understood():
    text = "Đường lên bản".encode()
    with serving(
        {
            "/br": page(brotli.compress(text), headers={"Content-Encoding": "br"}),
            "/zlib": page(zlib.compress(text), headers={"Content-Encoding": "deflate"}),
        }
    ) as server:
        assert get(server, "/br").content == text
        assert get(server, "/zlib").content == text


def test_a_chunked_answer_is_joined_and_its_header_kept():
    def chunked(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxin c\r\n4\r\nhao!\r\n0\r\n\r\n"
        )

    with serving({"/": chunked}) as server:
        exchange = get(server)
    assert exchange.content == b"xin chao!"
    assert exchange.header("Transfer-Encoding") == "chunked"


def test_non_ascii_paths_are_escaped():
    with serving({"/t%C3%ACm": page("x")}) as server:
        assert get(server, "/tìm").status == 200


def test_a_server_that_drips_its_body_is_cut_off_in_time():
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.1)

    with serving({"/": drip}) as server:
        began = time.monotonic()
        assert failure(server).reason == "timeout"
        assert time.monotonic() - began < 2


def test_a_server_that_drips_its_header_fields_is_cut_off_in_time():
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            connection.sendall(f"X-{number}: y\r\n".encode())
            time.sleep(0.1)

    with serving({"/": drip}) as server:
        began = time.monotonic()
        assert failure(server).reason == "timeout"
        assert time.monotonic() - began < 2


def test_a_silent_server_is_a_timeout_worth_retrying():
    with serving({"/": lambda connection: time.sleep(1)}) as server:
        failed = failure(server)
    assert failed.reason == "timeout"
    assert failed.retry


def test_an_endless_body_stops_at_the_size_limit():
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with serving({"/": endless}) as server:
        failed = failure(server, limits=Limits(read=2, total=5, page_bytes=200_000))
    assert failed.reason == "too-large"
    assert not failed.retry


def test_header_fields_without_end_stop_at_their_limit():
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(90):
            connection.sendall(f"X-{number}: {'y' * 4000}\r\n".encode())
        connection.sendall(b"\r\n")

    with serving({"/": endless}) as server:
        assert failure(server).reason == "connection"


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_a_bomb_costs_its_limit_and_not_its_size(coding):
    plain = b"0" * 20_000_000
    packed = {
        "gzip": gzip.compress(plain),
        "br": brotli.compress(plain, quality=1),
        "deflate": zlib.compress(plain),
    }[coding]
    with serving({"/": page(packed, headers={"Content-Encoding": coding})}) as server:
        failed = failure(server, limits=Limits(page_bytes=1_000_000))
    assert failed.reason == "bad-coding"
    assert "inflates" in str(failed)


def test_a_file_may_be_larger_than_a_page():
    with serving(
        {"/a": page(b"x" * 60_000, content_type="application/pdf"), "/b": page(b"x" * 60_000)}
    ) as server:
        assert len(get(server, "/a").body) == 60_000
        assert failure(server, "/b").reason == "too-large"


def test_a_transfer_cut_short_is_a_failure():
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this"
    with serving({"/": answer}) as server:
        failed = failure(server)
    assert failed.reason == "cut-off"
    assert failed.retry


def test_a_chunked_transfer_cut_short_is_a_failure():
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nonly this"
    with serving({"/": answer}) as server:
        assert failure(server).reason == "cut-off"


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"\x00\xff\x00\xff" * 20])
def test_what_is_no_http_is_a_failure(answer):
    with serving({"/": answer}) as server:
        assert failure(server).retry


def test_a_port_nobody_listens_on_is_a_failure_worth_retrying():
    with serving({}) as server:
        pass
    failed = failure(server)
    assert failed.reason == "connection"
    assert failed.retry


def test_a_redirect_is_handed_back_and_not_followed():
    with serving({"/": page(status="302 Found", headers={"Location": "http://169.254.169.254/"})}) as server:
        assert get(server).status == 302
        assert server.requests == ["/"]


def test_an_address_that_is_too_long_is_not_asked():
    with serving({}) as server:
        assert failure(server, "/" + "a" * 3000).reason == "address-too-long"
        assert server.requests == []


def test_plain_text_behind_tls_is_a_tls_error():
    with serving({"/": page("x")}) as server:
        reach = Reach(private_hosts=frozenset({server.host}))
        with pytest.raises(FetchFailed) as caught:
            Fetcher(agent="x", limits=QUICK).get(f"https://{server.host}/", reach)
    assert caught.value.reason in ("tls-error", "timeout")
