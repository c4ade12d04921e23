"""Texts by Twilio's wire against a real server: it is asked before a second copy of anything leaves."""

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from planner.core.sms.provider import Twilio
from planner.models import SentText
from tasks.channels.sms_twilio import TwilioChannel
from tests.sinks import twilio
from tests.tasks.texts import NUMBER, failure, hurry, text

pytestmark = pytest.mark.django_db
SID, TOKEN = "AC" + "0" * 32, "a token that nobody guesses"
MG = "MG" + "1" * 32


@pytest.fixture
def sink() -> Iterator[twilio.Sink]:
    with twilio.running(SID, TOKEN) as running:
        yield running


def channel_to(sink: twilio.Sink, *, sender: str = "+15005550006", token: str = TOKEN) -> TwilioChannel:
    return TwilioChannel(Twilio(SID, token, sender, base=sink.served.origin))


@pytest.fixture
def channel(sink: twilio.Sink) -> TwilioChannel:
    return channel_to(sink)


def settle(key: UUID, *, by: timedelta = timedelta(minutes=2)) -> None:
    """As if the broken attempt lay this far back."""
    row = SentText.objects.get(key=key)
    SentText.objects.filter(key=key).update(began_at=row.began_at - by)


def test_a_text_arrives_with_a_way_to_report_back(
    sink: twilio.Sink, channel: TwilioChannel, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://alongside.example.org"
    message = text("Grüße & more: 50% – ready")

    with channel:
        channel.send(message)

    (arrived,) = sink.texts
    assert arrived.fields == {
        "To": NUMBER,
        "From": "+15005550006",
        "Body": message.text,
        "ValidityPeriod": "14400",
        "StatusCallback": f"https://alongside.example.org/webhooks/sms/twilio/status/{message.key}/",
    }
    row = SentText.objects.get(key=message.key)
    assert (row.status, row.provider_id, row.text) == ("taken", arrived.sid, "")


def test_a_service_sends_in_the_place_of_a_number_and_nothing_calls_this_machine(sink: twilio.Sink) -> None:
    with channel_to(sink, sender=MG) as channel:
        channel.send(text())

    (arrived,) = sink.texts
    assert arrived.fields["MessagingServiceSid"] == MG
    assert "From" not in arrived.fields and "StatusCallback" not in arrived.fields


@pytest.mark.parametrize("fault", ["drop", "late", "slow", "lost", "garbled"])
def test_what_was_taken_and_not_answered_is_found_and_not_sent_again(
    sink: twilio.Sink, channel: TwilioChannel, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    sink.faults.add(fault)
    message = text()
    began = time.monotonic()

    problem = failure(channel, message)

    assert time.monotonic() - began < 3
    assert problem.is_uncertain and not problem.is_permanent
    settle(message.key)
    with channel:
        channel.send(message)
    assert len(sink.texts) == 1
    row = SentText.objects.get(key=message.key)
    assert (row.status, row.provider_id, row.text) == ("taken", sink.texts[0].sid, "")


@pytest.mark.parametrize("fault", ["500", "refuse"])
def test_what_it_does_not_know_is_sent_after_it_was_asked(
    sink: twilio.Sink, channel: TwilioChannel, fault: str
) -> None:
    sink.faults.add(fault)
    message = text()
    assert failure(channel, message).is_uncertain
    settle(message.key)

    with channel:
        channel.send(message)

    assert sink.listed == 1
    assert len(sink.texts) == 1


def test_it_is_given_time_before_it_is_asked(sink: twilio.Sink, channel: TwilioChannel) -> None:
    sink.faults.add("drop")
    message = text()
    failure(channel, message)

    problem = failure(channel, message)

    assert (problem.reason, problem.retry_after) == ("sms_unsettled", timedelta(seconds=60))
    assert (sink.listed, len(sink.texts)) == (0, 1)


@pytest.mark.parametrize("fault", ["500", "429", "401", "drop", "late", "slow"])
def test_nothing_is_sent_while_it_cannot_say(
    sink: twilio.Sink, channel: TwilioChannel, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    sink.faults.add("drop")
    message = text()
    failure(channel, message)
    settle(message.key)
    sink.list_faults.add(fault)

    problem = failure(channel, message)

    assert not problem.is_permanent
    assert len(sink.texts) == 1


def test_a_report_that_came_meanwhile_answers_the_question(sink: twilio.Sink, channel: TwilioChannel) -> None:
    sink.faults.add("drop")
    message = text()
    failure(channel, message)
    SentText.objects.filter(key=message.key).update(status="delivered")

    with channel:
        channel.send(message)

    assert (sink.listed, len(sink.texts)) == (0, 1)


def test_the_same_words_at_another_time_are_another_text(sink: twilio.Sink, channel: TwilioChannel) -> None:
    with channel:
        channel.send(text())
    sink.texts[0].created_at -= timedelta(days=1)
    sink.faults.add("refuse")
    message = text()
    failure(channel, message)
    settle(message.key)

    with channel:
        channel.send(message)

    assert len(sink.texts) == 2


def test_a_trial_account_puts_words_before_ours(
    sink: twilio.Sink, channel: TwilioChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink.prefix = "Sent from your Twilio trial account - "
    sink.faults.add("drop")
    message = text()
    failure(channel, message)
    settle(message.key)

    with channel:
        channel.send(message)

    assert len(sink.texts) == 1


@pytest.mark.parametrize(
    ("fault", "reason", "is_permanent", "retry_after"),
    [
        ("21211", "sms_21211", True, None),
        ("21610", "sms_21610", True, None),
        ("401", "sms_20003", False, None),
        ("429", "sms_20429", False, timedelta(seconds=twilio.RETRY_AFTER_S)),
    ],
)
def test_a_refusal_is_certain_and_the_next_try_asks_nobody(
    sink: twilio.Sink,
    channel: TwilioChannel,
    fault: str,
    reason: str,
    is_permanent: bool,
    retry_after: timedelta | None,
) -> None:
    sink.faults.add(fault)
    message = text()

    problem = failure(channel, message)

    assert (problem.reason, problem.is_permanent, problem.retry_after) == (reason, is_permanent, retry_after)
    assert not problem.is_uncertain
    with channel:
        channel.send(message)
    assert (sink.listed, len(sink.texts)) == (0, 1)


def test_a_wrong_token_is_ours_to_mend(sink: twilio.Sink) -> None:
    problem = failure(channel_to(sink, token="another token, not theirs"), text())

    assert (problem.is_permanent, problem.is_uncertain) == (False, False)


def test_the_environment_of_the_process_says_nothing_to_it(
    sink: twilio.Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TWILIO_EDGE", "TWILIO_REGION", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, "nowhere")

    with channel_to(sink) as channel:
        channel.send(text())

    assert len(sink.texts) == 1
