"""The one guarded GET and POST: nothing in here, or in front of it, can be made to call what is not public.

A name is resolved once, every answer is checked, and the checked address itself is dialled. Each hop of a
redirect goes through the same; a POST follows none. Proxies of the environment are not asked. The deadline is
for the whole: it bounds every single read, so a server that sends a byte a second does not outlive it.
"""

import base64
import http.client
import socket
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from planner.core.calendar import outside_address
from planner.errors import Invalid
from tasks.net import dialling
from tasks.net.dialling import Deadline, NotAnswered, NotFetched, Resolve, Wire

DEADLINE_S = 30
MAX_BYTES = 10_000_000
MOST_HOPS = 5
VALIDATOR_MAX = 500
# Office 365 answers programs that it does not know with an error.
READER = "Mozilla/5.0 (compatible; Alongside/0.1; reads a calendar for a subscriber)"
SENDER = "Alongside/0.1"
_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"https": 443, "http": 80}
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class Ask:
    """What to get, and what is known already."""

    url: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What to hand over, and where. Its headers say all there is to say, but for the length."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The last hop's status; the body only if it is what was asked for."""

    status: int
    body: bytes = field(default=b"", repr=False)
    etag: str = ""
    last_modified: str = ""
    retry_after: timedelta | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """All that it said of itself, the names in lower case."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much, and which `host:port` of one's own network may be called all the same.

    With `max_bytes` 0 the answer to what was posted is its status and headers alone.
    """

    deadline_s: float = DEADLINE_S
    max_bytes: int = MAX_BYTES
    allowed: Collection[str] = ()


def get(ask: Ask, limits: Limits = Limits(), *, resolve: Resolve = dialling.system_resolver) -> Answer:
    """What is at this address. Raises NotFetched."""
    deadline = Deadline(limits.deadline_s)
    url = ask.url
    with _problems_as(NotFetched):
        for _ in range(MOST_HOPS):
            answer, location = _hop(url, ask, limits, deadline, resolve)
            if not location:
                return answer
            url = _next(url, location, limits)
    raise NotFetched("redirects")


def post(letter: Letter, limits: Limits = Limits(), *, resolve: Resolve = dialling.system_resolver) -> Answer:
    """The answer to this letter; a redirect is one like any other, since a letter is for one machine alone.

    Raises NotFetched: it has not been handed over. Raises NotAnswered: it has, or nobody can say.
    """
    return call("POST", letter, limits, resolve=resolve)


def call(
    method: str,
    letter: Letter,
    limits: Limits = Limits(),
    *,
    refusal_bytes: int = 0,
    resolve: Resolve = dialling.system_resolver,
) -> Answer:
    """As `post`, by any method; a refusal comes with its body if that has at most `refusal_bytes`."""
    deadline = Deadline(limits.deadline_s)
    with _problems_as(NotFetched):
        split = urlsplit(letter.url)
        length = {"Content-Length": str(len(letter.body))} if letter.body or method == "POST" else {}
        request = _head(method, split, {"User-Agent": SENDER, **letter.headers, **length}) + letter.body
        with _sent(split, request, limits, deadline, resolve) as sock, _problems_as(NotAnswered):
            most = max(limits.max_bytes, refusal_bytes)
            with _response(sock, deadline, most, method) as response:
                if 200 <= response.status < 300:
                    return _answer(response, limits.max_bytes)
                return _refusal(response, refusal_bytes)


@contextmanager
def _problems_as(kind: type[NotFetched]) -> Iterator[None]:
    """Whatever goes wrong here is one of these."""
    try:
        yield
    except kind:
        raise
    except NotFetched as problem:
        raise kind(problem.reason) from None
    except TimeoutError:
        raise kind("timed out") from None
    except (OSError, http.client.HTTPException, Invalid, ValueError, zlib.error) as error:
        raise kind(type(error).__name__) from None


def _hop(url: str, ask: Ask, limits: Limits, deadline: Deadline, resolve: Resolve) -> tuple[Answer, str]:
    """One request: the answer, and where it points to instead."""
    split = urlsplit(url)
    with (
        _sent(split, _request(split, ask), limits, deadline, resolve) as sock,
        _response(sock, deadline, limits.max_bytes, "GET") as response,
    ):
        if response.status in _REDIRECTS:
            return Answer(response.status), _header(response, "Location", most=outside_address.URL_MAX)
        return _answer(response, limits.max_bytes if response.status == 200 else 0), ""


@contextmanager
def _sent(
    split: SplitResult, request: bytes, limits: Limits, deadline: Deadline, resolve: Resolve
) -> Iterator[socket.socket]:
    """A connection over which this request has gone out whole."""
    with dialling.connected(split, limits.allowed, deadline, resolve) as sock:
        sock.settimeout(deadline.left())
        sock.sendall(request)
        yield sock


@contextmanager
def _response(
    sock: socket.socket, deadline: Deadline, max_bytes: int, method: str
) -> Iterator[http.client.HTTPResponse]:
    """What comes back, read as far as the end of its headers."""
    wire: Any = Wire(sock, deadline, max_bytes + _BLOCK)
    response = http.client.HTTPResponse(wire, method=method)
    try:
        response.begin()
        yield response
    finally:
        response.close()


def _next(url: str, location: str, limits: Limits) -> str:
    """The address of the next hop, checked like the first. What it says of a password is not ours to use."""
    address = outside_address.read(urljoin(url, location), allowed=limits.allowed)
    if urlsplit(url).scheme == "https" and urlsplit(address.url).scheme != "https":
        raise NotFetched("downgrade")
    return address.url


def _request(split: SplitResult, ask: Ask) -> bytes:
    headers = {
        "User-Agent": READER,
        "Accept": "text/calendar, */*;q=0.5",
        "Accept-Encoding": "gzip",
        **_conditions(ask),
        **_credentials(split, ask),
    }
    return _head("GET", split, headers)


def _head(method: str, split: SplitResult, headers: Mapping[str, str]) -> bytes:
    host, port = dialling.place(split)
    target = (split.path or "/") + (f"?{split.query}" if split.query else "")
    named = {
        "Host": outside_address.authority(host, None if port == _PORTS[split.scheme] else port),
        "Connection": "close",
        **headers,
    }
    lines = [f"{method} {target} HTTP/1.1", *(f"{key}: {value}" for key, value in named.items())]
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
    same = (split.scheme, *dialling.place(split)) == (asked.scheme, *dialling.place(asked))
    if not same or split.scheme != "https" or not (ask.username or ask.password):
        return {}
    both = base64.b64encode(f"{ask.username}:{ask.password}".encode()).decode()
    return {"Authorization": f"Basic {both}"}


def _answer(response: http.client.HTTPResponse, max_bytes: int) -> Answer:
    """With at most so many bytes of its body; 0 leaves that unread."""
    return Answer(
        status=response.status,
        body=_body(response, max_bytes) if max_bytes else b"",
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        retry_after=_pause(_header(response, "Retry-After")),
        headers={name.lower(): _header(response, name) for name in response.headers},
    )


def _refusal(response: http.client.HTTPResponse, max_bytes: int) -> Answer:
    """Refused is refused, even if the reason cannot be read."""
    try:
        return _answer(response, max_bytes)
    except (NotFetched, OSError, http.client.HTTPException, zlib.error):
        return _answer(response, 0)


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
    except (ValueError, OverflowError):  # no date, or one whose zone is further away than any number
        return None
    return max(at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC), timedelta())
