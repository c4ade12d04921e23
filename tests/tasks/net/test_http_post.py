"""The guarded POST: what is handed over goes to one public machine alone, and it is known whether it went."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tasks.net import http
from tasks.net.dialling import NotAnswered, NotFetched
from tasks.net.http import Answer, Letter, Limits
from tests.tasks.outside import Outside, Reply, drips, limits, raw, says, serving

SAID = b"sealed \x00\xff bytes"
HEADERS = {"TTL": "60", "Content-Type": "application/octet-stream"}


@pytest.fixture
def box() -> Iterator[Outside]:
    with serving(says(b"taken", status="201 Created")) as server:
        yield server


def letter(url: str) -> Letter:
    return Letter(url, HEADERS, SAID)


def fails(url: str, *servers: Outside, deadline_s: float = 5) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        http.post(letter(url), limits(*servers, deadline_s=deadline_s))
    return caught.value


def hangs_up(connection: socket.socket, _request: str) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def test_a_letter_arrives_whole_and_its_answer_comes_back(box: Outside) -> None:
    answer = http.post(letter(box.url("/box?a=1")), limits(box))

    assert answer == Answer(201, b"taken")
    assert box.requests[0].startswith("POST /box?a=1 HTTP/1.1\r\n")
    assert box.body() == SAID
    names = ("TTL", "Content-Type", "Content-Length", "User-Agent", "Host", "Connection")
    assert [box.header(name) for name in names] == [
        "60",
        "application/octet-stream",
        str(len(SAID)),
        "Alongside/0.1",
        box.allowed,
        "close",
    ]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Again", "308 Moved"])
def test_a_redirect_is_an_answer_and_the_letter_goes_no_further(box: Outside, status: str) -> None:
    with serving(says(b"", f"Location: {box.url()}", status=status)) as first:
        answer = http.post(letter(first.url()), limits(first, box))

    assert answer == Answer(int(status[:3]))
    assert not box.requests


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost localhost. LOCALHOST 2130706433 0x7f.1 127.1 0177.0.0.1 ①②⑦.⓪.⓪.① 127。0。0。1 "
    "[::1] [::ffff:127.0.0.1] [::ffff:7f00:1] 0 [::] 169.254.169.254 10.0.0.1 [fd00:ec2::254]".split(),
)
def test_no_machine_that_is_not_public_is_handed_anything(host: str) -> None:
    with pytest.raises(NotFetched) as caught:
        http.post(letter(f"https://{host}/"), Limits(5, 0, ()))

    assert caught.value.reason in ("refused", "gaierror")
    assert not isinstance(caught.value, NotAnswered)


def test_one_private_answer_among_public_ones_refuses_the_name() -> None:
    answers = [(socket.AF_INET, "1.1.1.1"), (socket.AF_INET, "127.0.0.1")]

    with pytest.raises(NotFetched, match="refused"):
        http.post(letter("https://rebinding.example/"), resolve=lambda *_: answers)


def test_a_port_that_nobody_allowed_is_refused(box: Outside) -> None:
    assert fails(box.url()).reason == "refused"
    assert not box.requests


def test_no_header_begins_a_line_of_its_own(box: Outside) -> None:
    smuggled = Letter(box.url(), {"Topic": "a\r\nX-More: b"}, SAID)

    with pytest.raises(NotFetched, match="refused"):
        http.post(smuggled, limits(box))

    assert not box.requests


def test_a_machine_that_is_away_has_been_handed_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    problem = fails(f"http://localhost:{port}/", Outside(port, raw(b"")))

    assert not isinstance(problem, NotAnswered)


def test_a_certificate_for_another_name_is_handed_nothing(tls: ssl.SSLContext) -> None:
    with serving(says(), tls=tls) as server:
        with pytest.raises(NotFetched, match="SSL") as caught:
            http.post(letter(f"https://127.0.0.1:{server.port}/"), Limits(5, 0, [f"127.0.0.1:{server.port}"]))

    assert not server.requests
    assert not isinstance(caught.value, NotAnswered)


@pytest.mark.parametrize("reply", [hangs_up, raw(b"no http at all\r\n\r\n")], ids=["hangs-up", "garbage"])
def test_what_was_taken_and_not_answered_is_told_apart(reply: Reply) -> None:
    with serving(reply) as server:
        problem = fails(server.url(), server)

    assert isinstance(problem, NotAnswered)
    assert server.body() == SAID


def test_a_machine_that_drips_does_not_outlive_the_deadline() -> None:
    until = threading.Event()
    with serving(drips(b"HTTP/1.1 201 Created\r\nX-Slow: ", until=until)) as server:
        began = time.monotonic()

        problem = fails(server.url(), server, deadline_s=0.3)

        took = time.monotonic() - began
        until.set()
    assert isinstance(problem, NotAnswered) and problem.reason == "timed out"
    assert took < 2


def test_whoever_wants_the_status_alone_does_not_wait_for_a_body() -> None:
    until = threading.Event()
    with serving(drips(b"HTTP/1.1 201 Created\r\nContent-Length: 99999\r\n\r\n", until=until)) as server:
        answer = http.post(letter(server.url()), limits(server, max_bytes=0))

        until.set()
    assert answer == Answer(201)


def test_a_busy_machine_says_for_how_long() -> None:
    with serving(says(b"later", "Retry-After: 7", status="429 Too Many")) as server:
        answer = http.post(letter(server.url()), limits(server))

    assert answer == Answer(429, retry_after=timedelta(seconds=7))
