from datetime import timedelta

import pytest
from django.utils import timezone

from backend.web.speech import long_day
from planner.actions import events
from planner.core.visibility import Visibility
from planner.queries import event_views, people
from tests.factories import Couple, event, form, join, person
from tests.web.plan_pages import agreed
from tests.web.reading import evening, signed_in, texts


def test_invitation_is_sent_shown_and_withdrawn(couple: Couple) -> None:
    sol = signed_in(couple.stranger)

    sol.post("/us/invite/", {"email": "Kim@example.org"})
    shown = texts(sol.get("/us/"), "section", "sheet")[0]
    sol.post("/us/invite/revoke/")

    assert shown.startswith("Your invitation It went to kim@example.org. It can be used until ")
    assert people.invitation(couple.stranger, now=timezone.now()) is None


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("cleo@example.org", "This is your own address. Write your partner's."),
        ("nowhere", "Enter a valid email address."),
    ],
)
def test_address_that_will_not_do_is_refused_beside_it(couple: Couple, email: str, said: str) -> None:
    page = signed_in(couple.stranger).post("/us/invite/", {"email": email})

    assert texts(page, "ul", "errorlist") == [said]
    assert email in page.content.decode()


def test_nobody_invites_while_paired(couple: Couple) -> None:
    answer = signed_in(couple.ada).post("/us/invite/", {"email": "kim@example.org"})

    assert answer.status_code == 409


def test_what_was_before_is_released_one_by_one(db: None) -> None:
    dora, emil = person("Dora"), person("Emil")
    party, dentist = event(dora, "Party", evening(6)), event(dora, "Dentist", evening(7))
    join(dora, emil, now=timezone.now())
    since = events.add(dora, form("Mine", evening(8), visibility=Visibility.PRIVATE), now=timezone.now())
    page = signed_in(dora).get("/us/")

    signed_in(dora).post("/us/release/", {"event_ids": [str(party)]})

    said = [
        (title, long_day(evening(days).date(), timezone.localdate()))
        for title, days in (("Party", 6), ("Dentist", 7))
    ]
    assert texts(page, "label", "check") == [f"{title} {day}" for title, day in said]
    seen = {one.id for one in event_views.events(emil, now=timezone.now(), limit=9)}
    assert seen & {party, dentist, since} == {party}


def test_only_what_is_ones_own_and_held_back_can_be_released(couple: Couple) -> None:
    hidden = event(couple.ada, "Hers", evening(6), visibility=Visibility.PRIVATE)

    page = signed_in(couple.ben).post("/us/release/", {"event_ids": [str(hidden)]})

    assert texts(page, "label", "check") == []
    assert event_views.events(couple.ben, now=timezone.now(), limit=9) == ()


def test_leaving_says_what_happens_and_takes_effect_at_once(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    said = texts(ada.get("/us/leave/"), "li", "rows__row")

    ada.post("/us/leave/")

    assert said[0] == "Your events leave Ben’s calendar, and theirs leave yours."
    assert people.couple(couple.ben).partner is None
    assert texts(ada.get("/us/"), "h1") == ["You, for now"]


def test_there_is_nothing_to_leave_alone(couple: Couple) -> None:
    assert signed_in(couple.stranger).get("/us/leave/").status_code == 404


def test_both_read_on_look_ahead_that_they_are_two_now_for_three_days(db: None) -> None:
    dora, emil = person("Dora"), person("Emil")
    join(dora, emil, now=timezone.now())
    old = [person("Flo"), person("Gil")]
    join(*old, now=timezone.now() - timedelta(days=4))

    said = [texts(signed_in(one).get("/"), "section", "sheet--wash") for one in (dora, emil, *old)]

    assert [one[0].split(" What")[0] if one else "" for one in said] == [
        "You and Emil share Alongside now",
        "You and Dora share Alongside now",
        "",
        "",
    ]


def test_who_is_left_reads_so_once_and_finds_what_was_agreed(couple: Couple) -> None:
    _ada, ben, path = agreed(couple)
    signed_in(couple.ada).post("/us/leave/")

    pages = [ben.get(one).content.decode() for one in ("/", "/us/")]
    ben.post("/us/alone/")

    assert all("You are using Alongside on your own. Your events" in page for page in pages)
    after = ben.get("/us/").content.decode()
    assert "You are using Alongside on your own. Your events" not in after
    assert f'<a href="{path}">Office party</a>' in after
