"""The web server under the sinks that speak HTTP: it can drop a caller, keep it waiting, or trickle."""

import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

_BYTE_EVERY_S = 0.2


class Pace(Enum):
    AT_ONCE = auto()
    DROPPED = auto()
    """The connection ends without an answer."""
    LATE = auto()
    """The answer waits until nobody can be waiting for it any more."""
    SLOW = auto()
    """A byte now and then: no single read of the caller times out."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """An object, empty when there is none to read."""
        with suppress(ValueError):
            read = json.loads(self.body)
            return read if isinstance(read, dict) else {}
        return {}


@dataclass(frozen=True)
class Answer:
    status: int
    body: Mapping[str, object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = Pace.AT_ONCE


@dataclass
class Served:
    """A server that is running."""

    port: int
    scheme: str
    host: str = "localhost"
    takes_s: float = 0
    """From a message to its answer. It is taken half-way: who dies meanwhile died before that, or after."""
    late_s: float = 60
    is_over: Event = field(default_factory=Event)

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


@contextmanager
def serving(
    answer: Callable[[Request], Answer], *, port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Served]:
    """Answers at `localhost` until the block ends."""
    server = _Server(("127.0.0.1", port), _Handler)
    if tls:
        # The handshake is each connection's own affair, or one that says nothing would stop them all.
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.answer = answer
    server.served = Served(server.server_port, "https" if tls else "http")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.served
    finally:
        server.served.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    answer: Callable[[Request], Answer]
    served: Served

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that goes away is what these servers are for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {key.lower(): value for key, value in self.headers.items()}
        self._rest()
        answer = self.server.answer(Request(self.command, self.path, headers, body))
        self._rest()
        self._send(answer)

    do_GET = do_POST

    def _rest(self) -> None:
        self.server.served.is_over.wait(self.server.served.takes_s / 2)

    def _send(self, answer: Answer) -> None:
        # After anything but a plain answer the conversation is over.
        self.close_connection = answer.pace is not Pace.AT_ONCE or self.close_connection
        if answer.pace is Pace.DROPPED:
            return
        if answer.pace is Pace.LATE:
            self.server.served.is_over.wait(self.server.served.late_s)
        data = self._bytes(answer)
        if answer.pace is Pace.SLOW:
            self._trickle(data)
        else:
            self.wfile.write(data)

    def _bytes(self, answer: Answer) -> bytes:
        body = b"" if answer.body is None else json.dumps(answer.body).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **answer.headers}
        lines = [f"HTTP/1.1 {answer.status} {self.responses[answer.status][0]}"]
        lines += [f"{key}: {value}" for key, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

    def _trickle(self, data: bytes) -> None:
        for byte in data:
            if self.server.served.is_over.wait(_BYTE_EVERY_S):
                return
            self.wfile.write(bytes([byte]))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what arrived is what there is to know."""
