"""The standing agreement in rows: both confirm a version, and it goes with neither when they part."""

from dataclasses import replace
from functools import partial

import pytest

from planner import errors
from planner.actions.people import people
from planner.actions.plan import standing as deeds
from planner.core.plan.plan_content import MAX_TEXT, Content, IfThen, Leaving
from planner.queries.plan import standing as queries
from tests.factories import NOW, Couple, join, person, version

pytestmark = pytest.mark.django_db
HELD = Content(if_thens=(IfThen("one of us goes quiet", "step outside"),), people="Whose family speaks up")
OTHER = replace(HELD, people="We both speak up")


def agreed(couple: Couple, content: Content = HELD) -> int:
    base = queries.standing(couple.ada).base
    number = deeds.propose(couple.ada, content, base=base, now=NOW)
    deeds.agree(couple.ben, version=number, now=NOW)
    return number


def test_both_read_what_both_said_yes_to(couple: Couple) -> None:
    number = agreed(couple)

    for one in (couple.ada, couple.ben):
        found = queries.standing(one)
        assert found.agreed is not None and found.open is None
        assert (found.agreed.number, found.agreed.content) == (number, HELD)


def test_a_draft_is_its_writers_alone(couple: Couple) -> None:
    before = version(couple.ben)
    deeds.save_draft(couple.ada, HELD, base=0, now=NOW)

    assert queries.standing(couple.ada).draft == HELD
    assert queries.standing(couple.ben).draft is None
    assert version(couple.ben) == before


def test_what_is_written_in_two_windows_is_joined(couple: Couple) -> None:
    was = Content(people="Whose family it is")
    save = partial(deeds.save_draft, couple.ada, now=NOW)
    save(replace(was, afterwards="Tea", leaving=Leaving(transport="The tram")))
    save(was, was=was)
    save(replace(was, afterwards="A walk", arriving="Side by side"), was=was)

    found = queries.standing(couple.ada).draft

    both = replace(was, afterwards="A walk\nTea", arriving="Side by side")
    assert found == replace(both, leaving=Leaving(transport="The tram"))


def test_what_does_not_fit_together_is_refused_and_what_was_kept_stays(couple: Couple) -> None:
    long, longer = (letter * (MAX_TEXT - 100) for letter in "ab")
    deeds.save_draft(couple.ada, Content(afterwards=long), now=NOW)

    for write in (deeds.save_draft, partial(deeds.propose, base=0)):
        with pytest.raises(errors.TooLongTogether) as refused:
            write(couple.ada, replace(HELD, afterwards=longer), was=Content(), now=NOW)
        assert refused.value.field == "afterwards"

    assert queries.standing(couple.ada).draft == Content(afterwards=long)
    assert queries.standing(couple.ada).open is None


def test_what_was_kept_in_another_window_is_not_left_out_of_what_is_proposed(couple: Couple) -> None:
    deeds.save_draft(couple.ada, Content(afterwards="Tea"), now=NOW)

    with pytest.raises(errors.WrittenElsewhere):
        deeds.propose(couple.ada, HELD, base=0, was=Content(), now=NOW)

    draft = queries.standing(couple.ada).draft
    assert draft and draft.afterwards == "Tea" and queries.standing(couple.ben).versions == ()
    assert deeds.propose(couple.ada, draft, base=0, was=draft, now=NOW) == 1


def test_a_version_that_there_never_was_is_none_to_write_on(couple: Couple) -> None:
    deeds.save_draft(couple.ada, HELD, base=10**30, now=NOW)

    assert queries.standing(couple.ada).draft == HELD


def test_a_proposal_stands_in_place_of_the_draft(couple: Couple) -> None:
    deeds.save_draft(couple.ada, HELD, base=0, now=NOW)
    deeds.propose(couple.ada, HELD, base=0, now=NOW)

    found = queries.standing(couple.ben)
    assert queries.standing(couple.ada).draft is None
    assert found.open is not None and found.waits_for_me


def test_whoever_was_slower_keeps_what_they_wrote_joined_to_the_newer(couple: Couple) -> None:
    deeds.propose(couple.ada, HELD, base=0, now=NOW)

    with pytest.raises(errors.Stale):
        deeds.propose(couple.ben, Content(afterwards="Tea"), base=0, now=NOW)

    assert queries.standing(couple.ben).draft == replace(HELD, afterwards="Tea")
    assert len(queries.standing(couple.ada).versions) == 1


def test_a_yes_twice_is_a_yes_once_and_nobody_notices(couple: Couple) -> None:
    number = agreed(couple)
    before = version(couple.ada), version(couple.ben)
    deeds.agree(couple.ben, version=number, now=NOW)

    assert (version(couple.ada), version(couple.ben)) == before


def test_a_proposal_taken_back_becomes_a_draft_again(couple: Couple) -> None:
    number = deeds.propose(couple.ada, HELD, base=0, now=NOW)
    deeds.take_back(couple.ada, version=number, now=NOW)

    assert queries.standing(couple.ada).draft == HELD
    assert queries.standing(couple.ben).open is None


def test_nothing_is_agreed_once_a_yes_is_taken_back(couple: Couple) -> None:
    number = agreed(couple)
    deeds.take_back(couple.ben, version=number, now=NOW)

    found = queries.standing(couple.ada)
    assert found.agreed is None and found.open is not None and found.open.my_yes


def test_alone_one_writes_for_oneself(db: None) -> None:
    ada = person("Ada")
    deeds.save_draft(ada, HELD, base=0, now=NOW)

    with pytest.raises(errors.NeedsPartner):
        deeds.propose(ada, HELD, base=0, now=NOW)
    assert queries.standing(ada).draft == HELD


def test_what_was_written_alone_is_not_shown_by_joining(db: None) -> None:
    ada, ben = person("Ada"), person("Ben")
    deeds.save_draft(ada, HELD, base=0, now=NOW)
    join(ada, ben)

    assert queries.standing(ada).draft == HELD
    assert queries.standing(ben).draft is None and queries.standing(ben).versions == ()


def test_after_parting_each_keeps_what_was_agreed_and_their_own_proposal(couple: Couple) -> None:
    agreed(couple)
    deeds.propose(couple.ada, OTHER, base=1, now=NOW)
    people.leave(couple.ben, now=NOW)

    assert [[one.content for one in queries.kept(each)] for each in (couple.ada, couple.ben)] == [[HELD]] * 2
    assert queries.kept(couple.stranger) == ()
    assert (queries.standing(couple.ada).draft, queries.standing(couple.ben).draft) == (OTHER, None)
    assert queries.standing(couple.ada).versions == ()


def test_what_was_never_agreed_is_gone_for_the_other_after_parting(couple: Couple) -> None:
    deeds.propose(couple.ada, HELD, base=0, now=NOW)
    people.leave(couple.ben, now=NOW)

    assert queries.kept(couple.ben) == queries.kept(couple.ada) == ()
    assert (queries.standing(couple.ada).draft, queries.standing(couple.ben).draft) == (HELD, None)


def test_a_new_couple_begins_anew(couple: Couple) -> None:
    agreed(couple)
    people.leave(couple.ben, now=NOW)
    join(couple.ada, couple.stranger)

    assert queries.standing(couple.ada).versions == queries.standing(couple.stranger).versions == ()
    assert queries.kept(couple.stranger) == ()
