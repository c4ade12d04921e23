"""What is in sight: asked of the database, and told from the rows at hand, it is the same."""

from itertools import product

import pytest

from planner.models import Event
from planner.queries.people import sight, who
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


@pytest.mark.parametrize(
    ("mine", "is_seen"), [("", False), ("shared", True), ("busy", False), ("private", False)]
)
@pytest.mark.django_db
def test_alone_one_lets_be_seen_what_one_shares(mine: str, is_seen: bool) -> None:
    (ada,) = couple("ada")
    if mine:
        evening(ada, visibility=mine, uid=UID)

    assert sight.lets_be_seen(ada, None, list(Event.objects.all())) is is_seen
