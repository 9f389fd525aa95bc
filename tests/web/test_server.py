"""The site on a socket."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from archive.home import Home
from tests.web.holdings import fill
from web import create_app
from web.server import THREADS, AddressUnusable, listen, port_of, serve


def test_a_port_in_use_is_said_with_a_port_to_try():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressUnusable, match=str(port)) as refused:
            listen("127.0.0.1", port)
    assert str(port + 1) in refused.value.hint


def test_an_address_that_is_not_this_machines_is_said():
    with pytest.raises(AddressUnusable):
        listen("no-such-host.invalid", 0)


def test_a_site_without_an_index_still_opens_and_says_what_to_run(tmp_path):
    client = create_app(Home.open(tmp_path / "empty")).test_client()
    front = client.get("/")
    assert front.status_code == 200
    assert "baoluu reindex" in front.get_data(as_text=True)
    assert client.get("/tim-kiem?q=x").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_an_article_is_read_even_while_there_is_no_index(tmp_path):
    home = Home.open(tmp_path / "kept")
    documents = [document for document, _analysis in fill(home)]
    response = create_app(home).test_client().get(f"/bai/{documents[0].id}?q=han+han")
    assert response.status_code == 200
    assert documents[0].title in response.get_data(as_text=True)


def test_sigterm_stops_the_server_with_success(tmp_path):
    program = [sys.executable, "-m", "baoluu", "--home", str(tmp_path / "home"), "serve", "--port", "0"]
    Home.open(tmp_path / "home")
    process = subprocess.Popen(
        program, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert process.stderr is not None
    try:
        said = ""
        while "http://" not in said and process.poll() is None:
            said += process.stderr.readline()
        address = next(word for word in said.split() if word.startswith("http://"))
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            assert answer.read() == b"ok\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stderr.close()


SLOW = """
import time
from flask import Flask
from web.server import listen, port_of, serve
app = Flask("slow")
app.add_url_rule("/", view_func=lambda: time.sleep(0.3) or "answered")
listening = listen("127.0.0.1", 0)
print(port_of(listening), flush=True)
serve(app, listening)
"""


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_whoever_asked_before_a_stop_is_answered_also_those_who_waited(asked: signal.Signals):
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        assert answered(port, b"GET / HTTP/1.0\r\n\r\n").endswith(b"200 OK")  # it is up
        clients = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(3 * THREADS)]
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        process.send_signal(asked)
        answers = [client.makefile("rb").read() for client in clients]
        for client in clients:
            client.close()
        assert process.wait(timeout=20) == 0
    assert [answer.endswith(b"answered") for answer in answers] == [True] * len(clients)


def test_a_request_is_logged_without_the_words_searched_for(client, caplog):
    with caplog.at_level(logging.INFO, logger="baoluu.requests"):
        response = client.get("/tim-kiem?q=bi+mat")
    (line,) = [json.loads(record.message) for record in caplog.records if record.name == "baoluu.requests"]
    assert (line["path"], line["status"]) == ("/tim-kiem", 200)
    assert line["id"] == response.headers["X-Request-Id"]
    assert "mat" not in json.dumps(line)


def test_the_served_site_answers_many_at_once(app):
    listening = listen("127.0.0.1", 0)
    threading.Thread(target=serve, args=(app, listening), daemon=True).start()
    statuses = []

    def ask(number: int) -> None:
        address = f"http://127.0.0.1:{port_of(listening)}/tim-kiem?page={number}"
        with urllib.request.urlopen(address, timeout=20) as answer:
            statuses.append(answer.status)

    askers = [threading.Thread(target=ask, args=(n,)) for n in range(1, 13)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert statuses == [200] * 12


@pytest.fixture(scope="module")
def hasty(app):
    """The port of a site that waits a second for a request."""
    listening = listen("127.0.0.1", 0)
    threading.Thread(target=serve, args=(app, listening, 1), daemon=True).start()
    return port_of(listening)


def test_a_request_that_drips_in_is_cut_off(hasty):
    with socket.create_connection(("127.0.0.1", hasty), timeout=20) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        with pytest.raises(OSError):  # a broken pipe or a reset, as it comes
            for _ in range(100):
                client.sendall(b"X: a\r\n")
                time.sleep(0.1)


def answered(port: int, request: bytes) -> bytes:
    """The first line of what a raw request is answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(request)
        return client.recv(1 << 16).partition(b"\r\n")[0]


@pytest.mark.parametrize(
    ("request_sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * (80 << 10) + b"\r\n\r\n", b"431"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, x\r\n\r\n", b"501"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n", b"400"),
    ],
    ids=[
        "sound",
        "long-head",
        "long-body",
        "two-lengths",
        "signed-length",
        "coding",
        "chunk",
        "space",
        "line-end",
    ],
)
def test_a_request_that_two_programs_could_read_apart_is_refused(hasty, request_sent: bytes, status: bytes):
    assert answered(hasty, request_sent).split()[1] == status
