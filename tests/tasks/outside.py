"""Other people's web servers, as real ones on this machine: each answers as a test tells it to."""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tasks.net.http import Limits

Reply = Callable[[socket.socket, str], None]


@dataclass
class Outside:
    """A server, and the requests that reached it, their bytes as Latin-1."""

    port: int
    reply: Reply
    requests: list[str] = field(default_factory=list)
    scheme: str = "http"
    at_once: bool = False

    @property
    def allowed(self) -> str:
        return f"localhost:{self.port}"

    def url(self, path: str = "/calendar.ics") -> str:
        return f"{self.scheme}://localhost:{self.port}{path}"

    def header(self, name: str, *, at: int = -1) -> str:
        """A header of a request, "" when it was not sent."""
        lines = (line.partition(": ") for line in self.requests[at].split("\r\n"))
        return next((value for key, _, value in lines if key.lower() == name.lower()), "")

    def body(self, *, at: int = -1) -> bytes:
        """What followed the headers of a request."""
        return self.requests[at].partition("\r\n\r\n")[2].encode("latin-1")


def limits(*servers: Outside, deadline_s: float = 5, max_bytes: int = 10_000) -> Limits:
    """What a call is held to that may reach these servers of ours."""
    return Limits(deadline_s, max_bytes, [server.allowed for server in servers])


def says(body: bytes = b"", *headers: str, status: str = "200 OK") -> Reply:
    """An answer with a body of known length."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"))
    return raw(head.encode() + b"\r\n" + body)


def raw(data: bytes) -> Reply:
    return lambda connection, _request: connection.sendall(data)


def drips(start: bytes, *, until: threading.Event) -> Reply:
    """An answer that goes on for ever, some bytes at a time."""

    def reply(connection: socket.socket, _request: str) -> None:
        connection.sendall(start)
        while not until.wait(0.02):
            connection.sendall(b"x")

    return reply


@contextmanager
def serving(reply: Reply, *, tls: ssl.SSLContext | None = None, at_once: bool = False) -> Iterator[Outside]:
    """A server on a port of its own, until the block ends; `at_once` it speaks before it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Outside(listener.getsockname()[1], reply, scheme="https" if tls else "http", at_once=at_once)
        thread = threading.Thread(target=_accept, args=(listener, server, tls), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(listener: socket.socket, server: Outside, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, server, tls), daemon=True).start()


def _serve(plain: socket.socket, server: Outside, tls: ssl.SSLContext | None) -> None:
    with plain, suppress(OSError):
        if tls is None:
            _answer(plain, server)
            return
        with tls.wrap_socket(plain, server_side=True) as connection:
            _answer(connection, server)


def _answer(connection: socket.socket, server: Outside) -> None:
    if server.at_once:
        server.reply(connection, "")
        return
    request = b""
    while not _is_whole(request):
        block = connection.recv(65_536)
        if not block:
            return
        request += block
    server.requests.append(request.decode("latin-1"))
    server.reply(connection, server.requests[-1])


def _is_whole(request: bytes) -> bool:
    """Whether its headers are here, and as much of a body as they say."""
    head, ended, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return bool(ended) and len(body) >= int(length[1] if length else 0)
