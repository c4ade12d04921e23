"""The demo that is lent to a visitor: theirs alone, for a day, and nothing leaves it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from pytest_django import Settings

from planner import errors
from planner.actions.channels import contacts, devices, phones
from planner.actions.exchange import subscriptions
from planner.actions.people import demo_visits, people
from planner.models import Membership, Person
from planner.queries.channels import contacts as ways
from planner.queries.pages import look_ahead
from planner.queries.people import demos
from tests.factories import NOW, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def rows_left() -> dict[str, int]:
    models = apps.get_app_config("planner").get_models()
    counts = {model.__name__: model._default_manager.count() for model in models}
    return {name: count for name, count in counts.items() if count}


def test_every_visitor_gets_a_couple_of_their_own() -> None:
    first, again = demo_visits.lend(now=NOW), demo_visits.lend(now=NOW)

    assert len({*first, *again}) == 4
    assert demos.other(first[0]) == first[1]
    assert len(look_ahead.look_ahead(first[0], now=NOW).next) == 2


def test_nobody_signs_in_to_it_from_elsewhere() -> None:
    mira, _ = demo_visits.lend(now=NOW)

    lent = Person.objects.get(id=mira)

    assert not lent.has_usable_password()
    assert lent.email.endswith("@demo.invalid")


def test_it_ends_with_all_that_hangs_on_it() -> None:
    before = rows_left()
    mira, _ = demo_visits.lend(now=NOW)

    demo_visits.end(mira)

    assert rows_left() == before


def test_it_is_swept_after_a_day_and_nothing_else_is() -> None:
    person("Ada")
    before = rows_left()
    mira, _ = demo_visits.lend(now=NOW)
    people.leave(mira, now=NOW)

    early = demo_visits.sweep(now=LATER - timedelta(seconds=1))
    swept = demo_visits.sweep(now=LATER)

    assert (early, swept > 0) == (0, True)
    assert rows_left() == before


def test_only_so_many_are_out_at_once(settings: Settings) -> None:
    settings.DEMO_COUPLES = 1
    demo_visits.lend(now=NOW)

    with pytest.raises(errors.DemoFull):
        demo_visits.lend(now=NOW)
    assert demo_visits.lend(now=LATER)


def test_where_none_is_offered_there_is_none(settings: Settings) -> None:
    settings.DEMO_COUPLES = 0

    with pytest.raises(errors.NotFound):
        demo_visits.lend(now=NOW)


def test_somebody_with_an_account_is_nobodys_demo() -> None:
    ada = person("Ada")

    with pytest.raises(errors.NotFound):
        demo_visits.end(ada)
    with pytest.raises(errors.NotFound):
        demos.other(ada)


def test_nobody_with_an_account_becomes_a_visitors_partner() -> None:
    """Else the visitor could look at it all as them, and throw them away with the demo."""
    ada, (mira, _) = person("Ada"), demo_visits.lend(now=NOW)
    people.leave(mira, now=NOW)
    offer = people.invite(ada, email=Person.objects.get(id=mira).email, now=NOW)

    with pytest.raises(errors.OnlyForReal):
        people.accept(mira, offer, now=NOW)


def test_whoever_has_an_account_is_neither_played_nor_thrown_away_by_a_visitor() -> None:
    ada, (mira, _) = person("Ada"), demo_visits.lend(now=NOW)
    people.leave(mira, now=NOW)
    Membership.objects.filter(person_id=mira).update(
        couple=Membership.objects.get(person_id=ada).couple, slot=2
    )

    with pytest.raises(errors.NotFound):
        demos.other(mira)
    demo_visits.end(mira)
    assert Person.objects.filter(id=ada).exists()


@pytest.mark.parametrize(
    "deed",
    [
        lambda who: people.invite(who, email="kim@example.org", now=NOW),
        lambda who: phones.ask_code(who, "+49 151 23456789", now=NOW),
        lambda who: subscriptions.subscribe(who, address="https://example.org/a.ics", now=NOW),
        lambda who: devices.add(who, endpoint="https://p.example/1", p256dh="", auth="", label="", now=NOW),
        lambda who: contacts.try_mail(who, now=NOW),
    ],
)
def test_nothing_leaves_it(deed: Callable[[UUID], object]) -> None:
    mira, _ = demo_visits.lend(now=NOW)

    with pytest.raises(errors.OnlyForReal):
        deed(mira)


def test_no_mail_is_written_where_mail_would_leave(settings: Settings) -> None:
    settings.MAILBOX = False
    couple = demo_visits.lend(now=NOW)

    assert [one.channels for one in ways.ways(couple).values()] == [frozenset(), frozenset()]
