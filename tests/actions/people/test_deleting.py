"""Somebody deletes their account: nothing of theirs stays, and the other keeps what the two agreed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.db.models import Model

from planner import errors
from planner.actions.exchange import feeds, tokens, webhooks
from planner.actions.people import deleting, demo_visits, letting_go, people
from planner.actions.plan import plans, reflections
from planner.core.plan.plan_content import Answer, Reply
from planner.models import Couple as CoupleRow
from planner.models import LetGo, Membership, Person, Plan, PlanVersion
from planner.queries.exchange import feeds as feed_queries
from planner.queries.people import who as who_queries
from planner.queries.plan import plans as plan_queries
from tests.factories import NOW, Couple, event, invite
from tests.plan_factories import said

LATER = NOW + timedelta(days=1)
WORDS = {
    "ask": "Stay near me",
    "answer": "I will come every hour",
    "line": "You first",
    "heard": "Being seen",
}


@pytest.fixture
def plan_id(couple: Couple) -> UUID:
    """Agreed: ada asked, ben answered in his words; each wrote a line, ben said back what he heard."""
    about = event(couple.ada)
    plan = plans.start(couple.ada, about, "", now=NOW)
    asked = replace(said(couple.ada, WORDS["ask"]), lines=((couple.ada, WORDS["line"]),))
    plans.propose(couple.ada, plan, asked, base=0, now=NOW)
    own_way = {"a1": Answer(Reply.OTHER, WORDS["answer"])}
    plans.agree(couple.ben, plan, version=1, answers=own_way, now=NOW)
    reflections.reflect(couple.ben, plan, version=2, text=WORDS["heard"], now=NOW)
    plans.agree(couple.ada, plan, version=2, answers={}, now=NOW)
    return plan


def words_in(person: UUID, plan: UUID) -> set[str]:
    """Which of the words this person still reads in their copy."""
    read = repr(plan_queries.plan(person, plan, now=LATER))
    return {name for name, word in WORDS.items() if word in read}


def rows() -> Iterator[Model]:
    for model in apps.get_models():
        yield from model._default_manager.all()


def naming(person: UUID) -> list[str]:
    """Every row, of whatever app, that still names this person."""
    return sorted(
        type(row).__name__
        for row in rows()
        if any(getattr(row, field.attname, None) == person for field in row._meta.concrete_fields)
    )


def test_the_other_keeps_what_was_agreed_without_their_lines(couple: Couple, plan_id: UUID) -> None:
    assert words_in(couple.ben, plan_id) == set(WORDS)

    deleting.delete(couple.ada, now=LATER)

    kept = plan_queries.plan(couple.ben, plan_id, now=LATER)
    assert words_in(couple.ben, plan_id) == {"answer", "heard"}
    assert (kept.is_closed, kept.partner and kept.partner.name) == (True, "somebody who has gone")
    assert kept.agreed is not None and kept.agreed.content.if_thens
    assert who_queries.of(couple.ben).partner_id is None


def test_their_own_answers_go_from_the_others_copy_too(couple: Couple, plan_id: UUID) -> None:
    deleting.delete(couple.ben, now=LATER)

    assert words_in(couple.ada, plan_id) == {"ask", "line"}
    agreed = plan_queries.plan(couple.ada, plan_id, now=LATER).agreed
    assert agreed is not None
    assert [one.answer and one.answer.reply for one in agreed.content.asks] == [Reply.OTHER]


def test_nothing_names_them_but_their_yeses(couple: Couple, plan_id: UUID) -> None:
    feeds.create(couple.ada, name="Phone", now=NOW)
    tokens.create(couple.ada, name="Script", now=NOW)
    webhooks.create(couple.ada, name="Home", url="https://x.example/", kinds=["talk.now"], now=NOW)
    before = set(naming(couple.ada))

    deleting.delete(couple.ada, now=LATER)

    assert {"ApiToken", "Calendar", "Event", "Feed", "Membership", "Reminder", "Webhook"} <= before
    assert set(naming(couple.ada)) == {"Agreement", "Person", "PlanVersion"}
    gone = Person.objects.get(id=couple.ada)
    assert (gone.email, gone.name, gone.is_active) == (f"{couple.ada}@gone.invalid", "", False)
    assert gone.gone_at == LATER


def test_with_nothing_agreed_nothing_at_all_is_left(couple: Couple) -> None:
    event(couple.ada)

    deleting.delete(couple.ada, now=LATER)

    assert naming(couple.ada) == []
    assert set(CoupleRow.objects.values_list("memberships__person", flat=True)) >= {couple.ben}
    assert not CoupleRow.objects.filter(memberships=None, plans=None).exists()


def test_when_both_have_gone_so_has_what_they_agreed(couple: Couple, plan_id: UUID) -> None:
    deleting.delete(couple.ada, now=LATER)
    deleting.delete(couple.ben, now=LATER)

    assert not Plan.objects.exists() and not PlanVersion.objects.exists()
    assert naming(couple.ada) == naming(couple.ben) == []


def test_they_sign_in_no_more_and_the_address_is_free(couple: Couple, plan_id: UUID) -> None:
    person = Person.objects.get(id=couple.ada)
    person.set_password("a long enough password")
    person.save()
    _feed, token = feeds.create(couple.ada, name="Phone", now=NOW)
    before = authenticate(email=person.email, password="a long enough password")

    deleting.delete(couple.ada, now=LATER)

    assert before is not None
    assert authenticate(email=person.email, password="a long enough password") is None
    with pytest.raises(errors.NotFound):
        feed_queries.by_token(token)
    assert not Person.objects.filter(email=person.email).exists()


def test_an_open_invitation_leads_nowhere(couple: Couple) -> None:
    token = invite(couple.stranger, "ada@example.org")

    deleting.delete(couple.stranger, now=LATER)

    people.leave(couple.ada, now=LATER)
    with pytest.raises(errors.NotFound):
        people.accept(couple.ada, token, now=LATER)


def test_a_visitor_has_no_account_to_delete(db: None) -> None:
    mira, _jonas = demo_visits.lend(now=NOW)

    with pytest.raises(errors.OnlyForReal):
        deleting.delete(mira, now=NOW)


def test_a_copy_is_deleted_for_good_and_the_others_stays(couple: Couple, plan_id: UUID) -> None:
    people.leave(couple.ben, now=LATER)

    letting_go.let_go(couple.ada, plan_id, now=LATER)

    with pytest.raises(errors.NotFound):
        plan_queries.plan(couple.ada, plan_id, now=LATER)
    with pytest.raises(errors.NotFound):
        letting_go.let_go(couple.ada, plan_id, now=LATER)
    assert words_in(couple.ben, plan_id) == {"answer", "heard"}
    letting_go.let_go(couple.ben, plan_id, now=LATER)
    assert not Plan.objects.exists() and not LetGo.objects.exists()


def test_nobody_deletes_a_copy_that_is_not_theirs_or_of_a_plan_that_goes_on(
    couple: Couple, plan_id: UUID
) -> None:
    for person in (couple.ada, couple.stranger):
        with pytest.raises(errors.NotFound):
            letting_go.let_go(person, plan_id, now=LATER)
    assert words_in(couple.ben, plan_id) == set(WORDS)


def test_every_table_of_a_person_goes_with_them(couple: Couple) -> None:
    """Whatever table names somebody is one that goes with them, or one that says why not."""
    going = {model for model, _column in deleting.belonging()}
    naming_somebody = {
        model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }

    assert {model.__name__ for model in naming_somebody - going} == {
        *("Agreement", "StandingYes"),  # that the other agreed, too
        *("PlanVersion", "StandingVersion", "Phrase"),  # whose author becomes nobody, or an id without a name
    }


@pytest.mark.parametrize("columns", [{"name": "Ada", "is_active": False}, {"name": "", "is_active": True}])
def test_whoever_is_gone_has_no_name_and_does_not_sign_in(couple: Couple, columns: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(id=couple.ada).update(gone_at=NOW, **columns)
    assert Membership.objects.count() == 3
