"""Web servers on loopback that do exactly what a test tells them, good or bad."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping

Answer = bytes | Callable[[socket.socket], None]


def page(
    body: bytes | str = b"",
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    content_type: str = "text/html; charset=utf-8",
) -> bytes:
    """A whole HTTP answer."""
    content = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": content_type, "Content-Length": str(len(content)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


NOT_FOUND = page("không có", status="404 Not Found")


class Server:
    """Answers by path; what is asked for is kept in `requests`."""

    def __init__(self, answers: Mapping[str, Answer | list[Answer]]) -> None:
        self.answers = dict(answers)
        self.requests: list[str] = []
        self.heads: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.home = f"http://{self.host}/"
        self._threads: list[threading.Thread] = []
        self._closing = False

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def count(self, path: str) -> int:
        return self.requests.count(path)

    def run(self) -> None:
        while not self._closing:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def close(self) -> None:
        self._closing = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(timeout=2)

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                data = connection.recv(65536)
                if not data:
                    return
                head += data
            path = head.split(b" ", 2)[1].decode("ascii")
            self.requests.append(path)
            self.heads.append(head)
            answer = self.answers.get(path, NOT_FOUND)
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)


@contextlib.contextmanager
def serving(answers: Mapping[str, Answer | list[Answer]]) -> Iterator[Server]:
    server = Server(answers)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(timeout=2)
