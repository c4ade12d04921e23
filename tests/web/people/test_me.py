from datetime import time

from django.test import Client
from django.utils import timezone

from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.queries.people import people
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts

ABOUT = {
    "name": "Ada",
    "tzid": "Europe/Paris",
    "language": "en",
}


def test_what_one_says_of_oneself_is_kept(couple: Couple) -> None:
    signed_in(couple.ada).post("/me/", ABOUT)

    me = people.me(couple.ada)
    # Quiet hours stay: they are chosen where the reminders are.
    assert (me.tzid, me.quiet_from, me.quiet_until) == ("Europe/Paris", time(21), time(8))


def test_only_me_holds_flags_also_of_events_that_went_away(couple: Couple) -> None:
    party, gone = event(couple.ben, "Party", evening(6)), event(couple.ben, "Gone", evening(7))
    for one, note in ((party, "Crowds"), (gone, "His boss")):
        flags.flag(couple.ada, one, "", level=2, note=note, now=timezone.now())
    events.delete(couple.ben, gone, now=timezone.now())

    page = signed_in(couple.ada).get("/me/only/")

    assert texts(page, "article") == ["Party hard Crowds", "An event that went away hard His boss"]


def test_only_me_is_only_mine(couple: Couple) -> None:
    party = event(couple.ben, "Party", evening(6))
    flags.flag(couple.ada, party, "", level=2, note="Crowds", share_note=True, now=timezone.now())

    pages = [signed_in(one).get("/me/only/") for one in (couple.ben, couple.stranger)]

    assert [texts(page, "article") for page in pages] == [[], []]


def test_pages_about_me_need_a_sign_in(db: None) -> None:
    for path in ("/me/", "/me/only/", "/reminders/", "/me/tokens/", "/us/", "/calendars/"):
        assert Client().get(path).headers["Location"] == f"/accounts/login/?next={path}"


def test_the_zones_are_a_choice_with_ones_own_chosen(couple: Couple) -> None:
    page = signed_in(couple.ada).get("/me/").content.decode()

    select = page.partition('name="tzid"')[2].partition("</select>")[0]
    assert select.count(" selected") == 1
    assert '<option value="Europe/Berlin" selected>Berlin</option>' in select
    assert '<optgroup label="Europe">' in select and select.count("<option ") > 400


def test_the_zones_are_named_in_the_readers_language(couple: Couple) -> None:
    client = signed_in(couple.ada)
    english = client.get("/me/").content.decode()
    client.post("/me/", {"name": "Ada", "tzid": "Europe/Berlin", "language": "de"})

    german = client.get("/me/").content.decode()

    assert '<optgroup label="Africa">' in english
    assert '<optgroup label="Afrika">' in german
