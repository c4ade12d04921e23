"""Who somebody is, whom they are with, and what an invitation shows to whom."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest

from planner import errors
from planner.actions.people import people as deeds
from planner.queries.people import people, who
from planner.queries.views import OfferView
from tests.factories import NOW, Couple, invite, join, person

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]


def test_who_is_one_query(couple: Couple, django_assert_num_queries: Counting) -> None:
    with django_assert_num_queries(1):
        found = who.of(couple.ada)

    assert (found.person_id, found.partner_id, str(found.zone)) == (couple.ada, couple.ben, "Europe/Berlin")
    assert found.couple_ids == (couple.ada, couple.ben)
    assert who.of(couple.stranger).couple_ids == (couple.stranger,)


def test_nobody_is_found_without_a_place_in_a_couple() -> None:
    for query in (who.of, people.me, people.couple):
        with pytest.raises(errors.NotFound):
            query(uuid4())


def test_couple_names_both_and_nobody_else(couple: Couple, django_assert_num_queries: Counting) -> None:
    with django_assert_num_queries(1):
        found = people.couple(couple.ben)

    assert (found.me.name, found.partner.name) == ("Ben", "Ada")
    assert people.couple(couple.stranger).partner is None


def test_offer_tells_who_invites_and_lets_only_the_invited_accept() -> None:
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    token = invite(ada, "ben@example.org")

    offers = {reader: people.offer(reader, token, now=NOW) for reader in (ben, cleo, ada, None)}

    (mine,) = people.offers(ben, now=NOW)
    assert offers[ben] == OfferView(mine.id, "Ada", is_open=True, can_accept=True, email="ben@example.org")
    assert mine == offers[ben]
    assert [offers[reader].can_accept for reader in (cleo, ada, None)] == [False, False, False]


def test_offer_is_closed_when_late_answered_or_taken() -> None:
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    token = invite(ada, "ben@example.org")

    late = people.offer(ben, token, now=NOW + timedelta(hours=72))
    join(cleo, ada)
    taken = people.offer(ben, token, now=NOW)
    deeds.leave(ada, now=NOW)
    revoked = people.offer(ben, token, now=NOW)

    for offer in (late, taken, revoked):
        assert (offer.is_open, offer.can_accept) == (False, False)


def test_offer_of_an_unknown_token_cannot_be_found() -> None:
    with pytest.raises(errors.NotFound):
        people.offer(None, "no such token", now=NOW)


def test_invitation_is_the_inviters_alone() -> None:
    ada, ben = person("Ada"), person("Ben")
    invite(ada, "ben@example.org")

    assert people.invitation(ada, now=NOW).email == "ben@example.org"
    assert people.invitation(ben, now=NOW) is None
