"""The push service takes what a browser could read from whom it trusts, and nothing else."""

import http.client
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.sinks import push
from tests.sinks.push import Pushed, Sink
from tests.sinks.sender import encrypt, public, token
from tests.sinks.webpush import CURVE

KEY = ec.generate_private_key(CURVE)
HOUR_S = 3600
GOOD = {"TTL": "60", "Topic": "a-topic", "Urgency": "high", "Content-Encoding": "aes128gcm"}


@pytest.fixture
def service() -> Iterator[Sink]:
    with push.running() as sink:
        yield sink


def send(sink: Sink, subscription: dict[str, Any], text: str = "1", **changed: str) -> int:
    """The status of one message; `changed` are headers that differ from a good one."""
    split = urlsplit(str(subscription["endpoint"]))
    headers = GOOD | {"Authorization": authorization(sink)} | changed
    connection = http.client.HTTPConnection("127.0.0.1", split.port, timeout=5)
    try:
        connection.request("POST", split.path, encrypt(subscription, text.encode()), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def authorization(sink: Sink) -> str:
    claims = {"aud": sink.served.origin, "exp": int(time.time()) + HOUR_S, "sub": "https://alongside.example"}
    return token(KEY, **claims)


def test_a_message_is_decrypted(service: Sink) -> None:
    device = service.subscribe(sender=public(KEY))

    assert send(service, device, "an id") == 201

    (got,) = service.pushed
    assert got == Pushed(str(device["endpoint"]).rpartition("/")[2], "an id", 60, "a-topic", "high")


def test_of_one_topic_the_last_is_shown_on_each_device(service: Sink) -> None:
    one, other = service.subscribe(), service.subscribe()
    for device, text in ((one, "1"), (one, "2"), (other, "3")):
        send(service, device, text)
    send(service, one, "4", Topic="another")

    assert len(service.pushed) == 4
    assert sorted(each.payload for each in service.shown()) == ["2", "3", "4"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"TTL": ""}, "no TTL"),
        ({"TTL": "soon"}, "no TTL"),
        ({"Topic": "a topic"}, "Topic"),
        ({"Topic": "t" * 33}, "Topic"),
        ({"Urgency": "at once"}, "Urgency"),
        ({"Content-Encoding": "aesgcm"}, "aes128gcm"),
        ({"Authorization": ""}, "no VAPID"),
    ],
)
def test_what_a_service_would_refuse_is_refused(service: Sink, changed: dict[str, str], why: str) -> None:
    assert send(service, service.subscribe(), **changed) == 400

    (problem,) = service.refused
    assert why in problem
    assert len(service.pushed) == 0


def test_a_message_for_another_device_is_refused(service: Sink) -> None:
    one, other = service.subscribe(), service.subscribe()
    mixed = {"endpoint": one["endpoint"], "keys": other["keys"]}

    assert send(service, mixed) == 400


def test_who_took_the_permission_away_is_gone(service: Sink) -> None:
    device = service.subscribe()
    service.forget(device)

    assert send(service, device) == 410


@pytest.mark.parametrize("fault", ["404", "410", "413", "429", "500"])
def test_what_is_not_taken_says_so(service: Sink, fault: str) -> None:
    device = service.subscribe()
    service.faults.add(fault)

    assert send(service, device) == int(fault)

    assert len(service.pushed) == 0
    assert send(service, device) == (410 if fault in ("404", "410") else 201)


def test_a_message_can_be_taken_without_an_answer(service: Sink) -> None:
    device = service.subscribe()
    service.faults.add("drop")

    with pytest.raises((OSError, http.client.HTTPException)):
        send(service, device)

    assert len(service.pushed) == 1
