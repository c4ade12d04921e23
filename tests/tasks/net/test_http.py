"""The one guarded GET, against real servers that mean no good."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tasks.net import http, public_addresses
from tasks.net.dialling import Answers, NotFetched
from tasks.net.http import Ask, Limits
from tests.tasks.outside import Outside, drips, limits, raw, says, serving

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
REFUSED = (
    "0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.8.8.8 168.63.129.16 169.254.169.254 "
    "172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 "
    "198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.1.2.3 240.0.0.1 255.255.255.255 "
    ":: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 "
    "2001:2::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%1 fec0::1 "
    "ff02::1 2606:4700::1%1 localhost 127.1 2130706433"
).split()
PUBLIC = (
    "1.1.1.1 9.9.9.9 100.63.255.255 100.128.0.1 172.32.0.1 192.0.1.1 198.20.0.1 2606:4700::1111 2a00::1"
).split()


@pytest.fixture
def calendar() -> Iterator[Outside]:
    with serving(says(BODY, 'ETag: "v1"', "Last-Modified: Sun, 01 Nov 2026 10:00:00 GMT")) as server:
        yield server


def fails(url: str, *servers: Outside, **more: float) -> str:
    """The reason for which it was not fetched."""
    with pytest.raises(NotFetched) as caught:
        http.get(Ask(url), limits(*servers, **more))  # type: ignore[arg-type]
    return caught.value.reason


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_a_public_host_is_not_dialled(address: str) -> None:
    assert not public_addresses.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_host_is_dialled(address: str) -> None:
    assert public_addresses.is_public(address)


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost localhost. LOCALHOST 2130706433 0x7f.1 0x7f000001 127.1 0177.0.0.1 ①②⑦.⓪.⓪.① "
    "127。0。0。1 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:0001] 0 [::]".split(),
)
def test_no_spelling_of_this_machine_is_dialled(calendar: Outside, host: str) -> None:
    # The port is one of those that are open to all; nothing may get so far as to try it.
    with pytest.raises(NotFetched) as caught:
        http.get(Ask(f"http://{host}/"), Limits(5, 10_000, ()))

    assert caught.value.reason in ("refused", "gaierror")
    assert not calendar.requests


def test_one_private_answer_among_public_ones_refuses_the_name(calendar: Outside) -> None:
    answers = [(socket.AF_INET, "1.1.1.1"), (socket.AF_INET, "127.0.0.1")]

    with pytest.raises(NotFetched, match="refused"):
        http.get(Ask("https://rebinding.example/"), limits(calendar), resolve=lambda *_: answers)


def test_the_address_that_was_checked_is_dialled_and_the_name_not_looked_up_again(calendar: Outside) -> None:
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> Answers:
        asked.append((host, port))
        return [(socket.AF_INET, "127.0.0.1")]

    allowed = Limits(5, 10_000, [f"calendar.example:{calendar.port}"])
    answer = http.get(Ask(f"http://calendar.example:{calendar.port}/a?b=1"), allowed, resolve=resolve)

    assert answer.body == BODY
    assert asked == [("calendar.example", calendar.port)]
    assert calendar.requests[0].startswith("GET /a?b=1 HTTP/1.1\r\n")
    assert calendar.header("Host") == f"calendar.example:{calendar.port}"


def test_a_port_that_nobody_allowed_is_refused(calendar: Outside) -> None:
    assert fails(calendar.url()) == "refused"
    assert not calendar.requests


def test_an_answer_brings_its_validators_and_a_second_request_repeats_them(calendar: Outside) -> None:
    first = http.get(Ask(calendar.url()), limits(calendar))
    calendar.reply = says(status="304 Not Modified")

    again = http.get(
        Ask(calendar.url(), etag=first.etag, last_modified=first.last_modified), limits(calendar)
    )

    assert (first.status, first.body, first.etag) == (200, BODY, '"v1"')
    assert (again.status, again.body) == (304, b"")
    assert calendar.header("If-None-Match") == '"v1"'
    assert calendar.header("If-Modified-Since") == "Sun, 01 Nov 2026 10:00:00 GMT"
    assert calendar.header("User-Agent").startswith("Mozilla/5.0 (compatible; Alongside")


def test_no_proxy_of_the_environment_is_asked(calendar: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert http.get(Ask(calendar.url()), limits(calendar)).body == BODY


@pytest.mark.parametrize(
    "start",
    [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"],
    ids=["nothing", "header", "body"],
)
def test_a_server_that_drips_does_not_outlive_the_deadline(start: bytes) -> None:
    until = threading.Event()
    with serving(drips(start, until=until)) as server:
        began = time.monotonic()

        reason = fails(server.url(), server, deadline_s=0.3)

        took = time.monotonic() - began
        until.set()
    assert reason == "timed out"
    assert took < 2


def test_a_handshake_that_drips_does_not_outlive_the_deadline() -> None:
    until = threading.Event()
    with serving(drips(b"\x16\x03\x03\x40\x00", until=until), at_once=True) as server:
        began = time.monotonic()

        reason = fails(server.url().replace("http:", "https:"), server, deadline_s=0.3)

        took = time.monotonic() - began
        until.set()
    assert reason == "timed out"
    assert took < 2


def test_a_resolver_that_hangs_does_not_outlive_the_deadline() -> None:
    until = threading.Event()

    def resolve(host: str, port: int) -> Answers:
        until.wait(5)
        return []

    with pytest.raises(NotFetched, match="timed out"):
        http.get(Ask("https://slow.example/"), Limits(0.1, 10_000, ()), resolve=resolve)
    until.set()


@pytest.mark.parametrize(
    "answer",
    [
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + BODY),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n" + BODY),
        says(gzip.compress(BODY * 20)[:-9], "Content-Encoding: gzip"),
        says(b"\x00" * 40, "Content-Encoding: gzip"),
        says(BODY, "Content-Encoding: br"),
        says(BODY * 400),
        says(gzip.compress(b" " * 5_000_000), "Content-Encoding: gzip"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X-Many: headers\r\n" * 2_000 + b"\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200_000),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 5_000),
        raw(b"\x16\x03\x03 not http at all\r\n\r\n"),
        raw(b""),
    ],
    ids=(
        "cut-length cut-chunk cut-gzip bad-gzip brotli large bomb headers header continue garbage nothing"
    ).split(),
)
def test_what_is_cut_off_too_large_or_no_answer_is_not_fetched(answer: object) -> None:
    with serving(answer) as server:  # type: ignore[arg-type]
        assert fails(server.url(), server)


def test_a_compressed_calendar_is_inflated() -> None:
    with serving(says(gzip.compress(BODY), "Content-Encoding: gzip")) as server:
        assert http.get(Ask(server.url()), limits(server)).body == BODY


def test_a_redirect_is_followed_and_each_hop_is_checked(calendar: Outside) -> None:
    with serving(says(status="302 Found")) as first:
        first.reply = says(b"", f"Location: {calendar.url()}", status="302 Found")
        followed = http.get(Ask(first.url()), limits(first, calendar))
        refused = fails(first.url(), first)
        first.reply = says(b"", "Location: http://127.0.0.1/", status="301 Moved")
        to_private = fails(first.url(), first)
        first.reply = says(b"", f"Location: {first.url()}", status="307 Again")
        loop = fails(first.url(), first)
        first.reply = says(b"", "Location: file:///etc/passwd", status="302 Found")
        to_file = fails(first.url(), first)

    assert followed.body == BODY
    assert (refused, to_private, loop, to_file) == ("Invalid", "refused", "redirects", "Invalid")
    assert len(calendar.requests) == 1


def test_a_password_goes_to_its_own_origin_over_tls_and_nowhere_else(
    calendar: Outside, tls: ssl.SSLContext
) -> None:
    with serving(says(BODY), tls=tls) as home, serving(says(BODY), tls=tls) as other:
        ask = Ask(home.url(), "ada", "s3cret")
        http.get(ask, limits(home))
        home.reply = says(b"", f"Location: {other.url()}", status="302 Found")
        http.get(ask, limits(home, other))
        home.reply = says(b"", f"Location: {calendar.url()}", status="302 Found")
        with pytest.raises(NotFetched, match="downgrade"):
            http.get(ask, limits(home, calendar))
        http.get(Ask(calendar.url(), "ada", "s3cret"), limits(calendar))

    assert home.header("Authorization", at=0) == "Basic YWRhOnMzY3JldA=="
    assert other.header("Authorization") == ""
    assert calendar.header("Authorization") == ""


def test_a_certificate_for_another_name_is_not_believed(tls: ssl.SSLContext) -> None:
    with serving(says(BODY), tls=tls) as server:
        url = f"https://127.0.0.1:{server.port}/"

        with pytest.raises(NotFetched, match="SSL"):
            http.get(Ask(url), Limits(5, 10_000, [f"127.0.0.1:{server.port}"]))

    assert not server.requests


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("120", timedelta(minutes=2)),
        ("soon", None),
        ("", None),
        ("Sun, 01 Nov 1998 10:00:00 GMT", timedelta()),
        (f"Sun, 01 Nov 1998 10:00:00 +{'9' * 40}", None),
    ],
)
def test_a_server_that_is_busy_may_say_for_how_long(text: str, pause: timedelta | None) -> None:
    with serving(says(b"", f"Retry-After: {text}", status="503 Busy")) as server:
        answer = http.get(Ask(server.url()), limits(server))

    assert (answer.status, answer.retry_after) == (503, pause)
