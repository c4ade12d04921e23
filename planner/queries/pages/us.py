"""Us and "Only me", each in one look: what the two hold to, what helps, and what is the viewer's alone."""

from datetime import datetime

from planner.queries.calendar import calendars
from planner.queries.people import helps
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor
from planner.queries.plan import plans, standing, times_to_go
from planner.queries.views import OnlyMineView, UsView


def us(actor: Actor, *, now: datetime) -> UsView:
    """All that the page shows of the two but an invitation. Raises `NotFound`."""
    who = who_queries.of(actor)
    return UsView(
        standing=standing.of(who),
        helps=helps.of(who),
        kept=plans.kept(who, now=now),
        held_back=calendars.held_back_of(who, now=now),
        phrase=times_to_go.phrase_of(who),
    )


def only_mine(actor: Actor) -> OnlyMineView:
    """What the viewer wrote for themselves of what helps, of people, and of what to hold to."""
    who = who_queries.of(actor)
    return OnlyMineView(helps.of(who), helps.person_notes(who.person_id), standing.draft(who))
