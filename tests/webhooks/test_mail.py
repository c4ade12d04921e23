"""What providers of mail say, in the shapes they say it in: who is believed, and what comes of it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from backend import email_url
from planner.models import MailEvent, Suspension
from tests.factories import Couple

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning"),
]
ADA = "ada@example.org"
KEY = "a-signing-key"
CURVE = ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Call:
    """One request as its provider makes it; `forged` is the same by somebody without the secret."""

    body: object
    headers: dict[str, str] = field(default_factory=dict)
    forged: dict[str, str] = field(default_factory=dict)
    forged_body: object = None


def basic(body: object) -> Call:
    def said(words: str) -> dict[str, str]:
        return {"Authorization": "Basic " + base64.b64encode(words.encode()).decode()}

    return Call(body, said("us:secret"), said("us:guess"))


def by_mailgun(data: object, token: str = "t" * 50) -> Call:
    def signed(key: str) -> object:
        digest = hmac.new(key.encode(), f"1764000000{token}".encode(), hashlib.sha256).hexdigest()
        signature = {"timestamp": "1764000000", "token": token, "signature": digest}
        return {"signature": signature, "event-data": data}

    return Call(signed(KEY), forged_body=signed("a guess"))


def by_mailersend(data: object) -> Call:
    body = {"type": data, "created_at": "2026-11-24T17:00:00Z", "data": {}}
    body["data"] = {"id": "e1", "type": str(data).removeprefix("activity."), "email": mailersend_mail()}
    raw = json.dumps(body).encode()
    digest = hmac.new(KEY.encode(), raw, hashlib.sha256).hexdigest()
    return Call(raw, {"Signature": digest}, {"Signature": "0" * 64})


def mailersend_mail() -> dict[str, object]:
    return {"id": "m1", "recipient": {"email": ADA}, "message": {"id": "x1"}, "status": "rejected"}


def by_sendgrid(**event: object) -> Call:
    raw = json.dumps([{"email": ADA, "timestamp": 1764000000, "sg_event_id": "s1"} | event]).encode()
    other = ec.generate_private_key(ec.SECP256R1())

    def signed(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
        signature = base64.b64encode(key.sign(b"1764000000" + raw, ec.ECDSA(hashes.SHA256()))).decode()
        name = "X-Twilio-Email-Event-Webhook"
        return {f"{name}-Signature": signature, f"{name}-Timestamp": "1764000000"}

    return Call(raw, signed(CURVE), signed(other))


def postmark(record: str, kind: str, **more: object) -> Call:
    event = {
        "RecordType": record,
        "ID": 4323372036854775807,
        "Type": kind,
        "TypeCode": 1,
        "Name": kind,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Description": "The server was unable to deliver your message",
        "Details": "550 5.1.1 No such user",
        "Email": ADA,
        "From": "alongside@example.org",
        "BouncedAt": "2026-11-24T17:00:00Z",
        "Inactive": True,
    }
    return basic(event | more)


def mailgun(event: str, severity: str = "permanent") -> dict[str, object]:
    return {
        "event": event,
        "severity": severity,
        "reason": "bounce",
        "timestamp": 1764000000.1,
        "id": "G9Bn5sl1TC6nu79C8C0bwg",
        "recipient": ADA,
        "delivery-status": {"code": 605, "message": "No such user", "description": ""},
        "message": {"headers": {"message-id": "x@example.org"}},
        "user-variables": {},
        "tags": [],
    }


def brevo(event: str) -> Call:
    said = {"event": event, "email": ADA, "id": 1, "message-id": "<x@y>", "ts_epoch": 1764000000000}
    return basic(said | {"reason": "unknown user", "subject": "…"})


def resend(kind: str) -> Call:
    bounce = {"message": "The recipient's email provider sent a hard bounce message", "type": kind}
    data = {"email_id": "1", "to": [ADA], "bounce": bounce, "created_at": "2026-11-24T16:59:00Z"}
    call = basic({"type": "email.bounced", "created_at": "2026-11-24T17:00:00Z", "data": data})
    return Call(call.body, call.headers | {"svix-id": "msg_1"}, call.forged)


def mailjet(event: str, **more: object) -> Call:
    said = {"event": event, "time": 1764000000, "MessageID": 1, "email": ADA, "customcampaign": ""}
    return basic([said | more])


def sparkpost(bounce_class: str) -> Call:
    event = {
        "type": "bounce",
        "bounce_class": bounce_class,
        "rcpt_to": ADA,
        "raw_rcpt_to": ADA,
        "event_id": "e1",
    }
    event |= {"timestamp": "1764000000", "transmission_id": "1", "rcpt_meta": {}, "rcpt_tags": []}
    return basic([{"msys": {"message_event": event}}])


SECRETS = {
    "mailgun": ("mailgun://KEY@mg.example.org", KEY),
    "mailersend": ("mailersend://KEY@", KEY),
    "mailjet": ("mailjet://KEY:SECRET@", "us:secret"),
    "sendgrid": (
        "sendgrid://KEY@",
        base64.b64encode(
            CURVE.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        ).decode(),
    ),
}

CASES: list[tuple[str, Callable[[], Call], str]] = [
    ("postmark", lambda: postmark("Bounce", "HardBounce"), "bounced"),
    ("postmark", lambda: postmark("Bounce", "BadEmailAddress"), "bounced"),
    ("postmark", lambda: postmark("SpamComplaint", "SpamComplaint"), "complained"),
    ("postmark", lambda: postmark("Bounce", "SoftBounce"), ""),
    ("postmark", lambda: postmark("Bounce", "Transient"), ""),
    ("postmark", lambda: postmark("Bounce", "AutoResponder"), ""),
    ("postmark", lambda: postmark("Delivery", "", Recipient=ADA), ""),
    ("mailgun", lambda: by_mailgun(mailgun("failed")), "bounced"),
    ("mailgun", lambda: by_mailgun(mailgun("failed", "temporary")), ""),
    ("mailgun", lambda: by_mailgun(mailgun("complained")), "complained"),
    ("mailgun", lambda: by_mailgun(mailgun("delivered")), ""),
    ("mailersend", lambda: by_mailersend("activity.hard_bounced"), "bounced"),
    ("mailersend", lambda: by_mailersend("activity.soft_bounced"), ""),
    ("mailersend", lambda: by_mailersend("activity.spam_complaint"), "complained"),
    ("sendgrid", lambda: by_sendgrid(event="bounce", type="bounce", reason="550 unknown"), "bounced"),
    ("sendgrid", lambda: by_sendgrid(event="bounce", type="blocked", reason="421 later"), ""),
    ("sendgrid", lambda: by_sendgrid(event="dropped", reason="Bounced Address"), "bounced"),
    ("sendgrid", lambda: by_sendgrid(event="spamreport"), "complained"),
    ("sendgrid", lambda: by_sendgrid(event="open"), ""),
    ("brevo", lambda: brevo("hard_bounce"), "bounced"),
    ("brevo", lambda: brevo("invalid_email"), "bounced"),
    ("brevo", lambda: brevo("soft_bounce"), ""),
    ("brevo", lambda: brevo("spam"), "complained"),
    ("resend", lambda: resend("Permanent"), "bounced"),
    ("resend", lambda: resend("Transient"), ""),
    ("mailjet", lambda: mailjet("bounce", hard_bounce=True, error="user unknown"), "bounced"),
    ("mailjet", lambda: mailjet("bounce", hard_bounce=False, error="quota exceeded"), ""),
    ("mailjet", lambda: mailjet("spam", source="JMRPP"), "complained"),
    ("sparkpost", lambda: sparkpost("10"), "bounced"),
    ("sparkpost", lambda: sparkpost("22"), ""),
]


@pytest.fixture
def use(settings: Settings) -> Callable[[str], None]:
    def chosen(provider: str) -> None:
        url, secret = SECRETS.get(provider, (f"{provider}://KEY@", "us:secret"))
        route = email_url.read(url, secret)
        settings.EMAIL_PROVIDER, settings.ANYMAIL = route.provider, route.anymail
        settings.HAS_MAIL_WEBHOOKS = route.has_webhooks

    return chosen


def post(provider: str, body: object, headers: dict[str, str]) -> HttpResponse:
    """A provider has neither cookie nor CSRF token."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer: Any = Client(enforce_csrf_checks=True).post(
        f"/webhooks/mail/{provider}/", raw, content_type="application/json", headers=headers
    )
    return answer  # type: ignore[no-any-return]


def suspended() -> str:
    row = Suspension.objects.filter(lifted_at=None).first()
    return row.reason if row else ""


@pytest.mark.parametrize(("provider", "made", "expected"), CASES)
def test_what_a_provider_says_and_what_comes_of_it(
    couple: Couple, use: Callable[[str], None], provider: str, made: Callable[[], Call], expected: str
) -> None:
    use(provider)
    call = made()

    refused = [
        post(provider, call.body, {}) if call.headers else None,
        post(provider, call.forged_body or call.body, call.forged),
    ]
    assert {one.status_code for one in refused if one} == {400}
    assert not Suspension.objects.exists() and not MailEvent.objects.exists()

    for _ in range(2):
        assert post(provider, call.body, call.headers).status_code == 200
        assert suspended() == expected
        assert MailEvent.objects.count() == bool(expected)
        assert Suspension.objects.filter(person_id=couple.ada).count() == bool(expected)


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_it_only_listens(couple: Couple, use: Callable[[str], None], method: str) -> None:
    use("postmark")

    assert getattr(Client(), method)("/webhooks/mail/postmark/").status_code == 405


@pytest.mark.parametrize("provider", ["postmark", "mailgun", "scaleway", "smtp"])
def test_without_a_secret_or_for_another_provider_there_is_nothing(
    couple: Couple, use: Callable[[str], None], settings: Settings, provider: str
) -> None:
    assert post(provider, {}, {}).status_code == 404

    use("brevo")
    assert post(provider, {}, {}).status_code == 404


def test_what_is_no_json_is_refused_and_nothing_happens(couple: Couple, use: Callable[[str], None]) -> None:
    use("postmark")

    answer = post("postmark", b"\xff{", postmark("Bounce", "HardBounce").headers)

    assert answer.status_code == 400


def test_an_address_that_nobody_has_is_nobodys_business(couple: Couple, use: Callable[[str], None]) -> None:
    use("postmark")
    call = postmark("Bounce", "HardBounce", Email="somebody@example.org")

    assert post("postmark", call.body, call.headers).status_code == 200
    assert not Suspension.objects.exists()
