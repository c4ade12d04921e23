"""The one guarded GET: nothing in here, or in front of it, can be made to call a machine that is not public.

A name is resolved once, every answer is checked, and the checked address itself is dialled. Each hop of a
redirect goes through the same. Proxies of the environment are not asked. The deadline is for the whole: it
bounds every single read, so a server that sends a byte a second does not outlive it.
"""

import base64
import http.client
import io
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from planner.core.calendar import outside_address
from planner.errors import Invalid
from tasks import public_addresses

DEADLINE_S = 30
CONNECT_S = 6
MAX_BYTES = 10_000_000
MOST_HOPS = 5
MOST_TRIED = 4
VALIDATOR_MAX = 500
# Office 365 answers programs that it does not know with an error.
USER_AGENT = "Mozilla/5.0 (compatible; Alongside/0.1; reads a calendar for a subscriber)"
_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"https": 443, "http": 80}
_BLOCK = 65_536

Answers = list[tuple[socket.AddressFamily, str]]
Resolve = Callable[[str, int], Answers]


class NotFetched(Exception):
    """Nothing came of it. The reason is for a log; whoever asked is told one thing for all of them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Ask:
    """What to get, and what is known already."""

    url: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The last hop's status; the body of a 200 alone."""

    status: int
    body: bytes = field(default=b"", repr=False)
    etag: str = ""
    last_modified: str = ""
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much, and which `host:port` of one's own network may be called all the same."""

    deadline_s: float = DEADLINE_S
    max_bytes: int = MAX_BYTES
    allowed: Collection[str] = ()


def system_resolver(host: str, port: int) -> Answers:
    """What this machine knows of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, str(address[0])) for family, _, _, _, address in found]


def get(ask: Ask, limits: Limits = Limits(), *, resolve: Resolve = system_resolver) -> Answer:
    """What is at this address. Raises NotFetched."""
    deadline = _Deadline(limits.deadline_s)
    url = ask.url
    try:
        for _ in range(MOST_HOPS):
            answer, location = _hop(url, ask, limits, deadline, resolve)
            if not location:
                return answer
            url = _next(url, location, limits)
    except NotFetched:
        raise
    except TimeoutError:
        raise NotFetched("timed out") from None
    except (OSError, http.client.HTTPException, Invalid, ValueError, zlib.error) as error:
        raise NotFetched(type(error).__name__) from None
    raise NotFetched("redirects")


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left, some at least. Raises TimeoutError."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Wire(io.RawIOBase):
    """The socket as `http.client` reads it: never longer than the deadline, never more than the limit."""

    def __init__(self, sock: socket.socket, deadline: _Deadline, most: int) -> None:
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


def _hop(url: str, ask: Ask, limits: Limits, deadline: _Deadline, resolve: Resolve) -> tuple[Answer, str]:
    """One request: the answer, and where it points to instead."""
    split = urlsplit(url)
    with _connected(split, limits, deadline, resolve) as sock:
        sock.settimeout(deadline.left())
        sock.sendall(_request(split, ask))
        wire: Any = _Wire(sock, deadline, limits.max_bytes + _BLOCK)
        response = http.client.HTTPResponse(wire, method="GET")
        try:
            response.begin()
            if response.status in _REDIRECTS:
                return Answer(response.status), _header(response, "Location", most=outside_address.URL_MAX)
            return _answer(response, limits.max_bytes), ""
        finally:
            response.close()


def _next(url: str, location: str, limits: Limits) -> str:
    """The address of the next hop, checked like the first. What it says of a password is not ours to use."""
    address = outside_address.read(urljoin(url, location), allowed=limits.allowed)
    if urlsplit(url).scheme == "https" and urlsplit(address.url).scheme != "https":
        raise NotFetched("downgrade")
    return address.url


@contextmanager
def _connected(
    split: SplitResult, limits: Limits, deadline: _Deadline, resolve: Resolve
) -> Iterator[socket.socket]:
    host, port = _place(split)
    plain = _dialled(_checked(host, port, limits, deadline, resolve), port, deadline)
    try:
        if split.scheme == "http":
            yield plain
            return
        plain.settimeout(deadline.left())
        with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure:
            yield secure
    finally:
        plain.close()


def _place(split: SplitResult) -> tuple[str, int]:
    """The host as it is looked up and named in a certificate, and the port."""
    host = (split.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode()
    return host, split.port or _PORTS[split.scheme]


def _checked(host: str, port: int, limits: Limits, deadline: _Deadline, resolve: Resolve) -> Answers:
    """All addresses of a name. One that is not public among them refuses the name."""
    answers = _resolved(host, port, deadline, resolve)
    if outside_address.authority(host, port) in limits.allowed:
        return answers
    if port not in _PORTS.values() or not all(public_addresses.is_public(one) for _, one in answers):
        raise NotFetched("refused")
    return answers


def _resolved(host: str, port: int, deadline: _Deadline, resolve: Resolve) -> Answers:
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


def _dialled(answers: Answers, port: int, deadline: _Deadline) -> socket.socket:
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


def _request(split: SplitResult, ask: Ask) -> bytes:
    host, port = _place(split)
    target = (split.path or "/") + (f"?{split.query}" if split.query else "")
    headers = {
        "Host": outside_address.authority(host, None if port == _PORTS[split.scheme] else port),
        "User-Agent": USER_AGENT,
        "Accept": "text/calendar, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **_conditions(ask),
        **_credentials(split, ask),
    }
    lines = [f"GET {target} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items())]
    # One last look: whatever came this way, nothing in it may begin a line of its own.
    if any("\r" in line or "\n" in line for line in lines):
        raise NotFetched("refused")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _conditions(ask: Ask) -> Mapping[str, str]:
    known = {"If-None-Match": ask.etag, "If-Modified-Since": ask.last_modified}
    return {key: value for key, value in known.items() if value}


def _credentials(split: SplitResult, ask: Ask) -> Mapping[str, str]:
    """Name and password, to the origin they were given for and never in the open."""
    asked = urlsplit(ask.url)
    same = (split.scheme, *_place(split)) == (asked.scheme, *_place(asked))
    if not same or split.scheme != "https" or not (ask.username or ask.password):
        return {}
    both = base64.b64encode(f"{ask.username}:{ask.password}".encode()).decode()
    return {"Authorization": f"Basic {both}"}


def _answer(response: http.client.HTTPResponse, max_bytes: int) -> Answer:
    return Answer(
        status=response.status,
        body=_body(response, max_bytes) if response.status == 200 else b"",
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        retry_after=_pause(_header(response, "Retry-After")),
    )


def _header(response: http.client.HTTPResponse, name: str, *, most: int = VALIDATOR_MAX) -> str:
    """A header's value on one line, "" when there is none or it is too long to be sensible."""
    value = " ".join((response.getheader(name) or "").split())
    return value if len(value) <= most and value.isprintable() else ""


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    """The whole body, inflated. Raises NotFetched for one that is cut off or grows too large."""
    encoding = _header(response, "Content-Encoding").lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise NotFetched("encoding")
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in encoding else None
    body = bytearray()
    while block := response.read(_BLOCK):
        body += inflate.decompress(block, max_bytes + 1 - len(body)) if inflate else block
        if len(body) > max_bytes:
            raise NotFetched("too large")
    if response.length or (inflate and body and not inflate.eof):
        raise NotFetched("cut off")
    return bytes(body)


def _pause(text: str) -> timedelta | None:
    """`Retry-After` as a pause, whether it says seconds or a date."""
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), 10_000_000))
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC), timedelta())
