"""The links of a mail: what reading them does (nothing), what one tap does, and for whom."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from planner.actions import reminders
from planner.actions.calendar import talks
from planner.actions.channels import replies
from planner.models import Event, Muted, Person, Reminder, ReplyLink, Talk
from planner.queries.channels import links
from planner.queries.channels import replies as reply_queries
from planner.queries.channels.outgoing import Mail
from planner.queries.views import ReplyView
from tests.actions.reminders.engine import claim, due_reminder
from tests.factories import Couple
from tests.web.reading import signed_in, texts

LINKS = ("snooze/", "mute/", "unmute/", "talk/1/")
READING = ("get", "head", "options")
TITLE = "Supper with the board"


def mailed(owner: UUID) -> tuple[Reminder, Mail]:
    """A reminder that asks for a talk, sent by the real clock, and what it said. The event is in six days."""
    now = datetime.now(UTC)
    Person.objects.filter(id=owner).update(quiet_from=None, quiet_until=None)
    start = (now + timedelta(days=6)).replace(hour=17, tzinfo=None, microsecond=0)
    reminder = due_reminder(owner, "talk", title=TITLE, start=start, now=now - timedelta(days=20))
    claimed = claim(reminder, now)
    assert claimed is not None
    mail = reminders.begin_send(claimed, now=now)
    assert isinstance(mail, Mail), mail
    assert reminders.record_sent(claimed, now=now)
    return reminder, mail


def replies_seen(reminder: Reminder) -> ReplyView:
    return reply_queries.by_token(links.reply_token(reminder.id), now=datetime.now(UTC))


def base(reminder: Reminder) -> str:
    return f"/reply/{links.reply_token(reminder.id)}/"


def program() -> Client:
    """A mail program, or whoever else has the mail: no session, and no CSRF token."""
    return Client(enforce_csrf_checks=True)


def everything() -> list[object]:
    rows = (Reminder, Muted, Talk, ReplyLink)
    return [list(model.objects.order_by("pk").values()) for model in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", READING)
@pytest.mark.parametrize("link", LINKS)
def test_reading_a_link_changes_nothing(couple: Couple, link: str, method: str) -> None:
    reminder, _ = mailed(couple.ada)
    before = everything()

    answer = getattr(program(), method)(base(reminder) + link)

    assert answer.status_code == 200
    assert everything() == before


@pytest.mark.parametrize("method", ("put", "patch", "delete"))
def test_nothing_else_is_understood(couple: Couple, method: str) -> None:
    reminder, _ = mailed(couple.ada)

    assert getattr(program(), method)(base(reminder) + "mute/").status_code == 405


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("method", ("get", "post"))
def test_an_unknown_an_ended_and_a_waiting_reminders_link_are_nothing(
    couple: Couple, link: str, method: str
) -> None:
    reminder, _ = mailed(couple.ada)
    waiting = Reminder.objects.filter(person_id=couple.ada, state="pending").first()
    assert waiting is not None
    ReplyLink.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    before = everything()

    paths = (base(reminder), base(waiting), "/reply/guess/")
    answers = [getattr(program(), method)(path + link) for path in paths]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert everything() == before


def test_a_link_works_for_two_weeks(couple: Couple) -> None:
    mailed(couple.ada)

    left = ReplyLink.objects.get().expires_at - datetime.now(UTC)

    assert timedelta(days=13, hours=23) < left <= timedelta(days=14)


def test_one_tap_puts_it_off_and_a_second_says_the_same(couple: Couple) -> None:
    reminder, _ = mailed(couple.ada)

    answers = [program().post(base(reminder) + "snooze/") for _ in range(2)]

    assert [texts(one, "h1") for one in answers] == [["Tomorrow, then"]] * 2
    assert Reminder.objects.filter(again_of=reminder, state="pending").count() == 1


def test_a_link_opened_again_says_that_it_comes_already(couple: Couple) -> None:
    reminder, _ = mailed(couple.ada)
    program().post(base(reminder) + "snooze/")

    page = program().get(base(reminder) + "snooze/")

    assert texts(page, "h1") == ["It comes again already"]
    assert "Again tomorrow" not in texts(page, "button")


def test_why_it_does_not_come_again_is_said(couple: Couple) -> None:
    reminder, _ = mailed(couple.ada)
    replies.mute(couple.ada, reminder.uid, "", now=datetime.now(UTC))

    answer = program().post(base(reminder) + "snooze/")

    assert texts(answer, "h1") == ["It does not come again"]
    assert "you wanted no reminders of this event" in texts(answer, "p", "lede")[0]
    assert not Reminder.objects.filter(again_of=reminder).exists()


def test_one_tap_mutes_and_the_same_page_takes_it_back(couple: Couple) -> None:
    reminder, _ = mailed(couple.ada)
    theirs = list(Reminder.objects.filter(person_id=couple.ben).values())

    muted = [program().post(base(reminder) + "mute/") for _ in range(2)]
    assert [texts(one, "button") for one in muted] == [["Remind me of it again"]] * 2
    assert not Reminder.objects.filter(person_id=couple.ada, state="pending").exists()

    back = program().post(base(reminder) + "unmute/")
    assert texts(back, "h1") == ["You are reminded again"]
    assert Reminder.objects.filter(person_id=couple.ada, state="pending").exists()
    assert list(Reminder.objects.filter(person_id=couple.ben).values()) == theirs


def test_one_tap_suggests_the_time_that_the_mail_named(couple: Couple) -> None:
    reminder, mail = mailed(couple.ada)
    offered = re.findall(r"(\w+, \d+ \w+, \d\d:\d\d): \S+/talk/(\d)/", mail.text)
    assert [number for _, number in offered] == ["1", "2", "3"]

    answers = [program().post(f"{base(reminder)}talk/2/") for _ in range(2)]

    talk = Talk.objects.get()
    assert (talk.suggested_by_id, talk.state) == (couple.ada, "suggested")
    day, _, clock = offered[1][0].rpartition(", ")
    said = [texts(one, "p", "lede")[0] for one in answers]
    assert all(one.startswith(f"{day} at {clock}.") for one in said), (said, offered)


def test_the_time_that_the_other_suggested_is_said_yes_to_and_is_booked(couple: Couple) -> None:
    reminder, _ = mailed(couple.ada)
    first = f"{base(reminder)}talk/1/"
    starts_at = replies_seen(reminder).slots[0].starts_at
    event_id = Event.objects.get(uid=reminder.uid).id
    talks.suggest(couple.ben, event_id, "", starts_at=starts_at, now=datetime.now(UTC))

    before = [texts(program().get(f"{base(reminder)}talk/{n}/"), "button") for n in (1, 2)]
    answers = [program().post(first), program().get(first)]

    assert ["Yes to this time"] == [one for one in before[0] if "time" in one]
    assert ["Suggest this time"] == [one for one in before[1] if "time" in one]
    assert [texts(one, "h1") for one in answers] == [["Booked"]] * 2
    assert "It stands in both your calendars." in texts(answers[0], "p", "lede")[0]
    assert Talk.objects.get().state == "accepted"


@pytest.mark.parametrize("number", (0, 4, 99))
def test_a_time_that_was_not_offered_is_nothing(couple: Couple, number: int) -> None:
    reminder, _ = mailed(couple.ada)

    assert program().post(f"{base(reminder)}talk/{number}/").status_code == 404
    assert not Talk.objects.exists()


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("reader", ("nobody", "ben", "stranger", "ada"))
@pytest.mark.parametrize("method", ("get", "post"))
def test_the_page_tells_only_its_person_where_the_event_is(
    couple: Couple, link: str, reader: str, method: str
) -> None:
    reminder, _ = mailed(couple.ada)
    client = program() if reader == "nobody" else signed_in(getattr(couple, reader))

    page = getattr(client, method)(base(reminder) + link).content.decode()

    assert TITLE not in page
    assert (">To the event<" in page) == (reader == "ada")
    assert not re.search(r"\b(Ada|Ben)\b", page) or reader in ("ben", "ada")


def test_agreeing_and_answering_are_not_among_the_links(couple: Couple) -> None:
    reminder, mail = mailed(couple.ada)
    links = set(re.findall(r"http://localhost:8000(/\S*)", mail.text))

    by_token = {one for one in links if one.startswith(base(reminder))}
    assert {one.removeprefix(base(reminder)) for one in by_token} == {
        "snooze/",
        "mute/",
        *(f"talk/{n}/" for n in (1, 2, 3)),
    }
    for other in links - by_token:
        assert other.startswith("/unsubscribe/") or program().get(other).status_code == 302


def test_the_page_of_the_event_mutes_and_takes_it_back(couple: Couple) -> None:
    reminder, _ = mailed(couple.ada)
    assert "No more about this event" in buttons(couple.ada, reminder)

    client = signed_in(couple.ada)
    path = event_path(reminder)
    assert client.post(f"{path}mute/").status_code == 302
    assert Muted.objects.get().person_id == couple.ada
    assert "Remind me of it again" in buttons(couple.ada, reminder)

    assert client.post(f"{path}unmute/").status_code == 302
    assert not Muted.objects.exists()


@pytest.mark.parametrize("deed", ("mute/", "unmute/"))
def test_another_couples_event_is_not_there_to_mute(couple: Couple, deed: str) -> None:
    reminder, _ = mailed(couple.ada)
    path = event_path(reminder)

    assert signed_in(couple.stranger).post(path + deed).status_code == 404
    assert program().post(path + deed).status_code in (302, 403)
    assert signed_in(couple.ada).get(path + deed).status_code == 405


def event_path(reminder: Reminder) -> str:
    return f"/events/{Event.objects.get(uid=reminder.uid).id}/on/once/"


def buttons(viewer: UUID, reminder: Reminder) -> list[str]:
    return texts(signed_in(viewer).get(event_path(reminder)), "button")
