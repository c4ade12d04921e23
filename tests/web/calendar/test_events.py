from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from backend.web.forms.calendar import repeats
from backend.web.forms.calendar.repeats import KEEP, Repeats
from planner.core.visibility import Visibility
from planner.queries.calendar import event_views
from planner.queries.views import EventView
from tests.factories import TZID, Couple, bring_in, event, ics, titles, vevent
from tests.web.reading import evening, signed_in, texts, typed

FILLED = {
    "title": "Office party",
    "start_on": "2026-12-12",
    "start_time": "19:00",
    "end_time": "23:00",
    "kind": "work_party",
    "world": "yours",
    "visibility": "busy",
    "tzid": TZID,
}


def stored(who: UUID) -> EventView:
    (one,) = event_views.events(who, now=timezone.now(), limit=10)
    return one


def test_new_event_is_stored_as_it_was_filled_in(couple: Couple) -> None:
    client = signed_in(couple.ada)

    answer = client.post("/events/new/", FILLED | {"location": "Kolbe’s", "description": "With coats"})

    one = stored(couple.ada)
    assert answer["Location"] == f"/events/{one.id}/"
    assert (one.title, one.location, one.description) == ("Office party", "Kolbe’s", "With coats")
    assert (one.start, one.end) == (datetime(2026, 12, 12, 19), datetime(2026, 12, 12, 23))
    assert (one.kind, one.world, one.visibility, one.tzid) == ("work_party", "yours", Visibility.BUSY, TZID)


def test_evening_past_midnight_needs_no_last_day(couple: Couple) -> None:
    signed_in(couple.ada).post("/events/new/", FILLED | {"end_time": "01:30"})

    assert stored(couple.ada).end == datetime(2026, 12, 13, 1, 30)


def test_whole_days_need_no_times(couple: Couple) -> None:
    more = {"is_all_day": "on", "start_time": "", "end_time": "", "end_on": "2026-12-14"}

    signed_in(couple.ada).post("/events/new/", FILLED | more)

    one = stored(couple.ada)
    assert (one.is_all_day, one.start, one.end) == (True, datetime(2026, 12, 12), datetime(2026, 12, 14))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Give it a name."),
        ({"start_time": ""}, "Give a time, or say that it takes the whole day."),
        ({"end_on": "2026-12-11"}, "It ends before it begins."),
        ({"start_on": "1066-10-14"}, "This year is too far away."),
        ({"repeat": "weekly", "until": "2026-12-01"}, "It stops repeating before it begins."),
        (
            {"repeat": "weekly", "until": "2027-01-01", "times": "3"},
            "Choose one of the two: a last day, or so many times.",
        ),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_lost(
    couple: Couple, wrong: dict[str, str], said: str
) -> None:
    page = signed_in(couple.ada).post("/events/new/", FILLED | {"location": "Kolbe’s"} | wrong)

    assert page.status_code == 200
    assert texts(page, "ul", "errorlist") == [said]
    assert 'value="Kolbe’s"' in page.content.decode()
    assert titles(couple.ada) == []


def test_day_asked_for_is_filled_in(couple: Couple) -> None:
    page = signed_in(couple.ada).get("/events/new/?on=2026-12-12")

    assert 'name="start_on" value="2026-12-12"' in page.content.decode()


def test_edit_begins_with_what_is_there_and_keeps_it(couple: Couple) -> None:
    until = evening(0).date() + timedelta(days=60)
    rule = f"FREQ=WEEKLY;INTERVAL=2;UNTIL={until:%Y%m%d}"
    event_id = event(couple.ada, "Choir", evening(2), rrule=rule)
    client, before = signed_in(couple.ada), stored(couple.ada)

    client.post(f"/events/{event_id}/edit/", typed(client.get(f"/events/{event_id}/edit/")))

    assert stored(couple.ada) == before


def test_rule_that_the_form_cannot_hold_is_kept(couple: Couple) -> None:
    rule = "FREQ=MONTHLY;BYDAY=2FR"
    bring_in(couple.ada, ics(vevent("choir", "Choir", f"RRULE:{rule}", start="20261211T180000Z")))
    client, before = signed_in(couple.ada), stored(couple.ada)

    given = typed(client.get(f"/events/{before.id}/edit/"))
    client.post(f"/events/{before.id}/edit/", given | {"title": "Big choir"})

    assert (given["repeat"], stored(couple.ada).title, stored(couple.ada).rrule) == (KEEP, "Big choir", rule)


@pytest.mark.parametrize(
    ("rule", "read"),
    [
        ("", Repeats()),
        ("FREQ=DAILY", Repeats("daily")),
        ("FREQ=WEEKLY;COUNT=3", Repeats("weekly", times=3)),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231", Repeats("fortnightly", date(2026, 12, 31))),
        ("FREQ=YEARLY;UNTIL=20261231T225959Z", Repeats("yearly", date(2026, 12, 31))),
        ("FREQ=DAILY;INTERVAL=3", Repeats(KEEP)),
        ("FREQ=MONTHLY;BYDAY=2FR", Repeats(KEEP)),
        ("FREQ=NEVER", Repeats(KEEP)),
    ],
)
def test_rule_is_read_as_the_form_says_it(rule: str, read: Repeats) -> None:
    assert repeats.read(rule, TZID) == read


def test_delete_asks_first(couple: Couple) -> None:
    event_id = event(couple.ada, "Office party", evening(6))
    client = signed_in(couple.ada)

    page = client.get(f"/events/{event_id}/delete/")
    before = len(event_views.events(couple.ada, now=timezone.now(), limit=9))
    client.post(f"/events/{event_id}/delete/")

    assert texts(page, "h1") == ["Delete “Office party”?"]
    assert (before, event_views.events(couple.ada, now=timezone.now(), limit=9)) == (1, ())


def test_event_leads_to_what_comes_next(couple: Couple) -> None:
    once = event(couple.ada, "Office party", evening(6))
    weekly = event(couple.ada, "Choir", evening(-20), rrule="FREQ=WEEKLY")
    over = event(couple.ada, "Course", evening(-20), rrule="FREQ=DAILY;COUNT=2")
    client = signed_in(couple.ada)

    to_once, to_weekly, to_over = (client.get(f"/events/{one}/") for one in (once, weekly, over))

    assert to_once["Location"] == f"/events/{once}/on/once/"
    assert to_weekly["Location"] == f"/events/{weekly}/on/{evening(1):%Y%m%dT%H%M%S}/"
    assert texts(to_over, "h1") == ["Course"]


def test_owner_chooses_who_sees_it(couple: Couple) -> None:
    event_id = event(couple.ada, "Office party", evening(6))

    signed_in(couple.ada).post(f"/events/{event_id}/visibility/", {"visibility": "private"})

    assert stored(couple.ada).visibility is Visibility.PRIVATE
    assert event_views.events(couple.ben, now=timezone.now(), limit=9) == ()


def test_choice_that_is_none_is_refused_with_a_reason(couple: Couple) -> None:
    event_id = event(couple.ada, "Office party", evening(6))

    page = signed_in(couple.ada).post(f"/events/{event_id}/visibility/", {"visibility": "all"})

    assert (page.status_code, texts(page, "p")) == (400, ["Choose one from the list."])


@pytest.mark.parametrize("page", ["", "edit/", "delete/"])
def test_only_the_owner_changes_it_and_a_stranger_finds_nothing(couple: Couple, page: str) -> None:
    event_id = event(couple.ada, "Office party", evening(6))
    path = f"/events/{event_id}/{page}"

    found = [signed_in(one).get(path).status_code for one in (couple.ben, couple.stranger)]

    assert found == [403 if page else 302, 404]
    assert signed_in(couple.ada).get(f"/events/{uuid4()}/{page}").status_code == 404
