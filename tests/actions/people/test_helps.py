"""What helps: one's own list, shared line by line, in one's own order; quiet helps and notes never."""

from uuid import uuid4

import pytest

from planner import errors
from planner.actions.people import helps as deeds
from planner.actions.people import people
from planner.core.helps import MOST_HELPS
from planner.queries.people import helps as queries
from tests.factories import NOW, Couple, join, person, version

pytestmark = pytest.mark.django_db


def lines(couple: Couple, *texts: str) -> list:
    return [deeds.add(couple.ada, text, now=NOW) for text in texts]


def mine(couple: Couple) -> list[str]:
    return [one.text for one in queries.helps(couple.ada).mine]


def theirs(couple: Couple) -> list[str]:
    """What ben reads of what helps ada."""
    return [one.text for one in queries.helps(couple.ben).theirs]


def test_a_line_is_read_by_the_other_once_it_is_shared_and_no_longer(couple: Couple) -> None:
    air, _water = lines(couple, "Fresh air", "Water")
    assert theirs(couple) == []

    deeds.share(couple.ada, air, is_shared=True, now=NOW)
    assert theirs(couple) == ["Fresh air"]

    deeds.share(couple.ada, air, is_shared=False, now=NOW)
    assert theirs(couple) == []


def test_a_thumb_that_taps_twice_keeps_one(couple: Couple) -> None:
    assert len({*lines(couple, "Fresh air", " Fresh air ")}) == 1
    assert len({deeds.keep_note(couple.ada, name="Uncle", note="loud", now=NOW) for _ in range(2)}) == 1
    assert mine(couple) == ["Fresh air"]


def test_a_line_moves_to_its_new_place_and_stops_at_the_ends(couple: Couple) -> None:
    one, two, three = lines(couple, "One", "Two", "Three")

    deeds.move(couple.ada, three, to=0, now=NOW)
    deeds.move(couple.ada, one, to=99, now=NOW)

    assert mine(couple) == ["Three", "Two", "One"]
    deeds.remove(couple.ada, two, now=NOW)
    lines(couple, "Four")
    assert mine(couple) == ["Three", "One", "Four"]


def test_the_other_notices_what_changes_for_them_and_nothing_else(couple: Couple) -> None:
    one, two, _three = lines(couple, "One", "Two", "Three")
    deeds.share(couple.ada, one, is_shared=True, now=NOW)
    before = version(couple.ben)

    deeds.change(couple.ada, two, "Second", now=NOW)
    deeds.move(couple.ada, two, to=0, now=NOW)
    deeds.remove(couple.ada, two, now=NOW)
    deeds.add(couple.ada, "Quiet", is_quiet=True, now=NOW)
    deeds.keep_note(couple.ada, name="Uncle", note="loud", now=NOW)
    assert version(couple.ben) == before

    deeds.change(couple.ada, one, "First", now=NOW)
    assert version(couple.ben) == before + 1


def test_a_quiet_help_is_never_shared(couple: Couple) -> None:
    quiet = deeds.add(couple.ada, "Fetch his coat", is_quiet=True, now=NOW)

    with pytest.raises(errors.NotAllowed):
        deeds.share(couple.ada, quiet, is_shared=True, now=NOW)

    assert [one.text for one in queries.helps(couple.ada).quiet] == ["Fetch his coat"]
    assert theirs(couple) == []


def test_alone_there_is_nobody_to_share_with(db: None) -> None:
    ada = person("Ada")
    line = deeds.add(ada, "Fresh air", now=NOW)

    with pytest.raises(errors.NeedsPartner):
        deeds.share(ada, line, is_shared=True, now=NOW)


def test_what_was_shared_with_one_is_not_shared_with_the_next(couple: Couple) -> None:
    (air,) = lines(couple, "Fresh air")
    deeds.share(couple.ada, air, is_shared=True, now=NOW)
    people.leave(couple.ben, now=NOW)
    join(couple.ada, couple.stranger)

    assert mine(couple) == ["Fresh air"]
    assert queries.helps(couple.stranger).theirs == queries.helps(couple.ben).theirs == ()


def test_what_is_somebody_elses_is_not_there(couple: Couple) -> None:
    (air,) = lines(couple, "Fresh air")
    deeds.share(couple.ada, air, is_shared=True, now=NOW)
    note = deeds.keep_note(couple.ada, name="Uncle", note="loud", now=NOW)

    for deed in (
        lambda: deeds.change(couple.ben, air, "x", now=NOW),
        lambda: deeds.share(couple.ben, air, is_shared=False, now=NOW),
        lambda: deeds.move(couple.ben, air, to=0, now=NOW),
        lambda: deeds.remove(couple.ben, air, now=NOW),
        lambda: deeds.change_note(couple.ben, note, name="x", note="", now=NOW),
        lambda: deeds.remove_note(couple.ben, note, now=NOW),
        lambda: queries.person_note(couple.ben, note),
        lambda: queries.one(couple.stranger, air),
        lambda: queries.one(couple.ada, uuid4()),
    ):
        with pytest.raises(errors.NotFound):
            deed()


def test_lists_have_an_end_and_lines_have_words(couple: Couple) -> None:
    with pytest.raises(errors.Invalid):
        deeds.add(couple.ada, "   ", now=NOW)
    with pytest.raises(errors.TooLong):
        deeds.add(couple.ada, "x" * 301, now=NOW)
    lines(couple, *(str(n) for n in range(MOST_HELPS)))
    with pytest.raises(errors.TooMany):
        deeds.add(couple.ada, "One more", now=NOW)


def test_notes_on_people_stand_by_name(couple: Couple) -> None:
    for name in ("Zoe", "anna", "Ben"):
        deeds.keep_note(couple.ada, name=name, note="", now=NOW)

    assert [one.name for one in queries.person_notes(couple.ada)] == ["anna", "Ben", "Zoe"]
    assert queries.person_notes(couple.ben) == ()
