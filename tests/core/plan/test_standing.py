"""The standing agreement: two yeses on one version, and nothing of one evening in it."""

from dataclasses import replace
from uuid import uuid4

import pytest

from planner import errors
from planner.core.plan import standing
from planner.core.plan.plan_content import Ask, Content, How, IfThen, Leaving
from planner.core.plan.standing import Standing

ANA, BO = uuid4(), uuid4()
HELD = Content(
    if_thens=(IfThen("one of us goes quiet", "step outside"),), people="Whose family it is speaks up"
)
ALONE, TWO = Standing((ANA,)), Standing((ANA, BO))


def proposed(by=ANA, content=HELD, on=TWO):
    base = on.table.number if on.table else 0
    return replace(on, versions=(*on.versions, standing.propose(on, by=by, content=content, base=base)))


def after(before, version):
    versions = tuple(version if one.number == version.number else one for one in before.versions)
    return replace(before, versions=versions)


def test_a_proposal_waits_for_the_others_yes():
    found = proposed()

    assert (found.agreed, found.open.number, found.open.yes) == (None, 1, {ANA})


def test_two_yeses_on_one_version_agree():
    found = proposed()
    found = after(found, standing.agree(found, by=BO, version=1))

    assert (found.agreed.number, found.open) == (1, None)


def test_what_is_agreed_stays_while_a_newer_version_waits():
    found = proposed()
    found = after(found, standing.agree(found, by=BO, version=1))
    found = proposed(BO, replace(HELD, people="We both speak up"), found)

    assert (found.agreed.number, found.open.number) == (1, 2)


def test_a_yes_taken_back_brings_no_older_agreement_back():
    found = proposed()
    found = after(found, standing.agree(found, by=BO, version=1))
    found = proposed(BO, replace(HELD, people="We both speak up"), found)
    found = after(found, standing.agree(found, by=ANA, version=2))
    found = after(found, standing.take_back(found, by=BO, version=2))

    assert (found.agreed, found.open.number) == (None, 2)


@pytest.mark.parametrize("version", [0, 2])
def test_a_yes_is_to_what_is_on_the_table(version):
    with pytest.raises(errors.Stale):
        standing.agree(proposed(), by=BO, version=version)


def test_a_proposal_is_written_on_what_is_on_the_table():
    with pytest.raises(errors.Stale):
        standing.propose(proposed(), by=BO, content=HELD, base=0)


def test_it_takes_two():
    with pytest.raises(errors.NeedsPartner):
        standing.propose(ALONE, by=ANA, content=HELD, base=0)


def test_an_outsider_has_no_say():
    for deed in (
        lambda: standing.propose(TWO, by=uuid4(), content=HELD, base=0),
        lambda: standing.agree(proposed(), by=uuid4(), version=1),
        lambda: standing.take_back(proposed(), by=uuid4(), version=1),
    ):
        with pytest.raises(errors.NotFound):
            deed()


@pytest.mark.parametrize(
    "content",
    [
        Content(how=How.DECLINE),
        Content(asks=(Ask("a1", ANA, "stay"),)),
        Content(in_return="tea"),
        Content(lines=((ANA, "You first."),)),
    ],
)
def test_what_belongs_to_one_evening_does_not_hold_at_every_event(content):
    with pytest.raises(errors.Invalid):
        standing.propose(TWO, by=ANA, content=content, base=0)

    assert standing.common(content) == Content()


def test_nothing_is_no_agreement():
    with pytest.raises(errors.NothingSaid):
        standing.propose(TWO, by=ANA, content=Content(leaving=Leaving()), base=0)
