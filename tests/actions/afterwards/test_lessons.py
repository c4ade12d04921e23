"""The one thing kept for next time: whose it is, who reads it, and what it is offered to."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from planner import errors
from planner.actions.afterwards import lessons
from planner.actions.calendar import events
from planner.actions.calendar.undo import undo
from planner.actions.people import people
from planner.core.visibility import Visibility
from planner.models import Event, Lesson
from planner.queries.afterwards import lessons as queries
from planner.queries.people import who as who_queries
from tests.factories import NOW, Couple, event, join, version

AFTER = NOW + timedelta(days=20)
NEXT_YEAR = datetime(2027, 11, 19, 19)


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada, kind="work_party")


def keep(who: UUID, party: UUID, text: str, *, share: bool = True, on: str = "") -> UUID:
    return lessons.keep(who, party, on, text=text, share=share, now=AFTER)


def offered(who: UUID, of: UUID, on: str = "") -> tuple[list[str], list[str]]:
    found = queries.offered(who, of, on, now=AFTER)
    return [one.text for one in found.last_time], [one.text for one in found.alike]


def read(who: UUID) -> list[str]:
    return [one.text for one in queries.visible(who)]


def test_a_lesson_is_its_owners_alone_until_they_share_it(couple: Couple, party: UUID) -> None:
    before = version(couple.ben)
    kept = keep(couple.ada, party, "Leave by eleven", share=False)
    assert (read(couple.ada), read(couple.ben), version(couple.ben)) == (["Leave by eleven"], [], before)
    with pytest.raises(errors.NotFound):
        queries.lesson(couple.ben, kept)

    lessons.rewrite(couple.ada, kept, text="Leave by ten", share=True, now=AFTER)

    assert read(couple.ben) == ["Leave by ten"] and version(couple.ben) > before
    assert read(couple.stranger) == []


def test_it_can_be_taken_back_and_thrown_away(couple: Couple, party: UUID) -> None:
    kept = keep(couple.ada, party, "Leave by eleven")
    seen = version(couple.ben)

    lessons.rewrite(couple.ada, kept, text="Leave by eleven", share=False, now=AFTER)
    assert read(couple.ben) == [] and version(couple.ben) > seen
    for other in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            lessons.forget(other, kept, now=AFTER)

    lessons.forget(couple.ada, kept, now=AFTER)
    assert not Lesson.objects.exists()


def test_there_is_one_each_and_the_later_words_stand(couple: Couple, party: UUID) -> None:
    first = keep(couple.ada, party, "Leave by eleven")

    assert keep(couple.ada, party, "  Leave by ten ") == first
    keep(couple.ben, party, "Eat before")

    assert sorted(Lesson.objects.values_list("owner_id", flat=True)) == sorted((couple.ada, couple.ben))
    assert read(couple.ada) == read(couple.ben) and set(read(couple.ben)) == {"Leave by ten", "Eat before"}


def test_nothing_is_kept_of_what_is_not_over_nor_in_sight_nor_in_no_words(
    couple: Couple, party: UUID
) -> None:
    with pytest.raises(errors.NotOver):
        lessons.keep(couple.ada, party, "", text="Early", now=NOW)
    with pytest.raises(errors.NotFound):
        keep(couple.stranger, party, "Mine")
    with pytest.raises(errors.Invalid):
        keep(couple.ada, party, "  ")
    with pytest.raises(errors.TooLong):
        keep(couple.ada, party, "x" * 301)


def test_the_next_of_the_series_begins_with_what_both_kept_of_the_last(couple: Couple) -> None:
    weekly = event(couple.ada, rrule="FREQ=WEEKLY", kind="family", start=datetime(2026, 11, 6, 19))
    keep(couple.ada, weekly, "Sit by the door", on="20261106T190000")
    keep(couple.ben, weekly, "Bring the cake", on="20261113T190000")
    keep(couple.ada, weekly, "Leave at nine", on="20261113T190000")

    assert offered(couple.ada, weekly, "20261127T190000") == (["Leave at nine", "Bring the cake"], [])
    assert offered(couple.ben, weekly, "20261127T190000") == (["Bring the cake", "Leave at nine"], [])
    assert offered(couple.ada, weekly, "20261113T190000") == (["Sit by the door"], [])


def test_an_event_like_it_begins_with_it_and_another_kind_does_not(couple: Couple, party: UUID) -> None:
    keep(couple.ada, party, "Leave by ten")
    keep(couple.ben, party, "Mine alone", share=False)
    like, unlike = (event(couple.ben, start=NEXT_YEAR, kind=kind) for kind in ("work_party", "family"))

    assert offered(couple.ada, like) == ([], ["Leave by ten"])
    assert offered(couple.ben, like) == ([], ["Mine alone", "Leave by ten"])
    assert offered(couple.ada, unlike) == ([], [])


def test_a_kind_that_says_nothing_makes_nothing_alike(couple: Couple) -> None:
    odd = event(couple.ada)
    keep(couple.ada, odd, "Leave by ten")

    assert Event.objects.get().kind == "other"
    assert offered(couple.ada, event(couple.ada, "Fair", NEXT_YEAR)) == ([], [])


def test_what_the_other_hides_takes_ones_own_words_off_their_page(couple: Couple, party: UUID) -> None:
    keep(couple.ada, party, "Leave by ten")
    keep(couple.ben, party, "Eat before")

    events.show(couple.ada, party, Visibility.PRIVATE, now=AFTER)

    assert set(read(couple.ada)) == {"Leave by ten"} and read(couple.ben) == ["Eat before"]
    [left] = queries.mine(couple.ben)
    assert (left.event_id, left.title) == (None, "")


def test_it_outlives_an_event_that_both_saw_to_the_last(couple: Couple, party: UUID) -> None:
    keep(couple.ada, party, "Leave by ten")
    events.delete(couple.ada, party, now=AFTER)

    assert read(couple.ben) == ["Leave by ten"]
    assert offered(couple.ben, event(couple.ben, start=NEXT_YEAR, kind="work_party"))[1] == ["Leave by ten"]


def test_what_was_hidden_when_the_event_went_stays_its_writers_until_it_is_undone(
    couple: Couple, party: UUID
) -> None:
    keep(couple.ada, party, "Leave by ten")
    events.show(couple.ada, party, Visibility.PRIVATE, now=AFTER)

    done = events.delete(couple.ada, party, now=AFTER)
    assert read(couple.ben) == [] and not queries.mine(couple.ada)[0].is_shared
    undo(couple.ada, done.undo_id, now=AFTER)

    assert queries.mine(couple.ada)[0].is_shared and read(couple.ben) == []


def test_after_parting_it_is_its_writers_and_no_later_partner_reads_it(couple: Couple, party: UUID) -> None:
    keep(couple.ada, party, "Leave by ten")

    people.leave(couple.ben, now=AFTER)
    join(couple.stranger, couple.ada, now=AFTER)

    assert read(couple.ada) == ["Leave by ten"]
    assert read(couple.ben) == read(couple.stranger) == []


def test_it_goes_with_its_occurrence_when_the_series_is_moved(couple: Couple) -> None:
    weekly = event(couple.ada, rrule="FREQ=WEEKLY", start=datetime(2026, 11, 6, 19))
    keep(couple.ada, weekly, "Leave at nine", on="20261113T190000")

    at = datetime(2026, 11, 6, 20)
    events.move(couple.ada, weekly, "20261106T190000", at, scope=events.Scope.ALL, now=AFTER)

    assert Lesson.objects.get().recurrence_id == "20261113T200000"


def test_asking_what_to_begin_with_takes_two_queries(
    couple: Couple, party: UUID, django_assert_num_queries: object
) -> None:
    keep(couple.ada, party, "Leave by ten")
    keep(couple.ben, party, "Eat before")
    who = who_queries.of(couple.ada)

    with django_assert_num_queries(2):  # type: ignore[operator]
        found = queries.for_occurrence(who, "another", "", "work_party", now=AFTER)

    assert [one.is_mine for one in found.all] == [True, False]
