import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from backend.web.layout import hours
from backend.web.speech import long_day
from planner.actions.calendar import events, layers
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.birthdays import BirthdayForm
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from planner.models import Calendar
from tests.factories import NOW, TZID, Couple, bring_in, event, ics, vevent
from tests.web.reading import evening, signed_in, texts

PAGES = ["/calendar/", "/calendar/week/", "/calendar/agenda/", "/calendar/year/"]


@pytest.mark.parametrize("path", [*PAGES, "/calendar/search/", "/calendar/quick-add/"])
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

    assert texts(page, "h2")[:1] == ["December 2026"]
    assert texts(page, "th")[:2] == ["Week", "MonMonday"]
    assert len(texts(page, "td")) == 35
    assert texts(page, "td")[0] == "30Monday, 30 November"
    assert texts(page, "nav", "pager") == ["←November 2026 December 2026 →January 2027 Today"]


def tabs(couple: Couple, path: str) -> list[str]:
    page = signed_in(couple.ada).get(path).content.decode()
    return re.findall(r'href="([^"]*)" data-key="[mway]"', page)


@pytest.mark.parametrize(
    "path", ["?month=2040-03", "?day=2040-03-01", "week/?from=2040-03-01", "agenda/?from=2040-03-01"]
)
def test_other_ways_to_look_at_it_stay_at_the_day_one_is_at(couple: Couple, path: str) -> None:
    there = ("?day=2040-03-01", "week/?from=2040-03-01", "agenda/?from=2040-03-01", "year/?from=2040-03-01")

    assert tabs(couple, f"/calendar/{path}") == [f"/calendar/{one}" for one in there]


def test_other_ways_to_look_at_today_are_plain_and_the_year_ahead_is_one(couple: Couple) -> None:
    soon = timezone.localdate() + timedelta(days=70)

    assert all(tabs(couple, path) == PAGES for path in PAGES)
    assert tabs(couple, f"/calendar/?day={soon}")[1:] == [
        f"/calendar/week/?from={soon}",
        f"/calendar/agenda/?from={soon}",
        "/calendar/year/",
    ]


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

    assert "Nothing in these sixty days" in texts(page, "h2")
    assert texts(page, "section", "agenda__day") == []


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(("path", "queries"), [*zip(PAGES, (6, 7, 6, 5), strict=True)])
def test_queries_do_not_grow_with_the_page(
    couple: Couple, path: str, queries: int, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        event(couple.ada, f"Party {n}", evening(n), rrule="FREQ=DAILY;COUNT=3")
    client = signed_in(couple.ben)

    with django_assert_num_queries(queries):
        client.get(path)


def test_agenda_headings_carry_the_date(couple: Couple) -> None:
    event(couple.ada, "Dinner", evening(4))

    day = evening(4).date()

    assert texts(signed_in(couple.ada).get("/calendar/agenda/"), "h2", "agenda__date") == [
        f"{long_day(day, timezone.localdate())}, in 4 days"
    ]


def test_month_keeps_a_bar_in_one_line_and_names_it_once(couple: Couple) -> None:
    trip = EventForm("Trip", datetime(2026, 12, 8), datetime(2026, 12, 10), is_all_day=True, tzid=TZID)
    events.add(couple.ada, trip, now=timezone.now())

    page = signed_in(couple.ada).get("/calendar/?month=2026-12")

    assert texts(page, "span", "event-chip__title") == ["Trip"]
    assert texts(page, "a", "world-mine") == ["Trip"] * 3


def test_month_leads_to_a_day_with_all_that_it_holds(couple: Couple) -> None:
    for n in range(6):
        event(couple.ada, f"Errand {n}", datetime(2026, 12, 8, 9 + n))

    page = signed_in(couple.ada).get("/calendar/?day=2026-12-08")

    assert texts(page, "a", "month__more") == ["+33 more"]
    assert texts(page, "h2", "month-day__title")[0].startswith("Tuesday, 8 December")
    assert texts(page, "span", "agenda__title") == [f"Errand {n}" for n in range(6)]


def test_empty_month_teaches(couple: Couple) -> None:
    page = signed_in(couple.ada).get("/calendar/?month=2027-03")

    assert texts(page, "div", "empty")[0].startswith("Nothing in this month yet")


def test_week_shows_both_worlds_by_the_hour(couple: Couple) -> None:
    event(couple.ada, "Office party", datetime(2026, 12, 11, 19), location="Kolbe’s")
    event(couple.ada, "Dentist", datetime(2026, 12, 9, 9), visibility=Visibility.BUSY)
    event(couple.ada, "Surprise", datetime(2026, 12, 9, 15), visibility=Visibility.PRIVATE)
    event(couple.ben, "Football", datetime(2026, 12, 11, 20))

    page = signed_in(couple.ben).get("/calendar/week/?from=2026-12-10")

    assert texts(page, "h2")[0] == "7 – 13 Dec 2026"
    assert texts(page, "a", "hour-chip") == ["Office party 19:00–23:00 Kolbe’s", "Football 20:00–00:00"]
    assert texts(page, "div", "hour-chip") == ["Busy Ada, 09:00–13:00"]
    assert (
        texts(page, "section", "data-day")[4]
        == "Office party 19:00–23:00 Kolbe’s Football 20:00–00:00Move Football"
    )


def test_week_lets_one_move_ones_own_events_only(couple: Couple) -> None:
    choir = event(couple.ada, "Choir", datetime(2026, 12, 7, 19, 10), rrule="FREQ=WEEKLY")
    event(couple.ben, "Football", datetime(2026, 12, 8, 20))
    bring_in(couple.ada, ics(vevent("kept-elsewhere", "Lecture", start="20261209T180000Z")))
    Calendar.objects.filter(events__uid="kept-elsewhere").update(source=Calendar.Source.SUBSCRIPTION)

    page = signed_in(couple.ada).get("/calendar/week/?from=2026-12-07")

    lecture = "Lecture 19:00–23:00 18:00 in UTC"
    assert texts(page, "a", "hour-chip") == ["Choir 19:10–23:10", "Football 20:00–00:00", lecture]
    assert texts(page, "a", "data-move") == texts(page, "a", "data-again") == ["Choir 19:10–23:10"]
    (moved,) = re.findall(r'data-move="(\S+)" data-start="(\S+)"', page.content.decode())
    assert moved == (reverse("web:occurrence_move", args=[choir, "20261207T191000"]), "2026-12-07T19:10")
    assert texts(page, "button", "data-move-open") == ["Move Choir"]


def test_moving_leads_back_to_the_week(couple: Couple) -> None:
    party = event(couple.ada, "Office party", datetime(2026, 12, 11, 19))
    client = signed_in(couple.ada)

    sent = {"start": "2026-12-12T20:15", "scope": "one", "next": "/calendar/week/?from=2026-12-07"}
    page = client.post(f"/events/{party}/on/once/move/", sent, follow=True)

    assert page.redirect_chain == [("/calendar/week/?from=2026-12-07", 302)]
    assert texts(page, "section", "data-day")[5] == "Office party 20:15–00:15Move Office party"


def test_every_place_that_the_week_can_name_is_in_the_stylesheet() -> None:
    sheet = find("alongside/css/components/hours-rows.css")
    named = set(re.findall(r"^\.([\w-]+) ", Path(sheet).read_text(), re.MULTILINE))
    rows = hours.LATEST + hours.HOUR

    assert {f"from-{n}" for n in range(rows)} | {f"for-{n + 1}" for n in range(rows)} <= named
    assert {f"lane-{n}" for n in range(hours.COLUMNS)} | {
        f"wide-{n + 1}" for n in range(hours.COLUMNS)
    } <= named
    assert {f"day-{n}" for n in range(7)} | {f"days-{n + 1}" for n in range(7)} <= named


def test_agenda_says_what_clocks_elsewhere_show(couple: Couple) -> None:
    people.describe(
        couple.ben,
        name="Ben",
        tzid="America/New_York",
        quiet_from=None,
        quiet_until=None,
        language="en",
        now=NOW,
    )
    event(couple.ada, "Call", evening(6))

    hers, his = (
        texts(signed_in(one).get("/calendar/agenda/"), "a", "agenda__event")
        for one in (couple.ada, couple.ben)
    )

    assert hers == ["19:00–23:00 Call My world 13:00 for Ben"]
    assert his == ["13:00–17:00 Call Ada’s world 19:00 in Berlin, and for Ada"]


def test_week_begins_on_sunday_where_people_are_used_to_it(couple: Couple) -> None:
    people.describe(
        couple.ben,
        name="Ben",
        tzid="America/New_York",
        quiet_from=None,
        quiet_until=None,
        language="en",
        now=NOW,
    )

    page = signed_in(couple.ben).get("/calendar/?month=2026-12")

    assert texts(page, "th")[1] == "SunSunday"


def test_year_shows_whose_world_is_hard_and_leads_to_its_weeks(couple: Couple) -> None:
    wedding = event(couple.ada, "Wedding", evening(30))
    quiet = event(couple.ada, "Quiet", evening(60))
    flags.flag(couple.ada, wedding, "", level=3, share_level=True, now=timezone.now())
    flags.flag(couple.ada, quiet, "", level=3, share_level=False, now=timezone.now())

    hers, his = (signed_in(one).get("/calendar/year/") for one in (couple.ada, couple.ben))

    assert (len(texts(hers, "i", "world-mine")), len(texts(his, "i", "world-theirs"))) == (6, 3)
    assert len(texts(his, "a", "year__week")) == 52
    monday = evening(30).date() - timedelta(days=evening(30).weekday())
    assert texts(his, "li", "rows__row") == [
        f"Week of {date_format(monday, 'MONTH_DAY_FORMAT')}: some from your partner's world"
    ]


def test_year_without_anything_hard_teaches(couple: Couple) -> None:
    page = signed_in(couple.ada).get("/calendar/year/?from=2030-01-01")

    assert texts(page, "h2")[0] == "December 2029 – December 2030"
    assert texts(page, "div", "empty")[0].startswith("Nothing in this year is said to be hard")


@pytest.mark.parametrize("page", ["?day=2026-12-25", "week/?from=2026-12-25", "agenda/?from=2026-12-20"])
def test_holidays_and_birthdays_lie_over_the_days(couple: Couple, page: str) -> None:
    layers.choose(couple.ada, country="DE", now=NOW)
    layers.add_birthday(couple.ben, BirthdayForm("Noël", 12, 25, 1990), now=NOW)

    hers, his, strangers = (
        texts(signed_in(one).get(f"/calendar/{page}"), "li", "layers__one")
        for one in (couple.ada, couple.ben, couple.stranger)
    )

    assert {"Christmas Day", "Noël turns 36"} <= set(hers)
    assert (set(his), strangers) == ({"Noël turns 36"}, [])


def test_agenda_of_a_full_calendar_leads_on_from_the_day_that_no_longer_fits(couple: Couple) -> None:
    for day in (4, 5, 6):
        for n in range(30):
            event(couple.ada, f"Day {day}, errand {n}", evening(day))

    first = signed_in(couple.ada).get("/calendar/agenda/")
    on = evening(6).date()
    rest = signed_in(couple.ada).get(f"/calendar/agenda/?from={on:%Y-%m-%d}")

    assert [len(texts(page, "span", "agenda__title")) for page in (first, rest)] == [60, 30]
    assert f'href="?from={on:%Y-%m-%d}" rel="next"' in first.content.decode()


def test_agenda_shows_a_day_that_fits_no_page(couple: Couple) -> None:
    for one in (couple.ada, couple.ben):
        for n in range(45):
            event(one, f"Errand {n}", evening(4))

    assert len(texts(signed_in(couple.ada).get("/calendar/agenda/"), "span", "agenda__title")) == 90
