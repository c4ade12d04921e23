"""The demo that a visitor was lent."""

from uuid import UUID

from planner import errors
from planner.models import Person
from planner.queries.people import who as who_queries


def other(actor: UUID) -> UUID:
    """The other of the two whom one visitor plays. Raises `NotFound` for anybody who has an account."""
    who = who_queries.of(actor)
    lent = Person.objects.filter(id__in=who.couple_ids, demo_until__isnull=False).count()
    if who.partner_id is None or lent < 2:
        raise errors.NotFound
    return who.partner_id
