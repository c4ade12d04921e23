"""Whether anything that somebody sees has changed: one look-up, whatever they see."""

from uuid import UUID

from planner.models import ViewVersion


def of(actor: UUID) -> int:
    """The viewer's version; 0 for somebody whose account was never begun."""
    return ViewVersion.objects.filter(person_id=actor).values_list("version", flat=True).first() or 0
