from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from backend.web.speech import long_day
from planner.actions import events
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from tests.factories import TZID, Couple, event
from tests.web.reading import evening, signed_in, texts


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/agenda/"])
def test_signed_out_is_asked_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={path}")


def test_month_shows_both_worlds_and_busy_without_a_link(couple: Couple) -> None:
    day = evening(3)
    event(couple.ada, "Office party", day)
    event(couple.ada, "Dentist", day + timedelta(hours=1), visibility=Visibility.BUSY)
    event(couple.ada, "Surprise", day, visibility=Visibility.PRIVATE)
    event(couple.ben, "Football", day + timedelta(hours=2))

    page = signed_in(couple.ben).get(f"/calendar/?month={day:%Y-%m}")

    assert texts(page, "a", "world-theirs") == ["19:00Office party"]
    assert texts(page, "a", "world-mine") == ["21:00Football"]
    assert texts(page, "span", "event-chip") == ["20:00Busy"]


def test_month_begins_on_monday_and_turns_to_its_neighbours(couple: Couple) -> None:
    page = signed_in(couple.ada).get("/calendar/?month=2026-12")

    assert texts(page, "h2") == ["December 2026"]
    assert texts(page, "th")[0] == "MonMonday"
    assert len(texts(page, "td")) == 35
    assert texts(page, "td")[0] == "30Monday, 30 November"
    assert texts(page, "nav", "pager") == ["←November 2026 December 2026 →January 2027"]


@pytest.mark.parametrize("asked", ["2026-13", "soon", "0001-01", "9999-12", ""])
def test_month_that_is_none_is_this_month(couple: Couple, asked: str) -> None:
    page = signed_in(couple.ada).get("/calendar/", {"month": asked})

    assert texts(page, "td", "is-today") != []


def test_event_of_several_days_stands_on_each(couple: Couple) -> None:
    start = evening(3)
    trip = EventForm("Trip", start, start + timedelta(days=2), tzid=TZID)
    events.add(couple.ada, trip, now=timezone.now())

    days = texts(signed_in(couple.ben).get("/calendar/agenda/"), "ul", "agenda__events")

    ends = start + timedelta(days=2)
    assert days == [f"19:00, until {ends:%a} {ends.day} {ends:%b}, 19:00 Trip Ada’s world"] * 3


def test_agenda_goes_by_day_and_says_what_the_other_sees(couple: Couple) -> None:
    event(couple.ada, "Office party", evening(6), location="Kolbe’s")
    event(couple.ada, "Dentist", evening(6) + timedelta(hours=1), visibility=Visibility.BUSY)

    hers, his = (
        texts(signed_in(one).get("/calendar/agenda/"), "ul", "agenda__events")
        for one in (couple.ada, couple.ben)
    )

    assert hers == [
        "19:00–23:00 Office party My world Kolbe’s 20:00–00:00 Dentist My world Ben sees only the time"
    ]
    assert his == ["19:00–23:00 Office party Ada’s world Kolbe’s 20:00–00:00 Busy Ada"]


def test_stranger_sees_nothing_of_it(couple: Couple) -> None:
    event(couple.ada, "Office party", evening(6))

    page = signed_in(couple.stranger).get("/calendar/agenda/")

    assert texts(page, "h2") == ["Nothing in these sixty days"]


@pytest.mark.parametrize("count", [1, 5])
def test_queries_do_not_grow_with_the_month(
    couple: Couple, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        event(couple.ada, f"Party {n}", evening(n), rrule="FREQ=DAILY;COUNT=3")
    client = signed_in(couple.ben)

    with django_assert_num_queries(6):
        client.get("/calendar/")


def test_agenda_headings_carry_the_date(couple: Couple) -> None:
    event(couple.ada, "Dinner", evening(4))

    day = evening(4).date()

    assert texts(signed_in(couple.ada).get("/calendar/agenda/"), "h2", "agenda__date") == [
        f"{long_day(day, timezone.localdate())}, in 4 days"
    ]
