"""The page that says what will be sent about an event, and why nothing else."""

from datetime import timedelta

from django.utils import timezone

from planner.actions.engine import due
from planner.actions.feelings import flags
from planner.core.reminding.reminders import Reason
from planner.models import Event, Reminder
from planner.queries import wording
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


def test_the_page_says_when_and_why_not_in_words(couple: Couple) -> None:
    party = event(couple.ada, "Party", evening(20))
    flags.flag(couple.ada, party, "", level=2, now=timezone.now())
    ada = signed_in(couple.ada)

    page = ada.get(f"/events/{party}/on/once/reminders/")

    assert texts(page, "span", "timeline__what") == [
        *("Talk about a plan", "Still time for a short plan", "How was it?"),
        *("Something new for you two", "A gentle nudge"),
        *("Pick a quarter of an hour to talk", "Your quarter of an hour"),
        *("Read your plan once together", "Your plan card", "Talk it over"),
    ]
    assert texts(page, "span", "timeline__why") == [
        *["by email"] * 5,
        "It comes for what may be very hard, and for nights away.",
        "It comes when a quarter of an hour begins that you both said yes to.",
        *["It comes once you two have agreed."] * 2,
        "It comes if you both want to talk it over.",
    ]


def test_it_is_found_from_the_event_and_from_the_reminders(couple: Couple) -> None:
    party = event(couple.ada, "Party", evening(20))
    flags.flag(couple.ada, party, "", level=2, now=timezone.now())
    ada, path = signed_in(couple.ada), f"/events/{party}/on/once/reminders/"

    pages = [ada.get(one).content.decode() for one in (f"/events/{party}/on/once/", "/reminders/")]

    assert all(f'href="{path}"' in page for page in pages)


def test_whom_it_does_not_concern_it_tells_how_it_begins(couple: Couple) -> None:
    party = event(couple.ada, "Party", evening(20))
    flags.flag(couple.ada, party, "", level=3, now=timezone.now())

    page = signed_in(couple.ben).get(f"/events/{party}/on/once/reminders/")

    assert set(texts(page, "span", "timeline__why")) == {
        "Reminders begin with a flag or a plan that you see."
    }
    assert signed_in(couple.stranger).get(f"/events/{party}/on/once/reminders/").status_code == 404


def test_what_would_wait_is_said_of_a_day_that_has_not_come_yet(couple: Couple) -> None:
    for n in range(3):
        party = event(couple.ada, f"Party {n}", evening(20))
        flags.flag(couple.ada, party, "", level=1, now=timezone.now())
    late = Reminder.objects.filter(step="talk").order_by("id")[2]
    later = late.due_at + timedelta(minutes=30)
    Reminder.objects.filter(id=late.id).update(due_at=later, next_at=later)
    ada = signed_in(couple.ada)

    pages = [ada.get(f"/events/{one.id}/on/once/reminders/") for one in Event.objects.all()]

    lines = [line for page in pages for line in texts(page, "span", "timeline__why")]
    assert "by email. The day that it was for already has enough messages." in lines
    assert "by email, in one message with others" in lines
    assert not any("You have had enough" in page.content.decode() for page in pages)


def test_what_came_too_late_is_marked_as_in_the_log(couple: Couple) -> None:
    party = event(couple.ada, "Party", evening(20))
    flags.flag(couple.ada, party, "", level=2, now=timezone.now())
    ended = due.ended("missed", now=timezone.now(), reason="too_late")
    Reminder.objects.filter(person_id=couple.ada, step="talk").update(**ended)
    ada = signed_in(couple.ada)

    pages = [ada.get(one) for one in (f"/events/{party}/on/once/reminders/", "/reminders/log/?show=failed")]

    lines = [texts(page, "span", "timeline__why") for page in pages]
    assert all("Not arrived. It would have come too late." in one for one in lines)


def test_the_api_says_the_same(couple: Couple) -> None:
    party = event(couple.ada, "Party", evening(20))
    flags.flag(couple.ada, party, "", level=2, now=timezone.now())
    path = f"/api/v1/events/{party}/occurrences/once/reminders/"

    told = signed_in(couple.ada).get(path).json()

    assert [one["step"] for one in told["coming"]] == ["talk", "last-call", "check-in"]
    assert told["coming"][0]["at_local"] == f"{evening(13).replace(hour=18).isoformat()}"
    assert [one["step"] for one in told["whenever"]] == ["news", "nudge"]
    assert {one["step"]: one["reason"] for one in told["not_coming"]}["card"] == "not_agreed"
    assert signed_in(couple.stranger).get(path).status_code == 404


def test_every_reason_has_its_sentence() -> None:
    # What only a digest can lack is no reason of a step.
    assert set(wording.WHY_NOT) == set(Reason) - {Reason.NOTHING_COMING}
    assert all(str(one).endswith(".") for one in wording.WHY_NOT.values())
