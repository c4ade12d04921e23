"""A connection to a machine that anybody may call: its name checked, its certificate valid, in time."""

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import SplitResult

from planner.core.calendar import outside_address
from tasks.net import public_addresses

CONNECT_S = 6
MOST_TRIED = 4
_PORTS = {"https": 443, "http": 80}

Answers = list[tuple[socket.AddressFamily, str]]
Resolve = Callable[[str, int], Answers]


class NotFetched(Exception):
    """Nothing came of it. The reason is for a log; whoever asked is told one thing for all of them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotAnswered(NotFetched):
    """All of the request went out, and nothing that could be read came back: it may have been acted upon."""


def system_resolver(host: str, port: int) -> Answers:
    """What this machine knows of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, str(address[0])) for family, _, _, _, address in found]


class Deadline:
    """When the whole has to be over."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left, some at least. Raises TimeoutError."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """The socket as `http.client` reads it: never longer than the deadline, never more than the limit."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, most

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise NotFetched("too large")
        return count


@contextmanager
def connected(
    split: SplitResult, allowed: Collection[str], deadline: Deadline, resolve: Resolve
) -> Iterator[socket.socket]:
    """A connection to this address's host, encrypted if it says https; closed after the block.

    Raises NotFetched for a host that is not public and not `allowed`.
    """
    host, port = place(split)
    plain = _dialled(_checked(host, port, allowed, deadline, resolve), port, deadline)
    try:
        if split.scheme == "http":
            yield plain
            return
        plain.settimeout(deadline.left())
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure:
            yield secure
    finally:
        plain.close()


def place(split: SplitResult) -> tuple[str, int]:
    """The host as it is looked up and named in a certificate, and the port."""
    host = (split.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode()
    return host, split.port or _PORTS[split.scheme]


def _checked(host: str, port: int, allowed: Collection[str], deadline: Deadline, resolve: Resolve) -> Answers:
    """All addresses of a name. One that is not public among them refuses the name."""
    answers = _resolved(host, port, deadline, resolve)
    if outside_address.authority(host, port) in allowed:
        return answers
    if port not in _PORTS.values() or not all(public_addresses.is_public(one) for _, one in answers):
        raise NotFetched("refused")
    return answers


def _resolved(host: str, port: int, deadline: Deadline, resolve: Resolve) -> Answers:
    """Looked up in a thread of its own: the system's resolver knows no deadline."""
    found: SimpleQueue[Answers | Exception] = SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, resolve, found), daemon=True).start()
    try:
        answers = found.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(answers, Exception):
        raise answers
    if not answers:
        raise NotFetched("no address")
    return list(dict.fromkeys(answers))


def _look_up(host: str, port: int, resolve: Resolve, found: "SimpleQueue[Answers | Exception]") -> None:
    try:
        found.put(resolve(host, port))
    except (OSError, ValueError) as error:
        found.put(error)


def _dialled(answers: Answers, port: int, deadline: Deadline) -> socket.socket:
    """A connection to the first of the addresses that takes one."""
    problem: OSError = OSError("no address")
    for family, address in answers[:MOST_TRIED]:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(min(CONNECT_S, deadline.left()))
            sock.connect((address, port))
            return sock
        except OSError as error:
            sock.close()
            problem = error
    raise problem
