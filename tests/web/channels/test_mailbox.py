from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings

from planner.actions.channels import mailbox, phones
from planner.actions.engine import outbox
from planner.core.sms.provider import Signed
from planner.models import (
    MailboxMessage,
    Muted,
    OutboxMail,
    Person,
    PushDevice,
    PushTest,
    ReceivedText,
    Suspension,
)
from planner.queries.channels.outgoing import Attachment, Mail, Push, Text
from tasks.lanes import account_texts, reminders
from tests.actions.reminders.engine import overdue_reminder
from tests.factories import NOW, Couple
from tests.phones import NUMBER, has_sms, verified
from tests.web.reading import texts

TEXT = "Read it:\nhttp://localhost:8000/plans/1/.\nNot here: https://elsewhere.example/ <b>"
HTML = (
    "<!doctype html><head></head><h1>Read it</h1>"
    '<a href="http://localhost:8000/plans/1/">http://localhost:8000/plans/1/</a>'
    '<a href="https://elsewhere.example/">there</a>'
)


def here(person_id: UUID | None = None) -> Client:
    client = Client(SERVER_NAME="localhost")
    if person_id:
        client.force_login(get_user_model().objects.get(pk=person_id))
    return client


def kept(person_id: UUID | None, subject: str = "Something for you two") -> str:
    key = uuid4()
    mailbox.keep(Mail(key, person_id, "ada@example.org", subject, TEXT, HTML), now=NOW)
    return key.hex


def test_the_calendar_file_of_a_mail_lies_beside_it(couple: Couple) -> None:
    file = Attachment("event.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar; method=PUBLISH; charset=utf-8")
    key = uuid4()
    letter = Mail(key, couple.ada, "ada@example.org", "S", TEXT, HTML, attachments=(file,))
    mailbox.keep(letter, now=NOW)
    path = f"/mailbox/{key.hex}/event.ics"

    answer = here(couple.ada).get(path)

    assert texts(here(couple.ada).get("/mailbox/"), "a", "href").count("event.ics") == 1
    assert (answer.content, answer["Content-Type"]) == (file.content, "text/calendar; charset=utf-8")
    assert [here(other).get(path).status_code for other in (couple.ben, None)] == [404, 404]
    assert here(couple.ada).get(f"/mailbox/{kept(couple.ada)}/event.ics").status_code == 404


def test_own_messages_lie_here_and_lead_on(couple: Couple) -> None:
    kept(couple.ada)

    page = here(couple.ada).get("/mailbox/")

    assert texts(page, "h2") == ["Something for you two"]
    assert texts(page, "pre") == [
        "Read it: http://localhost:8000/plans/1/. Not here: https://elsewhere.example/ <b>"
    ]
    assert texts(page, "p", "letter__kind") == ["Email"]
    assert '<a href="/plans/1/">Read it</a>' in page.content.decode()
    assert 'href="https://elsewhere.example/' not in page.content.decode()
    assert page.headers["Refresh"] == "15"


def test_looking_again_can_be_stopped(couple: Couple) -> None:
    pages = [here(couple.ada).get(path) for path in ("/mailbox/", "/mailbox/?still=1")]

    assert ["Refresh" in page.headers for page in pages] == [True, False]


def test_nobody_reads_anothers_messages(couple: Couple) -> None:
    key = kept(couple.ada)
    others = [here(one) for one in (couple.ben, couple.stranger, None)]

    assert [texts(one.get("/mailbox/"), "article") for one in others] == [[], [], []]
    assert [one.get(f"/mailbox/{key}/html/").status_code for one in others] == [404, 404, 404]


def test_signed_out_there_is_what_has_no_account(couple: Couple) -> None:
    kept(None, "Please confirm")

    assert texts(here().get("/mailbox/"), "h2") == ["Please confirm"]


def test_mail_to_somebody_who_never_signed_in_has_no_account_yet(couple: Couple) -> None:
    people = get_user_model().objects
    people.filter(pk=couple.ben).update(last_login=NOW)

    for name in ("ada", "ben"):
        outbox.put(kind="account", person_id=None, to=f"{name}@example.org", now=NOW)

    whose = dict(OutboxMail.objects.filter(kind="account").values_list("to", "person_id"))
    assert whose == {"ada@example.org": None, "ben@example.org": couple.ben}


def test_html_part_can_run_and_load_nothing(couple: Couple) -> None:
    key = kept(couple.ada)

    answer = here(couple.ada).get(f"/mailbox/{key}/html/")

    html = answer.content.decode()
    assert '<head><base target="_top"></head>' in html
    assert '<a href="/plans/1/">http://localhost:8000/plans/1/</a>' in html
    assert '<a href="https://elsewhere.example/">' in html
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-top-navigation-by-user-activation; default-src 'none'")
    assert "script" not in policy and "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_only_the_letter_itself_may_be_framed(couple: Couple) -> None:
    kept(couple.ada)

    page = here(couple.ada).get("/mailbox/")

    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"SERVER_NAME": "testserver"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.5"},
        {"HTTP_FORWARDED": "for=203.0.113.5"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_REAL_IP": "203.0.113.5"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_CF_CONNECTING_IP": "203.0.113.5"},
    ],
)
def test_it_opens_to_this_machine_alone(couple: Couple, elsewhere: dict[str, str]) -> None:
    kept(None)

    assert here(couple.ada).get("/mailbox/", **elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https")),
        ("PUBLIC_URL", "https://alongside.example"),
    ],
)
def test_where_others_can_come_in_it_is_shut(
    couple: Couple, settings: Settings, name: str, value: object
) -> None:
    setattr(settings, name, value)

    assert here(couple.ada).get("/mailbox/").status_code == 404


def test_with_a_mail_server_and_a_provider_of_texts_there_is_no_mailbox(
    couple: Couple, settings: Settings
) -> None:
    settings.MAILBOX = False
    assert here(couple.ada).get("/mailbox/").status_code == 200  # texts end here still

    settings.SMS = Signed("https://sms.example.net", "a secret that two know")

    assert here(couple.ada).get("/mailbox/").status_code == 404


def test_a_text_is_shown_as_one_with_its_number_and_what_it_comes_to(couple: Couple) -> None:
    mailbox.keep(
        Text(uuid4(), couple.ada, "+4915123456789", "Your code: http://localhost:8000/c/1/"), now=NOW
    )
    mailbox.keep(Text(uuid4(), couple.ada, "+4915123456789", "ł" * 71), now=NOW)

    page = here(couple.ada).get("/mailbox/")

    assert texts(page, "p", "letter__kind") == ["Text message"] * 2
    assert [one.split("Length")[1] for one in texts(page, "dl")] == [
        "71 characters, 2 segments of UCS-2",
        "37 characters, one segment of GSM-7",
    ]
    assert '<a href="/c/1/">http://localhost:8000/c/1/</a>' in page.content.decode()
    assert "+4915123456789" in page.content.decode()
    assert texts(here(couple.ben).get("/mailbox/"), "article") == []


def test_a_push_is_shown_as_on_a_lock_screen_and_leads_on(couple: Couple) -> None:
    row = {"person_id": couple.ada, "channel": "push", "to": "Firefox", "created_at": NOW}
    said = {"subject": "Something for you two", "text": "Have a look.\n\nhttp://localhost:8000/plans/1/\n"}
    MailboxMessage.objects.create(key=uuid4().hex, **row, **said)

    page = here(couple.ada).get("/mailbox/")

    assert texts(page, "p", "letter__kind") == ["Notification"]
    assert texts(page, "a", "letter__note") == ["Alongside Something for you two Have a look."]
    assert 'href="/plans/1/"' in page.content.decode()


def texted(owner: UUID) -> str:
    """The key of a reminder that has just come by text, and lies in the mailbox."""
    now = datetime.now(UTC)
    verified(owner, now=now - timedelta(days=11))
    Suspension.objects.create(person_id=owner, channel="email", reason="bounced", since=now)
    reminder = overdue_reminder(owner)
    reminders.tick("sms")
    return reminder.id.hex


def test_a_text_is_answered_as_its_phone_would(couple: Couple) -> None:
    key, ada = texted(couple.ada), here(couple.ada)
    assert f"?answer={key}#letter-{key}" in ada.get("/mailbox/").content.decode()
    asked = ada.get(f"/mailbox/?answer={key}")

    told = ada.post(f"/mailbox/{key}/answer/", {"said": "mute"}, follow=True)
    account_texts.tick()

    assert "Refresh" not in asked.headers and f'action="/mailbox/{key}/answer/"' in asked.content.decode()
    assert "Heard." in told.content.decode()
    assert Muted.objects.get().person_id == couple.ada
    newest = texts(ada.get("/mailbox/"), "pre")[0]
    assert newest.startswith("Alongside: no more reminders of this.")


def test_an_answer_of_nothing_is_asked_for_again(couple: Couple) -> None:
    key = texted(couple.ada)

    answer = here(couple.ada).post(f"/mailbox/{key}/answer/", {"said": " "})

    assert texts(answer, "ul", "errorlist") == ["Write what the phone answers."]
    assert not ReceivedText.objects.exists()


def test_a_code_to_a_number_that_is_not_yet_ones_own_is_not_answered_here(couple: Couple) -> None:
    phones.ask_code(couple.ada, NUMBER, now=datetime.now(UTC))
    account_texts.tick()
    key = MailboxMessage.objects.get().key

    assert "answer=" not in here(couple.ada).get("/mailbox/").content.decode()
    assert here(couple.ada).post(f"/mailbox/{key}/answer/", {"said": "help"}).status_code == 404


def test_nobody_answers_anothers_text_nor_a_mail_nor_from_elsewhere(couple: Couple) -> None:
    key, mail = texted(couple.ada), kept(couple.ada)
    said = {"said": "stop"}

    refused = [here(one).post(f"/mailbox/{key}/answer/", said) for one in (couple.ben, couple.stranger, None)]
    refused.append(here(couple.ada).post(f"/mailbox/{mail}/answer/", said))
    refused.append(here(couple.ada).post(f"/mailbox/{key}/answer/", said, REMOTE_ADDR="192.168.1.7"))

    assert [one.status_code for one in refused] == [404] * 5
    assert here(couple.ada).get(f"/mailbox/{key}/answer/").status_code == 405
    assert has_sms(couple.ada) and not ReceivedText.objects.exists()
    here(couple.ada).post(f"/mailbox/{key}/answer/", said)
    assert not has_sms(couple.ada)


def test_a_push_lies_here_in_its_readers_language(couple: Couple) -> None:
    Person.objects.filter(id=couple.ada).update(language="de")
    device = PushDevice.objects.create(
        person_id=couple.ada, endpoint="e", endpoint_hash=b"e", label="Firefox", created_at=NOW
    )
    asked = PushTest.objects.create(device=device, next_at=NOW, created_at=NOW)

    mailbox.keep_push(Push(asked.id, couple.ada, (), b"", "", 60), couple.ada, now=NOW)

    assert MailboxMessage.objects.get().text.startswith("Ein Test. Nachrichten erreichen dieses Gerät.")
