"""Whose reminders upkeep looks at: only couples whom something concerns, in batches, by the key."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from planner.models import LIVE_STATES, Couple, Event, Flag, Horizon, Membership, Plan, Reminder, Talk
from planner.queries.reminders.ladders import HORIZON

BATCH = 200
STEP = timedelta(days=1)
"""How much of the horizon is planned at a time."""


@dataclass(frozen=True, slots=True)
class Together:
    """A couple and its one or two members."""

    couple_id: UUID
    person_ids: tuple[UUID, ...]
    planned_until: datetime | None
    """None: never planned as a whole, or by other rules of time than ours."""


def unplanned(zone_rules: str, *, after: UUID | None = None) -> list[Together]:
    """Couples that were never planned as a whole, or by other rules of time."""
    current = Horizon.objects.filter(couple=OuterRef("pk"), zone_rules=zone_rules)
    return _batch(_concerned().filter(~Exists(current)), after)


def planned(zone_rules: str, *, after: UUID | None = None) -> list[Together]:
    """Couples whose plan can be compared with their rows."""
    return _batch(_concerned().filter(horizon__zone_rules=zone_rules), after)


def behind(*, now: datetime, after: UUID | None = None) -> list[Together]:
    """Couples whose horizon has come nearer."""
    due = now + HORIZON - STEP
    return _batch(Couple.objects.filter(horizon__planned_until__lt=due), after)


def series(couples: Iterable[Together]) -> dict[UUID, set[str]]:
    """The UIDs of the series that concern each of these couples as a whole, by couple, in one query."""
    theirs = Membership.objects.filter(couple=OuterRef("owner__membership__couple")).values("person_id")
    recurring = Event.objects.filter(uid=OuterRef("uid"), is_recurring=True, owner_id__in=theirs)
    flags = Flag.objects.filter(
        Exists(recurring),
        recurrence_id="",
        owner__membership__couple_id__in=[each.couple_id for each in couples],
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for couple_id, uid in flags.values_list("owner__membership__couple_id", "uid"):
        found[couple_id].add(uid)
    return found


def _concerned() -> QuerySet[Couple]:
    """Couples with a flag, a plan, a talk or a reminder that waits. Each is a look-up in an index."""
    flags = Flag.objects.filter(owner__membership__couple=OuterRef("pk"))
    live = Reminder.objects.filter(person__membership__couple=OuterRef("pk"), state__in=LIVE_STATES)
    plans = Plan.objects.filter(couple=OuterRef("pk"), closed_at__isnull=True)
    talks = Talk.objects.filter(couple=OuterRef("pk"))
    return Couple.objects.filter(Q(Exists(flags)) | Q(Exists(plans)) | Q(Exists(talks)) | Q(Exists(live)))


def _batch(couples: QuerySet[Couple], after: UUID | None) -> list[Together]:
    """The next by id, with their members, in two queries."""
    theirs = Membership.objects.filter(couple=OuterRef("pk"))
    following = couples.filter(Exists(theirs), Q() if after is None else Q(id__gt=after))
    rows = following.order_by("id").values_list("id", F("horizon__planned_until"))[:BATCH]
    until = dict(rows)
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for couple_id, person_id in (
        Membership.objects.filter(couple_id__in=until).order_by("slot").values_list("couple_id", "person_id")
    ):
        members[couple_id].append(person_id)
    return [Together(one, tuple(members[one]), until[one]) for one in until]
