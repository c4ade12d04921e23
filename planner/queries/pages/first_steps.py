"""How far somebody is with the first steps: who is your partner, a first event, what may be hard about it."""

from datetime import datetime, timedelta
from uuid import UUID

from planner.models import Event, Flag, Person
from planner.queries.calendar import calendar
from planner.queries.people import people
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import FirstSteps, OccurrenceView

AHEAD = timedelta(weeks=26)


def first_steps(actor: UUID, *, now: datetime) -> FirstSteps:
    """What is done of it, read from what is there: nobody has to tick anything off."""
    who = who_queries.of(actor)
    return FirstSteps(
        has_asked=who.partner_id is not None or people.invitation(actor, now=now) is not None,
        has_event=Event.objects.filter(owner_id=actor).exists(),
        has_flag=Flag.objects.filter(owner_id=actor).exists(),
        soonest=_soonest(who, now),
    )


def is_over(actor: UUID) -> bool:
    """Whether the first steps are behind this person."""
    return Person.objects.filter(id=actor, settled_at__isnull=False).exists()


def _soonest(who: Who, now: datetime) -> OccurrenceView | None:
    ahead = (one for _, one in calendar.in_full(who, now, now + AHEAD))
    return next((one for one in ahead if one.starts_at > now), None)
