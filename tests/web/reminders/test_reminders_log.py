"""The log in pages, what may not have arrived on Look ahead, and quiet hours where the reminders are."""

from datetime import time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from planner.actions.engine import due
from planner.actions.plan import times_to_go
from planner.models import Person, Reminder, TimeToGo
from planner.queries.people import people
from tests import going
from tests.actions.reminders.engine import due_reminder
from tests.factories import TZID, Couple
from tests.web.reading import evening, signed_in, texts


def over(
    owner: UUID, state: str = "dead", reason: str = "no_such_address", title: str = "Zebra party"
) -> Reminder:
    """A reminder that came to its end an hour ago."""
    now = timezone.now()
    reminder = due_reminder(owner, title=title, start=evening(20), now=now)
    ended = due.ended(state, now=now - timedelta(hours=1), reason=reason)
    Reminder.objects.filter(id=reminder.id).update(**ended)
    return reminder


def test_the_log_says_why_something_did_not_arrive(couple: Couple) -> None:
    over(couple.ada)

    page = signed_in(couple.ada).get("/reminders/log/?show=failed")

    assert texts(page, "li", "is-failed") and texts(page, "span", "timeline__why") == [
        "Not arrived. The mail server said that this address does not exist."
    ]
    assert texts(page, "a", "aria-current") == ["Me", "Not arrived"]


def test_the_log_is_its_owners(couple: Couple) -> None:
    over(couple.ada)

    pages = [signed_in(one).get("/reminders/log/") for one in (couple.ben, couple.stranger)]

    assert [texts(page, "h2") for page in pages] == [["Nothing here"], ["Nothing here"]]
    assert not any(b"Zebra" in page.content for page in pages)


def test_what_was_said_at_the_door_stands_in_the_log_of_both(couple: Couple) -> None:
    now = timezone.now()
    start = (now - timedelta(hours=1)).astimezone(ZoneInfo(TZID)).replace(tzinfo=None, microsecond=0)
    plan_id = going.evening(couple, start, now=now - timedelta(days=1))
    times_to_go.call(couple.ada, plan_id, key=uuid4(), now=now)
    TimeToGo.objects.update(state="sent", ended_at=now)

    hers, his, strangers = (
        signed_in(one).get("/reminders/log/") for one in (couple.ada, couple.ben, couple.stranger)
    )

    said = [texts(page, "section")[0].split(" · ")[1] for page in (hers, his)]
    assert [" ".join(one.split()[1:]) for one in said] == [
        "You told Ben Sent. After two days it is forgotten: nobody counts it.",
        "Ada told you Sent. By email. After two days it is forgotten: nobody counts it.",
    ]
    assert "Time to go" not in texts(strangers, "h2")


def test_a_long_log_is_read_in_pages(couple: Couple) -> None:
    for n in range(11):
        over(couple.ada, title=f"Party {n}")
    ada = signed_in(couple.ada)

    first = ada.get("/reminders/log/")
    second = ada.get("/reminders/log/?start=30")
    filtered = ada.get("/reminders/log/?show=next")

    lines = [texts(page, "li", "timeline__step") for page in (first, second)]
    assert [len(one) for one in lines] == [30, 14]
    assert (texts(first, "a", "btn"), texts(second, "a", "btn")) == (["Further"], ["Back"])
    assert 'href="/reminders/log/?show=next&amp;start=30"' in filtered.content.decode()


@pytest.mark.parametrize("asked", ["show=theirs", "start=-1", "start=x", "start=99999999999"])
def test_what_the_log_cannot_be_asked_is_not_there(couple: Couple, asked: str) -> None:
    assert signed_in(couple.ada).get(f"/reminders/log/?{asked}").status_code == 404


@pytest.mark.parametrize("state", ["dead", "unknown"])
def test_look_ahead_tells_its_owner_alone_until_they_have_read_it(couple: Couple, state: str) -> None:
    lost = over(couple.ada, state)
    ada = signed_in(couple.ada)
    told = [texts(signed_in(one).get("/"), "h2", "id") for one in (couple.ada, couple.ben)]

    answer = ada.post("/reminders/dismiss/", {"one": [str(lost.id)]})

    assert ["One message may not have reached you" in one for one in told] == [True, False]
    assert answer.headers["Location"] == "/"
    assert "One message may not have reached you" not in texts(ada.get("/"), "h2", "id")
    assert texts(ada.get("/reminders/log/?show=failed"), "li", "is-failed")


def test_nobody_dismisses_what_is_not_theirs(couple: Couple) -> None:
    lost = over(couple.ada)
    ben = signed_in(couple.ben)

    answers = [ben.post("/reminders/dismiss/", {"one": one}) for one in (str(lost.id), str(uuid4()), "x")]

    assert [one.status_code for one in answers] == [404, 404, 404]
    lost.refresh_from_db()
    assert lost.dismissed_at is None


def test_quiet_hours_are_chosen_beside_the_reminders(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    ada.post("/reminders/quiet/", {"quiet_from": "22:30", "quiet_until": "07:00"})
    page = ada.get("/reminders/")
    ada.post("/reminders/quiet/", {"quiet_from": "", "quiet_until": ""})

    assert 'value="22:30"' in page.content.decode()
    assert people.me(couple.ada).quiet_from is None
    assert people.me(couple.ben).quiet_from == time(21)


def test_quiet_hours_need_both_ends(couple: Couple) -> None:
    page = signed_in(couple.ada).post("/reminders/quiet/", {"quiet_from": "22:30", "quiet_until": ""})

    assert texts(page, "ul", "errorlist") == ["Quiet hours need a beginning and an end."]
    assert 'value="22:30"' in page.content.decode()


def test_quiet_hours_that_end_as_they_begin_are_refused_beside_the_field(couple: Couple) -> None:
    page = signed_in(couple.ada).post("/reminders/quiet/", {"quiet_from": "22:00", "quiet_until": "22:00"})

    assert texts(page, "ul", "errorlist") == [
        "They begin and end at the same hour. Choose another end, or leave both empty for none."
    ]
    assert people.me(couple.ada).quiet_from == time(21)
    assert Person.objects.get(id=couple.ada).quiet_from == time(21)


def test_what_waits_says_so_on_the_page(couple: Couple) -> None:
    reminder = due_reminder(couple.ada, start=evening(20), now=timezone.now())
    until = timezone.now() + timedelta(hours=9)
    Reminder.objects.filter(id=reminder.id).update(reason="quiet_hours", next_at=until)

    page = signed_in(couple.ada).get("/reminders/")

    assert [one for one in texts(page, "li", "is-held") if "Waiting. It came due in your quiet hours" in one]


def test_our_week_that_is_switched_off_says_so_today(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    ada.post("/reminders/digest/", {"is_wanted": "on", "weekday": "5", "at": "08:30"}, follow=True)

    said = ada.post("/reminders/digest/", {"weekday": "5", "at": "08:30"}, follow=True)

    assert "Saved. “Our week” is switched off." in said.content.decode()
    assert "Your next one comes then" not in said.content.decode()
    past = texts(said, "li", "is-skipped")
    assert len(past) == 2
    assert all(one.startswith("Today, ") and "You switched this kind off." in one for one in past)


def test_our_week_comes_when_its_reader_wants_it(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    ada.post("/reminders/digest/", {"is_wanted": "on", "weekday": "5", "at": "08:30"})
    page = ada.get("/reminders/")
    planned = Reminder.objects.filter(person_id=couple.ada, step="digest", state="pending").count()
    ada.post("/reminders/digest/", {"weekday": "5", "at": "08:30"})

    assert 'value="08:30"' in page.content.decode()
    assert planned == 2
    assert not Reminder.objects.filter(step="digest", state="pending").exists()
    assert "Our week" in texts(ada.get("/reminders/"), "ul", "rows")[0]


@pytest.mark.parametrize(("field", "value"), [("weekday", "8"), ("weekday", ""), ("at", "25:00")])
def test_our_week_wants_a_day_and_an_hour(couple: Couple, field: str, value: str) -> None:
    asked = {"is_wanted": "on", "weekday": "5", "at": "08:30"} | {field: value}

    page = signed_in(couple.ada).post("/reminders/digest/", asked)

    assert texts(page, "ul", "errorlist")
    assert Person.objects.get(id=couple.ada).digest_weekday == 7
