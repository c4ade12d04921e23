"""Reminders by mail, whole: what a mail program reads and does (RFC 8058), a provider that never answers."""

from datetime import UTC, datetime, timedelta
from email.message import Message
from urllib.parse import urlsplit

import icalendar
import pytest
from django.test import Client
from pytest_django import Settings

from backend import email_url
from planner.models import OutboxMail, Reminder
from planner.queries.reminders import reminders as queries
from tasks.lanes import account_mail, reminders
from tests.actions.reminders.engine import awake_at_all_hours, due_reminder, overdue_reminder
from tests.factories import Couple
from tests.sinks.smtp import Server
from tests.sinks.web import Answer, Pace, Request, serving

HOSTS = (
    "http://localhost:8000",
    "https://alongside.example.org",
    "https://reminders.of-a-couple-with-a-long-name.households.example.org",
    "https://" + ".".join(["a" * 60] * 3) + ".example.org:8443",
)


@pytest.fixture
def upcoming(couple: Couple) -> Reminder:
    awake_at_all_hours()
    return overdue_reminder(couple.ada)


def unfolded(mail: Message, name: str) -> str:
    """As RFC 5322 reads a header that was folded."""
    (value,) = mail.get_all(name) or [""]
    return value.replace("\r\n", "").replace("\n", "").strip()


@pytest.mark.parametrize("public", HOSTS)
def test_the_headers_arrive_whole_however_long_the_address(
    upcoming: Reminder, smtp: Server, settings: Settings, public: str
) -> None:
    settings.PUBLIC_URL = public

    reminders.tick("email")

    (mail,) = smtp.messages
    link = unfolded(mail, "List-Unsubscribe")
    assert link.startswith(f"<{public}/unsubscribe/") and link.endswith("/>")
    assert " " not in link and "=?" not in link
    assert unfolded(mail, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"


BODIES = {
    "form": {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
    "multipart": {"data": {"List-Unsubscribe": "One-Click"}},
    "empty": {},
}


@pytest.mark.parametrize("body", BODIES)
def test_a_mail_program_ends_the_kind_with_one_post(
    couple: Couple, upcoming: Reminder, smtp: Server, body: str
) -> None:
    """RFC 8058, 3.1 and 3.2: without cookies, whatever form of body it sends, and with no redirect."""
    reminders.tick("email")
    path = urlsplit(unfolded(smtp.messages[0], "List-Unsubscribe").strip("<>")).path
    program = Client(enforce_csrf_checks=True)

    scanned = [getattr(program, method)(path).status_code for method in ("get", "head", "options")]
    assert scanned == [200, 200, 200] and queries.stopped(couple.ada) == ()

    answers = [program.post(path, **BODIES[body]) for _ in range(2)]  # type: ignore[arg-type]

    assert [one.status_code for one in answers] == [200, 200]
    assert queries.stopped(couple.ada) == ("last-call",)
    assert queries.stopped(couple.ben) == ()
    assert not program.cookies


class Provider:
    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        return self.answers.pop(0)


def due_again(row: Reminder) -> None:
    Reminder.objects.filter(id=row.id, state="pending").update(next_at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("scheme", "last", "states"),
    [
        ("resend", Answer(200, {"id": "1"}), ["pending", "pending", "sent"]),
        ("postmark", Answer(200), ["pending", "unknown", "unknown"]),
    ],
)
def test_one_that_was_never_answered_is_repeated_where_a_key_makes_it_harmless(
    upcoming: Reminder, settings: Settings, scheme: str, last: Answer, states: list[str]
) -> None:
    there = Provider(Answer(200, pace=Pace.DROPPED), Answer(200, pace=Pace.DROPPED), last)
    found = []
    with serving(there) as served:
        route = email_url.read(f"{scheme}://KEY@?api_url={served.origin}/")
        settings.MAILBOX, settings.EMAIL_PROVIDER, settings.ANYMAIL = False, route.provider, route.anymail
        for _ in range(3):
            reminders.tick("email")
            upcoming.refresh_from_db()
            found.append(upcoming.state)
            due_again(upcoming)

    assert found == states
    ids = {upcoming.id.hex in one.body.decode() for one in there.requests}
    assert ids == {True}
    if scheme == "resend":
        assert {one.headers["idempotency-key"] for one in there.requests} == {upcoming.id.hex}


def test_account_mail_goes_the_same_way(couple: Couple, settings: Settings) -> None:
    there = Provider(*[Answer(200, {"id": "1"})] * 9)
    with serving(there) as served:
        route = email_url.read(f"resend://KEY@?api_url={served.origin}/")
        settings.MAILBOX, settings.EMAIL_PROVIDER, settings.ANYMAIL = False, route.provider, route.anymail
        account_mail.tick()

    # The invitation was accepted meanwhile, so it is dropped; that they are two now is told.
    (asked,) = there.requests
    assert asked.json()["to"] == ["ada@example.org"]
    assert list(OutboxMail.objects.filter(kind="joined").values_list("state", flat=True)) == ["sent"]


def test_the_event_comes_as_a_file_that_is_published(couple: Couple, smtp: Server) -> None:
    now = datetime.now(UTC)
    awake_at_all_hours()
    start = (now + timedelta(days=6)).replace(tzinfo=None, microsecond=0)
    due_reminder(couple.ada, "talk", title="Supper", start=start, now=now - timedelta(days=20))

    reminders.tick("email")

    (mail,) = smtp.messages
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    (file,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert (file.get_filename(), file.get_param("method")) == ("event.ics", "PUBLISH")
    calendar = icalendar.Calendar.from_ical(file.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["SUMMARY"], "ATTENDEE" in event) == ("PUBLISH", "Supper", False)
