"""What reaches somebody outside takes an account: of the demo that a visitor tries, nothing leaves here."""

from uuid import UUID

from planner import errors
from planner.models import Person


def reach(actor: UUID) -> None:
    """Nothing, for whoever has an account. Raises `OnlyForReal` for a visitor."""
    if Person.objects.filter(id=actor, demo_until__isnull=False).exists():
        raise errors.OnlyForReal
