"""What a person says of an event: theirs alone until they share it, item by item."""

from uuid import UUID

import pytest

from planner import errors
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.feelings.flags import ReasonForm
from planner.core.visibility import Visibility
from planner.models import Event, Flag, Mark, Reminder
from planner.queries.feelings import flags as queries
from planner.queries.pages import look_ahead
from planner.queries.people import who
from planner.queries.reminders import ladders
from planner.queries.views import ReasonView
from tests.factories import NOW, Couple, bring_in, event, ics, version, vevent, window

pytestmark = pytest.mark.django_db
UID = "party@work"
REASONS = (ReasonForm("remarks", "his uncle"), ReasonForm("noise", "the band", share=True))


def test_flag_shows_the_other_only_what_is_shared(couple: Couple) -> None:
    party = event(couple.ben)

    flags.flag(couple.ada, party, "", level=3, reasons=REASONS, note="Last year", share_note=False, now=NOW)

    mine = queries.feelings(couple.ada, party, "").my_flag
    theirs = queries.feelings(couple.ben, party, "").their_flag
    assert (mine.level, mine.note, len(mine.reasons)) == (3, "Last year", 2)
    assert (theirs.level, theirs.note) == (None, "")
    assert theirs.reasons == (ReasonView("noise", "the band", True),)


def test_flag_without_anything_shared_does_not_exist_for_the_other(couple: Couple) -> None:
    party = event(couple.ben)
    before = version(couple.ben)

    flag_id = flags.flag(couple.ada, party, "", level=3, reasons=REASONS[:1], note="Last year", now=NOW)

    assert queries.feelings(couple.ben, party, "").their_flag is None
    assert queries.visible(couple.ben) == ()
    assert version(couple.ben) == before
    assert not Reminder.objects.filter(person_id=couple.ben).exists()
    for actor in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            queries.flag(actor, flag_id)


def test_flag_again_replaces_and_unsharing_takes_away(couple: Couple) -> None:
    party = event(couple.ben)
    first = flags.flag(couple.ada, party, "", level=3, reasons=REASONS, share_level=True, now=NOW)
    before = version(couple.ben)

    second = flags.flag(couple.ada, party, "", level=1, now=NOW)

    assert first == second
    assert queries.feelings(couple.ada, party, "").my_flag.reasons == ()
    assert queries.feelings(couple.ben, party, "").their_flag is None
    assert version(couple.ben) == before + 1


def test_a_private_edit_of_a_shared_flag_is_not_noticed(couple: Couple) -> None:
    party = event(couple.ben)
    flags.flag(couple.ada, party, "", level=2, share_level=True, note="one", now=NOW)
    before, seen = version(couple.ben), queries.visible(couple.ben)

    flags.flag(couple.ada, party, "", level=2, share_level=True, note="two", reasons=REASONS[:1], now=NOW)

    assert version(couple.ben) == before
    assert queries.visible(couple.ben) == seen


def test_sharing_a_flag_brings_the_other_news_and_reminders(couple: Couple) -> None:
    party = event(couple.ben)

    flags.flag(couple.ada, party, "", level=2, share_level=True, now=NOW)

    steps = set(Reminder.objects.filter(person_id=couple.ben).values_list("step", flat=True))
    assert {"news", "talk", "last-call"} <= steps


def test_a_shared_flag_on_an_event_the_other_cannot_see_stays_unseen(couple: Couple) -> None:
    party = event(couple.ada, visibility=Visibility.PRIVATE)
    before = version(couple.ben)

    flag_id = flags.flag(couple.ada, party, "", level=3, share_level=True, now=NOW)

    assert queries.visible(couple.ben) == ()
    assert version(couple.ben) == before
    with pytest.raises(errors.NotFound):
        queries.flag(couple.ben, flag_id)


def test_an_occurrence_has_its_own_flag_else_that_of_its_series(couple: Couple) -> None:
    choir = event(couple.ben, rrule="FREQ=WEEKLY;COUNT=3")
    first, second, _ = (one.recurrence_id for one in window(couple.ada))
    flags.flag(couple.ada, choir, "", level=1, share_level=True, now=NOW)

    flags.flag(couple.ada, choir, second, level=3, now=NOW)

    assert queries.feelings(couple.ada, choir, first).my_flag.level == 1
    assert queries.feelings(couple.ada, choir, second).my_flag.level == 3
    # The unshared one must not even hide the shared one.
    assert queries.feelings(couple.ben, choir, second).their_flag.level == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 4}, "level"),
        ({"level": 1, "reasons": [ReasonForm("moods")]}, "reasons"),
        ({"level": 1, "reasons": [ReasonForm("noise", "x" * 501)]}, "reasons"),
        ({"level": 1, "note": "x" * 2001}, "note"),
    ],
)
def test_flag_names_the_field_that_cannot_stand(ada: UUID, fields: dict[str, object], field: str) -> None:
    party = event(ada)

    with pytest.raises(errors.Invalid) as refused:
        flags.flag(ada, party, "", now=NOW, **fields)

    assert refused.value.field == field
    assert not Flag.objects.exists()


def test_flag_and_matter_are_about_occurrences_in_sight(couple: Couple) -> None:
    hidden, shown = event(couple.ada, visibility=Visibility.BUSY), event(couple.ada)

    for actor, event_id, key in [
        (couple.ben, hidden, ""),
        (couple.stranger, shown, ""),
        (couple.ben, shown, "20300101T000000"),
    ]:
        with pytest.raises(errors.NotFound):
            flags.flag(actor, event_id, key, level=1, now=NOW)
        with pytest.raises(errors.NotFound):
            flags.matter(actor, event_id, key, level=1, now=NOW)
        with pytest.raises(errors.NotFound):
            flags.mark_not_needed(actor, event_id, key, not_needed=True, now=NOW)


def test_unflag_is_for_ones_own(couple: Couple) -> None:
    party = event(couple.ben)
    flag_id = flags.flag(couple.ada, party, "", level=2, share_level=True, now=NOW)

    for actor in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            flags.unflag(actor, flag_id, now=NOW)
    flags.unflag(couple.ada, flag_id, now=NOW)

    assert queries.feelings(couple.ben, party, "").their_flag is None
    assert not Reminder.objects.filter(person_id=couple.ben, state="pending").exclude(step="news").exists()


def test_matter_is_private_until_shared_and_can_be_taken_back(couple: Couple) -> None:
    party = event(couple.ben)

    flags.matter(couple.ben, party, "", level=3, why="My first year", now=NOW)
    hidden = queries.feelings(couple.ada, party, "").their_matters
    flags.matter(couple.ben, party, "", level=3, why="My first year", share_level=True, now=NOW)
    shown = queries.feelings(couple.ada, party, "").their_matters
    flags.matter_no_more(couple.ben, party, "", now=NOW)

    assert hidden is None
    assert (shown.level, shown.why) == (3, "")
    assert queries.feelings(couple.ben, party, "").my_matters is None


def test_not_needed_is_ones_own_mark(couple: Couple) -> None:
    party = event(couple.ada)
    before = version(couple.ben)

    flags.mark_not_needed(couple.ada, party, "", not_needed=True, now=NOW)
    flags.mark_not_needed(couple.ada, party, "", not_needed=True, now=NOW)

    assert queries.feelings(couple.ada, party, "").not_needed
    assert not queries.feelings(couple.ben, party, "").not_needed
    assert version(couple.ben) == before
    flags.mark_not_needed(couple.ada, party, "", not_needed=False, now=NOW)
    assert not Mark.objects.exists()


def test_hiding_an_event_hides_what_was_shared_of_it_from_a_copy_of_the_others_own(couple: Couple) -> None:
    hers, his = copies(couple)
    flag_id = said_openly(couple.ada, hers)
    assert queries.feelings(couple.ben, his, "").their_flag.note == "Last year"
    assert queries.feelings(couple.ben, his, "").their_matters.level == 3
    assert concern(couple.ben) == [("Office party", 3)]

    events.show(couple.ada, hers, Visibility.PRIVATE, now=NOW)

    assert unseen(couple.ben, his, flag_id)
    assert not live_reminders(couple.ben)
    assert queries.feelings(couple.ada, hers, "").my_flag.note == "Last year"


def test_what_is_shared_of_a_hidden_event_is_not_noticed_by_the_other(couple: Couple) -> None:
    hers, his = copies(couple)
    events.show(couple.ada, hers, Visibility.BUSY, now=NOW)
    before = version(couple.ben)

    flag_id = said_openly(couple.ada, hers)

    assert version(couple.ben) == before
    assert unseen(couple.ben, his, flag_id)
    assert not Reminder.objects.filter(person_id=couple.ben).exists()
    assert ladders.one(who.of(couple.ada), UID, "").is_only_mine


def test_a_hidden_event_tells_no_more_once_it_is_deleted(couple: Couple) -> None:
    hers, his = copies(couple)
    events.show(couple.ben, his, Visibility.SHARED, now=NOW)
    flag_id = said_openly(couple.ada, hers)
    events.show(couple.ada, hers, Visibility.PRIVATE, now=NOW)

    events.delete(couple.ada, hers, now=NOW)

    assert unseen(couple.ben, his, flag_id)
    assert queries.feelings(couple.ada, his, "").my_flag.note == "Last year"


def test_a_hidden_event_that_is_shown_again_shows_what_was_shared_of_it(couple: Couple) -> None:
    hers, his = copies(couple)
    flag_id = said_openly(couple.ada, hers)
    events.show(couple.ada, hers, Visibility.PRIVATE, now=NOW)

    events.show(couple.ada, hers, Visibility.SHARED, now=NOW)

    assert queries.flag(couple.ben, flag_id).level == 3
    assert live_reminders(couple.ben)


def copies(couple: Couple) -> tuple[UUID, UUID]:
    """One event in both calendars: she shares hers, and his own is from a file."""
    for owner in (couple.ada, couple.ben):
        bring_in(owner, ics(vevent(UID, "Office party")))
    hers, his = (Event.objects.get(owner_id=owner).id for owner in (couple.ada, couple.ben))
    events.show(couple.ada, hers, Visibility.SHARED, now=NOW)
    return hers, his


def said_openly(owner: UUID, event_id: UUID) -> UUID:
    """A flag and how much it matters, with nothing of either kept back."""
    flags.matter(owner, event_id, "", level=3, why="It is her", share_level=True, share_why=True, now=NOW)
    return flags.flag(
        owner,
        event_id,
        "",
        level=3,
        reasons=REASONS,
        note="Last year",
        share_level=True,
        share_note=True,
        now=NOW,
    )


def unseen(viewer: UUID, event_id: UUID, flag_id: UUID) -> bool:
    """Whether this viewer finds nothing at all that the other said."""
    with pytest.raises(errors.NotFound):
        queries.flag(viewer, flag_id)
    feelings = queries.feelings(viewer, event_id, "")
    found = (feelings.their_flag, feelings.their_matters, queries.visible(viewer), concern(viewer))
    return found == (None, None, (), [])


def concern(viewer: UUID) -> list[tuple[str, int]]:
    """What stands on this viewer's list, with the hardest that they see said of it."""
    listed = look_ahead.look_ahead(viewer, now=NOW).next
    levels = ladders.interest(who.of(viewer)).their_levels
    return [(one.occurrence.title, levels[UID, ""]) for one in listed]


def live_reminders(person_id: UUID) -> bool:
    return Reminder.objects.filter(person_id=person_id, state="pending").exists()
