"""Texts over signed HTTP against a real server: what arrives, and what each fault means."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from planner.core.sms import signatures
from planner.core.sms.provider import Signed
from planner.models import SentText
from tasks.channels.sms_signed import SignedChannel
from tests.sinks import signed, sms
from tests.tasks.texts import NUMBER, failure, hurry, text

pytestmark = pytest.mark.django_db
SECRET = "a secret that two know"


@pytest.fixture
def sink() -> Iterator[sms.Sink]:
    with sms.running(secret=SECRET) as running:
        yield running


@pytest.fixture
def channel(sink: sms.Sink) -> SignedChannel:
    return SignedChannel(Signed(sink.url, SECRET))


def status_of(message_key: object) -> str:
    return SentText.objects.values_list("status", flat=True).get(key=message_key)


def test_a_text_arrives_signed_with_its_key(sink: sms.Sink, channel: SignedChannel) -> None:
    message = text("Grüße: ready for later. 😀")

    with channel:
        channel.send(message)

    (arrived,) = sink.texts
    assert (arrived.key, arrived.to, arrived.text) == (str(message.key), NUMBER, message.text)
    assert sink.refused_signatures == 0
    row = SentText.objects.get(key=message.key)
    assert (row.status, row.provider_id, row.text) == ("taken", arrived.id, "")


def test_a_second_copy_is_known_by_its_key(sink: sms.Sink, channel: SignedChannel) -> None:
    message = text()

    with channel:
        channel.send(message)
        channel.send(message)

    assert sink.offers == [str(message.key)] * 2
    assert len(sink.texts) == 1


@pytest.mark.parametrize("fault", ["drop", "late", "slow"])
def test_what_was_taken_and_not_answered_is_uncertain_and_repeated_without_harm(
    sink: sms.Sink, channel: SignedChannel, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    sink.faults.add(fault)
    message = text()
    began = time.monotonic()

    problem = failure(channel, message)

    assert time.monotonic() - began < 3
    assert problem.is_uncertain and not problem.is_permanent
    assert status_of(message.key) == "begun"
    with channel:
        channel.send(message)
    assert len(sink.texts) == 1
    assert status_of(message.key) == "taken"


@pytest.mark.parametrize(
    ("fault", "is_permanent", "retry_after"),
    [("400", True, None), ("500", False, None), ("429", False, timedelta(seconds=sms.RETRY_AFTER_S))],
)
def test_a_refusal_is_what_its_status_says(
    sink: sms.Sink, channel: SignedChannel, fault: str, is_permanent: bool, retry_after: timedelta | None
) -> None:
    sink.faults.add(fault)

    problem = failure(channel, text())

    assert (problem.is_permanent, problem.retry_after) == (is_permanent, retry_after)
    assert problem.reason == f"sms_{fault}"
    assert len(sink.texts) == 0


def test_a_wrong_secret_is_ours_to_mend_and_ends_no_message(sink: sms.Sink) -> None:
    problem = failure(SignedChannel(Signed(sink.url, "another secret")), text())

    assert (problem.reason, problem.is_permanent, problem.is_uncertain) == ("sms_401", False, False)
    assert sink.refused_signatures == 1


def test_a_provider_that_is_away_has_had_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    problem = failure(SignedChannel(Signed(f"http://localhost:{port}/messages", SECRET)), text())

    assert not problem.is_uncertain and not problem.is_permanent


def test_what_goes_wrong_quotes_neither_number_nor_words(sink: sms.Sink, channel: SignedChannel) -> None:
    sink.faults.add("400")

    problem = failure(channel, text("a sentinel"))

    assert NUMBER not in repr(problem.args) and "sentinel" not in repr(problem.args)


@pytest.mark.parametrize("what", [b"", b"{}", '{"text": "Grüße"}'.encode(), b"\x00\xff"])
def test_our_signature_is_the_one_that_others_make(what: bytes) -> None:
    at_s = 1_800_000_000

    assert signatures.headers(SECRET, what, at_s=at_s) == signed.headers(SECRET, what, at=at_s)


@pytest.mark.parametrize(
    ("changed", "is_valid"),
    [
        ({}, True),
        ({"secret": "another"}, False),
        ({"what": b"{} "}, False),
        ({"late_s": 299}, True),
        ({"late_s": -299}, True),
        ({"late_s": 301}, False),
        ({"late_s": -301}, False),
        ({"timestamp": ""}, False),
        ({"timestamp": "soon"}, False),
        ({"timestamp": "-1"}, False),
        ({"timestamp": "１８０００００００"}, False),
        ({"timestamp": "9" * 400}, False),
        ({"signature": ""}, False),
        ({"signature": "v1="}, False),
        ({"signature": "ünï"}, False),
        ({"signature": "v2=" + "0" * 64}, False),
    ],
)
def test_a_signature_counts_when_it_is_ours_and_fresh(changed: dict[str, object], is_valid: bool) -> None:
    at_s = 1_800_000_000
    sent = signed.headers(str(changed.get("secret", SECRET)), b"{}", at=at_s)
    for name, header in (("timestamp", signed.TIMESTAMP), ("signature", signed.SIGNATURE)):
        if name in changed:
            sent[header] = str(changed[name])
    what = changed.get("what", b"{}")
    late_s = changed.get("late_s", 0)
    assert isinstance(what, bytes) and isinstance(late_s, int)

    assert signatures.is_valid(SECRET, what, sent, at_s=at_s + late_s) is is_valid
