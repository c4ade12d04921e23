"""A year later: off the pages of both at once, into each one's own archive; what was kept stays."""

from datetime import timedelta
from uuid import UUID

import pytest

from planner import errors
from planner.actions.afterwards import check_ins, lessons
from planner.actions.feelings import putting_away
from planner.core.check_ins import Felt, Reveal
from planner.core.repair import Part
from planner.models import CheckIn, RepairLine
from planner.queries.afterwards import archived, repairs
from planner.queries.afterwards import check_ins as queries
from planner.queries.afterwards import lessons as lesson_queries
from planner.queries.people import who as who_queries
from tests import afterwards
from tests.factories import NOW, Couple, event, version

MORNING = NOW + timedelta(days=20)
A_YEAR_ON = MORNING + timedelta(days=365)


@pytest.fixture
def party(couple: Couple) -> UUID:
    made = event(couple.ada)
    afterwards.sat_down(couple.ada, couple.ben, on=made, now=MORNING)
    afterwards.write(couple.ada, made, Part.FELT, "tense", now=MORNING)
    lessons.keep(couple.ada, made, "", text="Leave by ten", share=True, now=MORNING)
    return made


def test_before_a_year_is_over_all_stands(couple: Couple, party: UUID) -> None:
    before = version(couple.ada)

    assert putting_away.archive(now=A_YEAR_ON - timedelta(seconds=1)) == 0
    assert version(couple.ada) == before and archived.mine(couple.ada) == ()


def test_a_year_on_it_is_in_ones_own_archive_and_on_no_other_page(couple: Couple, party: UUID) -> None:
    check_ins.say(
        couple.ada, party, "", felt=Felt.HARD, line="It was loud", reveal=Reveal.TOGETHER, now=MORNING
    )

    assert putting_away.archive(now=A_YEAR_ON) == 2
    assert putting_away.archive(now=A_YEAR_ON) == 0

    seen = queries.of(couple.ada, party, "")
    assert seen.is_archived and seen.mine is None and seen.theirs is None and not seen.is_worth_a_talk
    with pytest.raises(errors.NotFound):
        repairs.of(couple.ben, party, "", now=A_YEAR_ON)
    [hers], [his] = archived.mine(couple.ada), archived.mine(couple.ben)
    assert hers.answer and hers.answer.line == "It was loud" and hers.title == "Office party"
    assert [one.feelings for one in hers.words] == [("tense",)]
    assert his.words == () and his.answer and his.answer.line == ""
    assert archived.mine(couple.stranger) == ()
    assert [one.text for one in lesson_queries.visible(couple.ben)] == ["Leave by ten"]


def test_an_answer_that_came_later_goes_with_the_first(couple: Couple) -> None:
    made = event(couple.ada)
    afterwards.looked_back(couple.ada, on=made, now=MORNING)
    afterwards.looked_back(couple.ben, on=made, now=MORNING + timedelta(days=30))
    before = version(couple.ben)

    assert putting_away.archive(now=A_YEAR_ON) == 1

    assert not CheckIn.objects.filter(archived_at=None).exists() and version(couple.ben) > before


def test_an_answer_that_is_kept_goes_alone_and_the_other_cannot_tell(couple: Couple) -> None:
    made = event(couple.ada)
    kept = {"felt": Felt.HARD, "reveal": Reveal.NEVER}
    check_ins.say(couple.ada, made, "", now=MORNING, **kept)
    check_ins.say(couple.ben, made, "", now=MORNING + timedelta(days=5), **kept)
    before = (version(couple.ben), queries.of(couple.ben, made, ""))

    assert putting_away.archive(now=A_YEAR_ON) == 1

    assert (version(couple.ben), queries.of(couple.ben, made, "")) == before
    assert queries.of(couple.ada, made, "").is_archived


def test_an_answer_that_was_told_goes_off_the_page_of_whoever_kept_theirs(couple: Couple) -> None:
    made = event(couple.ada)
    check_ins.say(couple.ada, made, "", felt=Felt.HARD, reveal=Reveal.NOW, now=MORNING)
    check_ins.say(couple.ben, made, "", felt=Felt.GOOD, now=MORNING + timedelta(days=5))
    before = version(couple.ben)

    putting_away.archive(now=A_YEAR_ON)

    seen = queries.of(couple.ben, made, "")
    assert seen.mine and seen.theirs is None and version(couple.ben) > before


def test_what_lies_in_the_archive_is_not_said_again(couple: Couple, party: UUID) -> None:
    putting_away.archive(now=A_YEAR_ON)

    with pytest.raises(errors.InTheArchive):
        afterwards.looked_back(couple.ada, on=party, now=A_YEAR_ON)
    assert RepairLine.objects.get().text == "tense"


def test_what_is_thrown_away_is_gone_and_the_other_learns_nothing(couple: Couple, party: UUID) -> None:
    check_ins.have_talked(couple.ada, party, "", now=MORNING)
    putting_away.archive(now=A_YEAR_ON)
    who = who_queries.of(couple.ben)
    uid = CheckIn.objects.values_list("uid", flat=True)[0]
    before = (queries.looked_back_on(who, {uid}), archived.mine(couple.ben), version(couple.ben))
    [hers] = archived.mine(couple.ada)

    putting_away.throw_away(couple.ada, hers.id, now=A_YEAR_ON)

    assert archived.mine(couple.ada) == () and not RepairLine.objects.exists()
    row = CheckIn.objects.get(owner_id=couple.ada)
    assert (row.felt, row.helped, row.line) == (None, None, "")
    assert (queries.looked_back_on(who, {uid}), archived.mine(couple.ben), version(couple.ben)) == before
    assert before[0] == {(uid, "")}
    with pytest.raises(errors.InTheArchive):
        afterwards.looked_back(couple.ada, on=party, now=A_YEAR_ON)


def test_nothing_is_thrown_away_but_ones_own_out_of_the_archive(couple: Couple, party: UUID) -> None:
    fresh = CheckIn.objects.get(owner_id=couple.ada).id
    with pytest.raises(errors.NotFound):
        putting_away.throw_away(couple.ada, fresh, now=MORNING)
    putting_away.archive(now=A_YEAR_ON)

    for one in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            putting_away.throw_away(one, fresh, now=A_YEAR_ON)
    putting_away.throw_away(couple.ada, fresh, now=A_YEAR_ON)
    with pytest.raises(errors.NotFound):
        putting_away.throw_away(couple.ada, fresh, now=A_YEAR_ON)
    assert len(archived.mine(couple.ben)) == 1
