"""What a browser keeps for the hours without a connection: shared things only, for one person.

Whoever looks at the phone then may be the other. So nothing is in it that the two do not both see: no flag,
no note, no draft, no title of an event that one keeps to oneself.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from planner import errors
from planner.core.plan.going import CLOSES_AFTER
from planner.core.visibility import Shown, Visibility
from planner.queries.calendar import calendar
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, plans, times_to_go
from planner.queries.views import KeptView, OccurrenceView, PlanView

AHEAD = timedelta(days=14)
STILL_ON = timedelta(days=1)
"""What began so long ago may be on still."""
MOST_CARDS = 20


def kept(actor: UUID, *, now: datetime) -> KeptView:
    """Which cards are kept, and a name of all that would be in them and in the weeks.

    Not the view version: that grows with much that is in neither.
    """
    found = cards(actor, now=now)
    said = [(one.id, one.title, one.occurrence, one.agreed) for one in found]
    whole = repr((weeks(actor, now=now), said, times_to_go.phrase(actor)))
    return KeptView(sha256(whole.encode()).hexdigest(), tuple(one.id for one in found))


def cards(actor: UUID, *, now: datetime) -> tuple[PlanView, ...]:
    """The plans of these cards, by when they begin."""
    return plans.some(actor, _cards(who_queries.of(actor), now), now=now)


def card(actor: UUID, plan_id: UUID, *, now: datetime) -> PlanView:
    """One of them. Raises `NotFound`, also for what one alone wrote for themselves."""
    if plan_id not in _cards(who_queries.of(actor), now):
        raise errors.NotFound
    return plans.plan(actor, plan_id, now=now)


def weeks(actor: UUID, *, now: datetime) -> tuple[OccurrenceView, ...]:
    """The next two weeks, as far as both see them."""
    found = calendar.window(actor, now - STILL_ON, now + AHEAD, with_busy=False)
    return tuple(one for one in found if one.ends_at > now and is_shared(one))


def is_shared(one: OccurrenceView) -> bool:
    """Whether the other reads the title and the place as well."""
    return one.shown is Shown.FULL and one.visibility in (None, Visibility.SHARED)


def _cards(who: Who, now: datetime) -> list[UUID]:
    """Of plans that two agreed on, from those that may still be on to two weeks ahead."""
    if who.partner_id is None:
        return []
    rows = plan_rows.visible(who).filter(
        closed_at=None,
        agreed_number__gt=0,
        ends_at__gte=now - CLOSES_AFTER,
        starts_at__lt=now + AHEAD,
    )
    return list(rows.order_by("starts_at", "id").values_list("id", flat=True)[:MOST_CARDS])
