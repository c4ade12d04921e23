from uuid import UUID

import pytest
from django.utils import timezone

from planner.actions.feelings import flags
from planner.actions.feelings.flags import ReasonForm
from planner.actions.people import helps, people
from planner.queries.feelings import flags as flag_queries
from planner.queries.views import FeelingsView, ReasonView
from tests.factories import TZID, Couple, event, person
from tests.web.reading import evening, signed_in, texts

SAID = {
    "level": "2",
    "reason_noise": "on",
    "reason_remarks": "on",
    "text_remarks": "about children",
    "share_noise": "on",
    "note": "She means well.",
}


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada, "Office party", evening(6))


def feelings(who: UUID, event_id: UUID, slug: str = "") -> FeelingsView:
    return flag_queries.feelings(who, event_id, slug)


def test_flag_is_private_but_for_what_was_ticked(couple: Couple, party: UUID) -> None:
    answer = signed_in(couple.ada).post(f"/events/{party}/on/once/flag/", SAID)

    mine, theirs = feelings(couple.ada, party).my_flag, feelings(couple.ben, party).their_flag
    assert answer["Location"] == f"/events/{party}/on/once/"
    assert mine and theirs
    assert (mine.level, mine.note) == (2, "She means well.")
    assert mine.reasons == (ReasonView("remarks", "about children", False), ReasonView("noise", "", True))
    assert (theirs.level, theirs.note, theirs.reasons) == (None, "", (ReasonView("noise", "", True),))


def test_page_says_plainly_who_sees_it(couple: Couple, party: UUID) -> None:
    page = signed_in(couple.ada).get(f"/events/{party}/on/once/flag/")

    assert texts(page, "p", "privacy") == [
        "Only you can see this. What you tick as shared below, your partner can read too, and nothing else."
    ]
    assert texts(page, "label", "check") == ["Share this with Ben"] * 12


def test_what_was_shared_may_have_been_read(couple: Couple, party: UUID) -> None:
    flags.flag(
        couple.ada, party, "", level=1, reasons=[ReasonForm("noise", "", share=True)], now=timezone.now()
    )

    page = signed_in(couple.ada).get(f"/events/{party}/on/once/flag/")

    assert texts(page, "div", "field__help") == ["Ben may have read it already."]


def test_a_name_is_words_and_no_markup(couple: Couple, party: UUID) -> None:
    now = timezone.now()
    people.describe(
        couple.ben,
        name="<b>Ben</b>",
        tzid=TZID,
        quiet_from=None,
        quiet_until=None,
        language="en",
        now=now,
    )
    flags.flag(couple.ada, party, "", level=1, reasons=[ReasonForm("noise", "", share=True)], now=now)

    page = signed_in(couple.ada).get(f"/events/{party}/on/once/flag/")

    assert texts(page, "div", "field__help") == ["<b>Ben</b> may have read it already."]
    assert texts(page, "b") == []


def test_alone_there_is_nobody_to_share_with(db: None) -> None:
    dora = person("Dora")
    path = f"/events/{event(dora, 'Office party', evening(6))}/on/once/flag/"
    client = signed_in(dora)

    client.post(path, SAID | {"share_level": "on"})

    (flag,) = flag_queries.mine(dora)
    assert (flag.is_shared, texts(client.get(path), "label", "check")) == (False, [])


def test_level_is_asked_for_and_the_words_are_kept(couple: Couple, party: UUID) -> None:
    page = signed_in(couple.ada).post(f"/events/{party}/on/once/flag/", SAID | {"level": ""})

    assert texts(page, "ul", "errorlist") == ["Choose one of the three."]
    assert texts(page, "textarea") == ["She means well."]
    assert feelings(couple.ada, party).my_flag is None


def test_too_long_a_note_stands_beside_it(couple: Couple, party: UUID) -> None:
    page = signed_in(couple.ada).post(f"/events/{party}/on/once/flag/", SAID | {"note": "a" * 2001})

    assert texts(page, "ul", "errorlist") == ["Ensure this value has at most 2000 characters (it has 2001)."]


def test_series_is_flagged_once_or_every_time(couple: Couple) -> None:
    choir = event(couple.ada, "Choir", evening(2), rrule="FREQ=WEEKLY")
    one, next_one = (f"{evening(days):%Y%m%dT%H%M%S}" for days in (2, 9))
    client = signed_in(couple.ada)

    client.post(f"/events/{choir}/on/{one}/flag/", SAID | {"scope": "this"})
    once = [feelings(couple.ada, choir, slug).my_flag is not None for slug in (one, next_one)]
    client.post(f"/events/{choir}/on/{one}/flag/", SAID | {"scope": "series"})
    always = [feelings(couple.ada, choir, slug).my_flag is not None for slug in (one, next_one)]

    assert (once, always) == ([True, False], [True, True])
    assert [flag.recurrence_id for flag in flag_queries.mine(couple.ada)] == [""]


def test_flag_is_taken_back(couple: Couple, party: UUID) -> None:
    client = signed_in(couple.ada)
    client.post(f"/events/{party}/on/once/flag/", SAID)

    client.post(f"/events/{party}/on/once/flag/remove/")

    assert (flag_queries.mine(couple.ada), feelings(couple.ben, party).their_flag) == ((), None)


def test_mattering_is_kept_and_shared_item_by_item(couple: Couple, party: UUID) -> None:
    said = {"level": "3", "why": "My first year there.", "share_level": "on"}

    signed_in(couple.ada).post(f"/events/{party}/on/once/matters/", said)

    mine, theirs = feelings(couple.ada, party).my_matters, feelings(couple.ben, party).their_matters
    assert mine and theirs
    assert (mine.level, mine.why) == (3, "My first year there.")
    assert (theirs.level, theirs.why) == (3, "")


def test_mattering_is_taken_back(couple: Couple, party: UUID) -> None:
    client = signed_in(couple.ada)
    client.post(f"/events/{party}/on/once/matters/", {"level": "3"})

    client.post(f"/events/{party}/on/once/matters/remove/")

    assert feelings(couple.ada, party).my_matters is None


def test_not_needed_is_ones_own_mark_and_can_be_undone(couple: Couple, party: UUID) -> None:
    client, path = signed_in(couple.ada), f"/events/{party}/on/once/not-needed/"

    client.post(path, {"not_needed": "yes"})
    aside = [feelings(one, party).not_needed for one in (couple.ada, couple.ben)]
    client.post(path, {"not_needed": "no"})

    assert (aside, feelings(couple.ada, party).not_needed) == ([True, False], False)


@pytest.mark.parametrize("deed", ["flag/", "flag/remove/", "matters/", "matters/remove/", "not-needed/"])
def test_stranger_finds_nothing(couple: Couple, party: UUID, deed: str) -> None:
    answer = signed_in(couple.stranger).post(f"/events/{party}/on/once/{deed}", SAID)

    assert answer.status_code == 404


def test_ones_notes_on_people_stand_beside_a_certain_person_for_their_owner_alone(couple: Couple) -> None:
    party = event(couple.ada, "Office party", evening(6))
    helps.keep_note(couple.ada, name="Uncle Rolf", note="Ask about the garden", now=timezone.now())
    address = f"/events/{party}/on/once/flag/"

    hers, his = (signed_in(one).get(address) for one in (couple.ada, couple.ben))

    (note,) = (row for row in texts(hers, "li", "reason") if "Uncle Rolf" in row)
    assert note.startswith("A certain person") and "Ask about the garden" in note
    assert "Your notes on people" in note
    assert b"Rolf" not in his.content and b"garden" not in his.content
