"""What is in sight: asked of the database, and told from the rows at hand, it is the same."""

from itertools import product
from uuid import UUID

import pytest
from django.db.models import Q, Value

from planner.models import Event, Membership
from planner.queries import sight, who
from tests.plan_factories import couple, evening

UID = "one@tests"
VISIBILITIES = ("", "shared", "busy", "private")


@pytest.mark.parametrize(("mine", "theirs"), list(product(VISIBILITIES, VISIBILITIES)))
@pytest.mark.django_db
def test_rows_at_hand_say_the_same_as_the_database(mine: str, theirs: str) -> None:
    people = couple("ada", "ben")
    for owner, visibility in zip(people, (mine, theirs), strict=True):
        if visibility:
            evening(owner, visibility=visibility, uid=UID)
    rows = list(Event.objects.order_by("created_at", "id"))

    for viewer, other in (people, people[::-1]):
        asking = who.of(viewer)
        assert sight.standing(asking, rows) == sight.for_uid(asking, UID)
        assert sight.lets_be_seen(viewer, other, rows) == sight.is_seen_by_the_other(asking, UID)


@pytest.mark.parametrize("mine", VISIBILITIES)
@pytest.mark.django_db
def test_alone_one_lets_be_seen_what_one_shares(mine: str) -> None:
    (ada,) = couple("ada")
    if mine:
        evening(ada, visibility=mine, uid=UID)

    assert sight.lets_be_seen(ada, None, list(Event.objects.all())) == told_of(ada)


def told_of(person_id: UUID) -> bool:
    lets = sight.said_to_the_other(who.of(person_id))
    rows = Membership.objects.annotate(owner_id=Value(person_id), uid=Value(UID))
    return rows.filter(Q(person_id=person_id) & lets).exists()
