"""The ladders that one person has made their own, and those that stand in for what they have not."""

from uuid import UUID

from django.forms.models import model_to_dict

from planner import errors
from planner.core.reminding import ladder_sets
from planner.core.reminding.reminders import EVERY_KIND, Rungs, Step
from planner.models import LadderSet
from planner.queries.views import LadderSetView


def rungs(person_id: UUID) -> dict[str, Rungs]:
    """This person's own, by kind of event."""
    return {row.kind: of_row(row) for row in LadderSet.objects.filter(person_id=person_id)}


def all(actor: UUID) -> tuple[LadderSetView, ...]:
    """What counts for each kind of event, first for those without a ladder of their own."""
    return all_of(rungs(actor))


def all_of(own: dict[str, Rungs]) -> tuple[LadderSetView, ...]:
    """The same, for a query that has asked for their own."""
    return tuple(_view(kind, own) for kind in ladder_sets.KINDS)


def one(actor: UUID, kind: str) -> LadderSetView:
    """What counts for this kind of event. Raises `NotFound` for a kind that there is not."""
    if kind not in ladder_sets.KINDS:
        raise errors.NotFound
    return _view(kind, rungs(actor))


def _view(kind: str, own: dict[str, Rungs]) -> LadderSetView:
    stands_in = own.get(EVERY_KIND, Rungs())
    return LadderSetView(kind=kind, rungs=own.get(kind, stands_in), is_own=kind in own)


def of_row(row: LadderSet) -> Rungs:
    """The rungs that a row holds."""
    wanted = (step for step in Step if getattr(row, f"wants_{ladder_sets.field_of(step)}"))
    return ladder_sets.read(wanted, model_to_dict(row))
