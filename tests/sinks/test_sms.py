"""The text message provider keeps its side of the wire: signed, once for a key, wrong on demand."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sinks import arrivals, process, signed, sms
from tests.sinks.sms import Sink, Text
from tests.tasks import outside

SECRET = "shared"
NOT_TAKEN = {"400": 400, "429": 429, "500": 500}


@pytest.fixture
def provider() -> Iterator[Sink]:
    with sms.running(secret=SECRET) as sink:
        yield sink


def send(
    url: str, key: str, *, text: str = "Hello", secret: str = SECRET, timeout_s: float = 5
) -> tuple[int, dict[str, str], str]:
    """Status, body and Retry-After of the answer to one text."""
    body = json.dumps({"to": "+4915100000001", "text": text, "key": key}).encode()
    return call("POST", url, body, {"Idempotency-Key": key, **signed.headers(secret, body)}, timeout_s)


def status(url: str, key: str, *, secret: str = SECRET) -> tuple[int, dict[str, str], str]:
    path = f"{urlsplit(url).path}/{key}"
    return call("GET", f"{url}/{key}", b"", signed.headers(secret, path.encode()), 5)


def call(
    method: str, url: str, body: bytes, headers: dict[str, str], timeout_s: float
) -> tuple[int, dict[str, str], str]:
    split = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", split.port, timeout=timeout_s)
    try:
        connection.request(method, split.path, body or None, headers)
        answer = connection.getresponse()
        read = answer.read()
        return answer.status, json.loads(read) if read else {}, answer.getheader("Retry-After", "")
    finally:
        connection.close()


def test_a_key_is_taken_once(provider: Sink) -> None:
    first, again = send(provider.url, "a"), send(provider.url, "a", text="Changed")

    (text,) = provider.texts
    assert text == Text("a", "+4915100000001", "Hello", first[1]["id"])
    assert (first[0], again[0], again[1]) == (201, 409, {"id": text.id})
    assert provider.offers == ["a", "a"]


def test_of_many_at_once_with_one_key_one_is_taken(provider: Sink) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(send(provider.url, "a")[0])) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(answers) == [201] + [409] * 7
    assert len(provider.texts) == 1


def test_a_wrong_signature_is_refused(provider: Sink) -> None:
    assert send(provider.url, "a", secret="guessed")[0] == 401
    assert status(provider.url, "a", secret="guessed")[0] == 401
    assert (len(provider.texts), provider.refused_signatures) == (0, 2)


def test_an_old_signature_is_refused() -> None:
    made = {name.lower(): value for name, value in signed.headers(SECRET, b"body", at=1000).items()}

    assert signed.is_valid(SECRET, b"body", made, now=1000 + signed.TOLERANCE_S)
    assert not signed.is_valid(SECRET, b"body", made, now=1001 + signed.TOLERANCE_S)
    assert not signed.is_valid(SECRET, b"other", made, now=1000)


def test_what_became_of_a_text_can_be_asked(provider: Sink) -> None:
    send(provider.url, "a")
    provider.statuses["a"] = "undelivered"

    assert status(provider.url, "a")[:2] == (200, {"status": "undelivered"})
    assert status(provider.url, "b")[0] == 404


@pytest.mark.parametrize("fault", NOT_TAKEN)
def test_what_is_not_taken_can_be_sent_again(provider: Sink, fault: str) -> None:
    provider.faults.add(fault)

    refused = send(provider.url, "a")

    assert (refused[0], len(provider.texts)) == (NOT_TAKEN[fault], 0)
    assert refused[2] == (str(sms.RETRY_AFTER_S) if fault == "429" else "")
    assert send(provider.url, "a")[0] == 201


@pytest.mark.parametrize("fault", ["drop", "late", "slow"])
def test_what_was_taken_but_never_answered_is_not_taken_again(provider: Sink, fault: str) -> None:
    provider.faults.add(fault)

    with pytest.raises((OSError, http.client.HTTPException)):
        send(provider.url, "a", timeout_s=0.5) if fault != "slow" else _read_for(provider, "a", 1.0)

    assert send(provider.url, "a")[0] == 409
    assert len(provider.texts) == 1


def _read_for(provider: Sink, key: str, seconds: float) -> None:
    """Bytes trickle in for so long without coming to an end; then we go away."""
    body = json.dumps({"to": "+49", "text": "Hello", "key": key}).encode()
    head = {"Idempotency-Key": key, "Content-Length": str(len(body)), **signed.headers(SECRET, body)}
    lines = ["POST /messages HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    got, give_up_at = b"", time.monotonic() + seconds
    with socket.create_connection(("127.0.0.1", provider.served.port), timeout=0.9) as connection:
        connection.sendall("\r\n".join(lines).encode() + body)
        while time.monotonic() < give_up_at:
            got += connection.recv(1)
    assert 2 <= len(got) < 20
    raise TimeoutError


def test_a_connection_can_be_cut_before_anything_is_taken(provider: Sink) -> None:
    provider.faults.add("refuse")

    with pytest.raises((OSError, http.client.HTTPException)):
        send(provider.url, "a")

    assert len(provider.texts) == 0


def test_replies_and_reports_reach_the_webhook_signed(provider: Sink) -> None:
    seen: list[bytes] = []

    def take(connection: socket.socket, head: str) -> None:
        length = int(
            next(line for line in head.split("\r\n") if line.startswith("Content-Length")).split()[1]
        )
        body = head.encode("latin-1").partition(b"\r\n\r\n")[2]
        while len(body) < length:
            body += connection.recv(65_536)
        seen.append(body)
        outside.says(status="204 No Content")(connection, head)

    with outside.serving(take) as server:
        provider.webhook = server.url("/hook")
        answers = provider.reply("+49151", "LATER", id="m1"), provider.report("a", "delivered")

        sent = [{name.lower(): server.header(name, at=at) for name in _SIGNED} for at in (0, 1)]
    assert answers == (204, 204)
    assert [json.loads(one) for one in seen] == [
        {"id": "m1", "from": "+49151", "text": "LATER"},
        {"key": "a", "status": "delivered"},
    ]
    assert all(signed.is_valid(SECRET, body, headers) for body, headers in zip(seen, sent, strict=True))


_SIGNED = ("X-Alongside-Timestamp", "X-Alongside-Signature")


def test_as_a_process_it_keeps_what_came(tmp_path: Path) -> None:
    keep = tmp_path / "texts"
    answers = []
    for key in ("a", "a", "b"):
        with process.started("tests.sinks.sms", "--keep", str(keep), "--secret", SECRET) as url:
            answers.append(send(url, key)[0])

    assert answers == [201, 409, 201]
    assert [one.key for one in arrivals.read(Text, keep)] == ["a", "b"]


def test_a_fault_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="410: this sink knows"):
        Sink(SECRET).faults.add("410")
