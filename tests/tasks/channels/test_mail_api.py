"""Mail by a provider's interface against a real web server: what it is asked, and what each answer means."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from backend import email_url
from planner.queries.channels.outgoing import Attachment, Mail
from tasks.channels import mail_api
from tasks.channels.base import NotSent
from tasks.channels.mail_api import MailApiChannel
from tests.sinks.web import Answer, Pace, Request, serving

TO = "ada@example.org"
TAKEN = {"X-Message-Id": "1", "Content-Type": "text/html"}
EVENT = Attachment("event.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar; method=PUBLISH; charset=utf-8")
OK: dict[str, tuple[str, Any]] = {
    "brevo": ("brevo://KEY@", {"messageId": "<1@x>"}),
    "mailersend": ("mailersend://KEY@", None),
    "mailgun": ("mailgun://KEY@mg.example.org", {"id": "<1@x>", "message": "Queued. Thank you."}),
    "mailjet": (
        "mailjet://KEY:SECRET@",
        {"Messages": [{"Status": "success", "To": [{"Email": TO, "MessageID": 1}]}]},
    ),
    "mailtrap": ("mailtrap://KEY@", {"success": True, "message_ids": ["1"]}),
    "mandrill": ("mandrill://KEY@", [{"email": TO, "status": "sent", "_id": "1"}]),
    "postal": (
        "postal://KEY@postal.example.org",
        {"status": "success", "data": {"messages": {TO: {"id": 1, "token": "t"}}}},
    ),
    "postmark": ("postmark://KEY@", {"To": TO, "ErrorCode": 0, "Message": "OK", "MessageID": "1"}),
    "resend": ("resend://KEY@", {"id": "1"}),
    "scaleway": (
        "scaleway://KEY:PROJECT@fr-par",
        {"emails": [{"id": "1", "mail_rcpt": TO, "status": "new"}]},
    ),
    "sendgrid": ("sendgrid://KEY@", None),
    "sparkpost": (
        "sparkpost://KEY@",
        {"results": {"id": "1", "total_accepted_recipients": 1, "total_rejected_recipients": 0}},
    ),
    "unisender-go": (
        "unisender-go://KEY@go1.unisender.ru/en/transactional/api/v1",
        {"status": "success", "job_id": "1", "emails": [TO]},
    ),
}


class Provider:
    """Stands at the other end: keeps what it was asked and answers with what it was told to."""

    def __init__(self, body: Any) -> None:
        self.requests: list[Request] = []
        self.answers: list[Answer] = []
        self.usual = Answer(200, body) if body else Answer(202, headers=TAKEN)

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        return self.answers.pop(0) if self.answers else self.usual


@contextmanager
def provider(scheme: str, settings: Settings) -> Iterator[tuple[Provider, MailApiChannel]]:
    url, body = OK[scheme]
    there = Provider(body)
    with serving(there) as served:
        route = email_url.read(f"{url}?api_url={served.origin}/api")
        settings.ANYMAIL = route.anymail
        with MailApiChannel(route.provider) as channel:
            yield there, channel


def message(**fields: Any) -> Mail:
    key = uuid4()
    headers = (("Message-ID", f"<{key.hex}@localhost>"), ("List-Unsubscribe", "<https://a.example/u/>"))
    return Mail(key, None, TO, "Grüße", "Plain words\n", "<p>Rich words</p>", headers, **fields)


@pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning")
@pytest.mark.parametrize("scheme", OK)
def test_every_provider_is_given_both_parts_and_the_headers(scheme: str, settings: Settings) -> None:
    with provider(scheme, settings) as (there, channel):
        channel.send(sent := message(attachments=(EVENT,)))

    (request,) = there.requests
    said = request.body.decode() + json.dumps(dict(request.headers))
    assert request.method == "POST"
    for words in ("Plain words", "Rich words", TO, "event.ics", f"{sent.key.hex}@localhost"):
        assert words in said, words


def test_schemes_are_those_of_the_settings() -> None:
    assert set(OK) == set(email_url.PROVIDERS)


def test_a_provider_that_knows_keys_is_given_the_same_for_a_second_copy(settings: Settings) -> None:
    sent = message()
    with provider("resend", settings) as (there, channel):
        channel.send(sent)
        channel.send(sent)

    assert channel.is_repeatable
    assert [one.headers["idempotency-key"] for one in there.requests] == [sent.key.hex] * 2


def test_a_second_copy_in_other_words_was_taken_the_first_time(settings: Settings) -> None:
    """Its text is composed when it leaves, so it may differ by then."""
    with provider("resend", settings) as (there, channel):
        there.answers.append(Answer(409, {"name": "invalid_idempotent_request", "message": "…"}))
        channel.send(message())

        there.answers.append(Answer(409, {"name": "concurrent_idempotent_requests", "message": "…"}))
        with pytest.raises(NotSent) as caught:
            channel.send(message())

    assert (caught.value.is_permanent, caught.value.is_uncertain) == (False, False)


def test_postmark_keeps_our_message_id_and_is_not_repeatable(settings: Settings) -> None:
    with provider("postmark", settings) as (there, channel):
        channel.send(message())

    headers = {one["Name"]: one["Value"] for one in there.requests[0].json()["Headers"]}  # type: ignore[attr-defined]
    assert headers["X-PM-KeepID"] == "true"
    assert not channel.is_repeatable


REFUSED = {"ErrorCode": 406, "Message": f"Found inactive addresses: {TO}. Inactive recipients are …"}
CASES: list[tuple[Answer, str, bool, bool]] = [
    (Answer(422, REFUSED), "recipient_refused", True, False),
    (Answer(422, {"ErrorCode": 406, "Message": "Somebody is inactive."}), "api_unknown", False, True),
    (Answer(422, {"ErrorCode": 300, "Message": "Invalid 'From'"}), "message_refused", True, False),
    (Answer(400), "message_refused", True, False),
    (Answer(413), "message_refused", True, False),
    (Answer(301, headers={"Location": "http://127.0.0.1:9/"}), "message_refused", True, False),
    (Answer(401), "api_401", False, False),
    (Answer(403), "api_403", False, False),
    (Answer(404), "api_404", False, False),
    (Answer(429), "api_429", False, False),
    (Answer(500), "api_500", False, False),
    (Answer(503), "api_503", False, False),
    (Answer(502), "api_502", False, True),
    (Answer(504), "api_504", False, True),
    (Answer(200), "api_200", False, True),
    (Answer(200, pace=Pace.DROPPED), "unanswered", False, True),
    (Answer(200, pace=Pace.LATE), "unanswered", False, True),
    (Answer(200, pace=Pace.SLOW), "unanswered", False, True),
]


@pytest.mark.parametrize(("answer", "reason", "is_permanent", "is_uncertain"), CASES)
def test_what_an_answer_means(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    reason: str,
    is_permanent: bool,
    is_uncertain: bool,
) -> None:
    monkeypatch.setattr(mail_api, "DEADLINE_S", 0.7)
    with provider("postmark", settings) as (there, channel):
        there.answers.append(answer)
        with pytest.raises(NotSent) as caught:
            channel.send(message())
        channel.send(message())

    problem = caught.value
    assert (problem.reason, problem.is_permanent, problem.is_uncertain) == (
        reason,
        is_permanent,
        is_uncertain,
    )
    assert len(there.requests) == 2


def test_the_pause_that_was_asked_for_is_handed_on(settings: Settings) -> None:
    with provider("resend", settings) as (there, channel):
        there.answers.append(Answer(429, {}, {"Retry-After": "120"}))
        with pytest.raises(NotSent) as caught:
            channel.send(message())

    assert caught.value.retry_after and caught.value.retry_after.total_seconds() == 120


def test_a_provider_that_is_not_there_is_certain(settings: Settings) -> None:
    with provider("resend", settings):
        pass
    with MailApiChannel("resend") as channel, pytest.raises(NotSent) as caught:
        channel.send(message())

    assert (caught.value.reason, caught.value.is_uncertain, caught.value.is_permanent) == (
        "not_reached",
        False,
        False,
    )


def test_no_proxy_of_the_environment_is_asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    with provider("resend", settings) as (there, channel):
        channel.send(message())

    assert len(there.requests) == 1
