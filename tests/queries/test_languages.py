"""Each of the two reads in a language of their own, whoever's deed it was that made the words."""

from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.utils.translation import override

from planner.actions.calendar import events, talks
from planner.actions.exchange import feeds
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.visibility import Visibility
from planner.models import Reminder
from planner.queries.archive import exports
from planner.queries.calendar import search, slots
from planner.queries.channels.outgoing import Mail
from planner.queries.exchange import feeds as queries
from tests.actions.reminders import engine
from tests.factories import NOW, Couple, event, exported, titles, version


@pytest.fixture
def german(couple: Couple) -> Couple:
    """Ada reads German, Ben English."""
    speaks(couple.ada, "de")
    return couple


def speaks(person: UUID, language: str) -> None:
    people.describe(
        person,
        name="Ada",
        tzid="Europe/Berlin",
        quiet_from=None,
        quiet_until=None,
        language=language,
        now=NOW,
    )


def feed(token: str) -> str:
    handle = queries.by_token(token)
    made = queries.rendered(handle)
    if not made.is_kept:
        feeds.keep(handle.id, made)
    return made.body.decode()


def summaries(token: str) -> list[str]:
    lines = feed(token).splitlines()
    return sorted(line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:"))


def booked(couple: Couple, party: UUID) -> None:
    starts_at = slots.for_occurrence(couple.ben, party, "", now=NOW)[0].starts_at
    with override("de"):
        talk = talks.suggest(couple.ben, party, "", starts_at=starts_at, now=NOW)
        talks.accept(couple.ada, talk, now=NOW)


def test_a_feed_says_busy_and_the_talk_in_its_owners_language(german: Couple) -> None:
    party = event(german.ada, "Party")
    event(german.ben, "Dentist", visibility=Visibility.BUSY)
    booked(german, party)
    events.show(german.ada, party, Visibility.BUSY, now=NOW)

    adas, bens = (feeds.create(one, name="Phone", now=NOW)[1] for one in (german.ada, german.ben))

    assert summaries(adas) == ["Belegt", "Eine Viertelstunde", "Party"]
    assert summaries(bens) == ["A quarter of an hour", "Busy", "Dentist"]


def test_a_feed_follows_when_its_owner_changes_the_language_and_no_other_does(couple: Couple) -> None:
    event(couple.ben, "Dentist", visibility=Visibility.BUSY)
    event(couple.ada, "Doctor", visibility=Visibility.BUSY)
    tokens = [feeds.create(one, name="Phone", now=NOW)[1] for one in (couple.ada, couple.ben)]
    before, bens_version = [summaries(token) for token in tokens], version(couple.ben)

    speaks(couple.ada, "de")

    assert before == [["Busy", "Doctor"], ["Busy", "Dentist"]]
    assert [summaries(token) for token in tokens] == [["Belegt", "Doctor"], ["Busy", "Dentist"]]
    assert version(couple.ben) == bens_version


def test_the_talk_stands_in_the_calendar_in_its_readers_words(german: Couple) -> None:
    booked(german, event(german.ada, "Party"))

    with override("de"):
        mine = titles(german.ada)
    with override("en"):
        theirs = titles(german.ben)

    assert (mine, theirs) == (["Eine Viertelstunde", "Party"], ["A quarter of an hour", "Party"])


def test_the_talk_is_found_by_its_readers_words(german: Couple) -> None:
    booked(german, event(german.ada, "Party"))

    with override("de"):
        mine = [len(search.search(german.ada, words, now=NOW)) for words in ("Viertelstunde", "quarter")]
    with override("en"):
        theirs = [len(search.search(german.ben, words, now=NOW)) for words in ("Viertelstunde", "quarter")]

    assert (mine, theirs) == ([1, 0], [0, 1])


def test_the_talk_is_in_the_archive_in_its_owners_words(couple: Couple) -> None:
    speaks(couple.ben, "de")
    booked(couple, event(couple.ada, "Party"))

    archive = b"".join(exports.content(couple.ben, exported(couple.ben), now=NOW))

    page = ZipFile(BytesIO(archive)).read("index.html").decode()
    assert "Eine Viertelstunde" in page
    assert "A quarter of an hour" not in page


def test_a_mail_is_in_the_language_of_whoever_gets_it(german: Couple) -> None:
    party = event(german.ada, "Party")
    for one in (german.ada, german.ben):
        flags.flag(one, party, "", level=2, now=NOW)

    with override("en"):
        sent = {one.person_id: mail(one) for one in Reminder.objects.filter(step="talk")}

    assert sent[german.ada].subject == "Eine Viertelstunde für euch zwei?"
    assert sent[german.ben].subject == "A quarter of an hour for you two?"
    assert "Hallo Ada," in sent[german.ada].text and "Freitag, 20. November, 19:00" in sent[german.ada].text
    assert sent[german.ada].text.endswith("Das bekommst nur du.\n")


def mail(reminder: Reminder) -> Mail:
    message = engine.composed(reminder, now=reminder.due_at)
    assert isinstance(message, Mail)
    return message
