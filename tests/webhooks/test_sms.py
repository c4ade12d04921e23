"""Who may tell us of texts: the provider alone, by its signature over what it says and where it says it."""

import json
import time
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings
from twilio.request_validator import RequestValidator

from planner.actions.channels import texts
from planner.core.sms.provider import Mailbox, Signed, Twilio
from planner.models import OutboxText, ReceivedText, SentText
from planner.queries.channels.outgoing import Text
from tests.factories import NOW, Couple
from tests.phones import NUMBER, has_sms, verified
from tests.sinks import signed, sms

pytestmark = pytest.mark.django_db
SECRET = "a secret that two know"
TOKEN = "a token that nobody guesses"
PUBLIC = "https://alongside.example.org"
IN, STATUS = "/webhooks/sms/twilio/", "/webhooks/sms/twilio/status/"
TWILIO = Twilio("AC" + "0" * 32, TOKEN, "+15005550006")


@pytest.fixture
def client(settings: Settings) -> Client:
    """A caller whose address is plain: a proxy has taken the encryption off."""
    settings.PUBLIC_URL = PUBLIC
    settings.ALLOWED_HOSTS = ["inside.local"]
    return Client(SERVER_NAME="inside.local", enforce_csrf_checks=True)


@pytest.fixture
def by_twilio(settings: Settings) -> None:
    settings.SMS = TWILIO


@pytest.fixture
def by_signature(settings: Settings) -> None:
    settings.SMS = Signed("https://sms.example.net/send", SECRET)


def twilio_says(
    client: Client,
    fields: Mapping[str, str],
    path: str = IN,
    *,
    url: str = "",
    token: str = TOKEN,
    sent: Mapping[str, str] | None = None,
) -> HttpResponse:
    """What Twilio is told when it posts `sent` (or `fields`), signed for `fields` at `url`."""
    signature = RequestValidator(token).compute_signature(url or PUBLIC + path, fields)
    body = urlencode(fields if sent is None else sent)
    headers = {"X-Twilio-Signature": signature}
    return client.post(path, body, "application/x-www-form-urlencoded", headers=headers)  # type: ignore[return-value]


def text(said: str = "STOP", sid: str = "SM1", **fields: str) -> dict[str, str]:
    return {"MessageSid": sid, "From": NUMBER, "To": "+15005550006", "Body": said} | fields


def signed_says(client: Client, what: object, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    body = what if isinstance(what, bytes) else json.dumps(what).encode()
    vouching = signed.headers(SECRET, body) if headers is None else headers
    return client.post("/webhooks/sms/", body, "application/json", headers=vouching)  # type: ignore[return-value]


@pytest.mark.usefixtures("by_twilio")
def test_twilio_is_heard_at_the_address_that_is_known_outside(couple: Couple, client: Client) -> None:
    verified(couple.ada)

    answer = twilio_says(client, text("Stopp, bitte äöü 🙏 & more="))

    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"<Response/>", "text/xml")
    assert not has_sms(couple.ada)
    assert "Set-Cookie" not in answer


@pytest.mark.usefixtures("by_twilio")
@pytest.mark.parametrize(
    ("how", "is_heard"),
    [
        ({}, True),
        ({"url": "https://alongside.example.org:443/webhooks/sms/twilio/"}, True),
        ({"url": "http://inside.local/webhooks/sms/twilio/"}, False),
        ({"url": "https://alongside.example.org/webhooks/sms/twilio"}, False),
        ({"url": "https://another.example.org/webhooks/sms/twilio/"}, False),
        ({"token": "another token, not theirs"}, False),
        ({"sent": text("START")}, False),
        ({"sent": text() | {"More": "1"}}, False),
        ({"sent": {"MessageSid": "SM1", "Body": "STOP"}}, False),
    ],
)
def test_a_signature_counts_for_these_words_at_this_address(
    couple: Couple, client: Client, how: dict[str, object], is_heard: bool
) -> None:
    verified(couple.ada)

    answer = twilio_says(client, text(), **how)  # type: ignore[arg-type]

    assert answer.status_code == (200 if is_heard else 403)
    assert has_sms(couple.ada) is not is_heard
    assert ReceivedText.objects.exists() is is_heard


@pytest.mark.usefixtures("by_twilio")
@pytest.mark.parametrize("signature", [None, "", "x", "é", "A" * 28])
def test_without_a_signature_nothing_is_heard(couple: Couple, client: Client, signature: str | None) -> None:
    verified(couple.ada)
    headers = {} if signature is None else {"X-Twilio-Signature": signature}

    answer = client.post(IN, text(), headers=headers)

    assert answer.status_code == 403
    assert has_sms(couple.ada)


@pytest.mark.usefixtures("by_twilio")
def test_a_text_that_is_sent_again_does_nothing(couple: Couple, client: Client) -> None:
    verified(couple.ada)
    twilio_says(client, text("STOP", "SM1"))
    twilio_says(client, text("START", "SM2"))

    answer = twilio_says(client, text("STOP", "SM1"))

    assert answer.status_code == 200
    assert has_sms(couple.ada)


@pytest.mark.parametrize(
    ("provider", "more", "is_answered"),
    [
        (TWILIO, {}, False),
        (Twilio(TWILIO.account_sid, TOKEN, "12345", answers_keywords=False), {}, True),
        (Twilio(TWILIO.account_sid, TOKEN, "12345", answers_keywords=False), {"OptOutType": "STOP"}, False),
    ],
)
def test_stop_is_answered_once_by_one_of_us(
    couple: Couple,
    client: Client,
    settings: Settings,
    provider: Twilio,
    more: dict[str, str],
    is_answered: bool,
) -> None:
    settings.SMS = provider
    verified(couple.ada)

    twilio_says(client, text(**more))

    assert OutboxText.objects.filter(kind="answer").exists() is is_answered


@pytest.mark.usefixtures("by_twilio")
def test_twilio_reports_by_our_key(couple: Couple, client: Client) -> None:
    key = uuid4()
    texts.begin(Text(key, couple.ada, NUMBER, "words"), now=NOW)
    seen = []
    for status in ("queued", "sent", "delivered", "sent", "undelivered", "whatever"):
        fields = {"MessageSid": "SM9", "MessageStatus": status}
        assert twilio_says(client, fields, f"{STATUS}{key}/").status_code == 204
        seen.append(SentText.objects.get(key=key).status)

    assert seen == ["taken", "sent", "delivered", "delivered", "delivered", "delivered"]
    assert SentText.objects.get(key=key).provider_id == "SM9"


@pytest.mark.usefixtures("by_twilio")
def test_a_report_signed_for_another_key_is_refused(couple: Couple, client: Client) -> None:
    key = uuid4()
    texts.begin(Text(key, couple.ada, NUMBER, "words"), now=NOW)
    fields = {"MessageSid": "SM9", "MessageStatus": "failed"}

    answer = twilio_says(client, fields, f"{STATUS}{key}/", url=f"{PUBLIC}{STATUS}{uuid4()}/")

    assert answer.status_code == 403
    assert SentText.objects.get(key=key).status == "begun"


@pytest.mark.usefixtures("by_twilio")
def test_a_landline_is_written_to_no_more(couple: Couple, client: Client) -> None:
    verified(couple.ada)
    key = uuid4()
    texts.begin(Text(key, couple.ada, NUMBER, "words"), now=NOW)

    fields = {"MessageSid": "SM9", "MessageStatus": "undelivered", "ErrorCode": "30006"}
    twilio_says(client, fields, f"{STATUS}{key}/")

    assert not has_sms(couple.ada)


@pytest.mark.usefixtures("by_signature")
def test_another_service_is_heard_by_its_signature(couple: Couple, client: Client) -> None:
    verified(couple.ada)

    answer = signed_says(client, {"id": "1", "from": NUMBER, "text": "STOP"})

    assert answer.status_code == 200
    assert not has_sms(couple.ada)
    assert OutboxText.objects.filter(kind="answer").count() == 1


@pytest.mark.usefixtures("by_signature")
@pytest.mark.parametrize("how", ["none", "another secret", "another body", "old", "from tomorrow"])
def test_what_is_not_signed_now_by_the_service_is_refused(couple: Couple, client: Client, how: str) -> None:
    verified(couple.ada)
    body = json.dumps({"id": "1", "from": NUMBER, "text": "STOP"}).encode()
    at = int(time.time())
    headers = {
        "none": {},
        "another secret": signed.headers("another secret", body),
        "another body": signed.headers(SECRET, body + b" "),
        "old": signed.headers(SECRET, body, at=at - 400),
        "from tomorrow": signed.headers(SECRET, body, at=at + 400),
    }[how]

    answer = signed_says(client, body, headers=headers)

    assert answer.status_code == 403
    assert has_sms(couple.ada) and not ReceivedText.objects.exists()


@pytest.mark.usefixtures("by_signature")
@pytest.mark.parametrize(
    "what",
    [
        b"",
        b"no json",
        b"[" * 100_000,
        b"[]",
        b"\xff",
        {},
        {"id": "1", "from": NUMBER},
        {"id": 1, "from": NUMBER, "text": "STOP"},
        {"id": "", "from": NUMBER, "text": "STOP"},
        {"id": "x" * 81, "from": NUMBER, "text": "STOP"},
        {"id": "a\x00b", "from": NUMBER, "text": "STOP"},
        {"id": "\ud800", "from": NUMBER, "text": "STOP"},
        {"id": "1", "from": "", "text": "STOP"},
        {"id": "1", "from": NUMBER, "text": None},
        {"key": "no key", "status": "sent"},
        {"key": None, "status": "sent"},
        {"key": str(uuid4()), "status": 1},
    ],
)
def test_what_makes_no_sense_is_a_bad_request(couple: Couple, client: Client, what: object) -> None:
    assert signed_says(client, what).status_code == 400
    assert not ReceivedText.objects.exists()


@pytest.mark.usefixtures("by_signature")
@pytest.mark.parametrize("number", ["\ud800", "\x00", "+49\n", "Vodafone"])
@pytest.mark.parametrize("said", ["\ud800", "\x00", "STOP\x00", "x" * 10_000])
def test_strange_letters_do_no_harm(couple: Couple, client: Client, number: str, said: str) -> None:
    assert signed_says(client, {"id": "1", "from": number, "text": said}).status_code == 200


@pytest.mark.usefixtures("by_signature")
def test_another_service_reports_by_our_key(couple: Couple, client: Client) -> None:
    key = uuid4()
    texts.begin(Text(key, couple.ada, NUMBER, "words"), now=NOW)

    for status, then in (("delivered", "delivered"), ("sent", "delivered"), ("odd", "delivered")):
        assert signed_says(client, {"key": str(key), "status": status}).status_code == 200
        assert SentText.objects.get(key=key).status == then

    assert signed_says(client, {"key": str(uuid4()), "status": "failed"}).status_code == 200


@pytest.fixture
def sink() -> Iterator[sms.Sink]:
    with sms.running(secret=SECRET) as running:
        yield running


@pytest.mark.django_db(transaction=True)
def test_a_real_service_is_heard(
    couple: Couple, settings: Settings, live_server: object, sink: sms.Sink
) -> None:
    verified(couple.ada)
    settings.SMS = Signed(sink.url, SECRET)
    sink.webhook = f"{live_server}/webhooks/sms/"

    assert sink.reply(NUMBER, "STOP", id="1") == 200
    assert sink.reply(NUMBER, "START", id="2") == 200
    assert sink.reply(NUMBER, "STOP", id="1") == 200

    assert has_sms(couple.ada)


@pytest.mark.parametrize(
    ("provider", "there"),
    [
        (None, ()),
        (Mailbox(), ()),
        (TWILIO, (IN, f"{STATUS}{UUID(int=1)}/")),
        (Signed("https://sms.example.net/send", SECRET), ("/webhooks/sms/",)),
    ],
)
def test_an_address_exists_while_its_provider_is_ours(
    couple: Couple, client: Client, settings: Settings, provider: object, there: tuple[str, ...]
) -> None:
    settings.SMS = provider
    every = {IN, f"{STATUS}{UUID(int=1)}/", "/webhooks/sms/", *there}

    told = {path: client.post(path).status_code for path in every}

    assert {path for path, status in told.items() if status == 403} == set(there)
    assert {status for path, status in told.items() if path not in there} == {404}
    assert {client.get(path).status_code for path in every} == {405}
