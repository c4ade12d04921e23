"""What one person's reminders depend on: the facts of an occurrence, from what this person may see of it."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Value

from planner.core.calendar import recurrence, zones
from planner.core.calendar.events import EventObject, Occurrence
from planner.core.plan.plan_content import Content, How
from planner.core.reminding.reminders import Facts, Recipient
from planner.models import (
    LIVE_STATES,
    Event,
    Flag,
    Mark,
    Muted,
    Person,
    Plan,
    PlanDraft,
    PlanVersion,
)
from planner.queries import contacts, ladder_sets, sight, talk_rows
from planner.queries.talk_rows import TalkSeen
from planner.queries.who import Who

HORIZON = timedelta(days=60)
"""How far ahead occurrences are planned; more than the longest lead of any step."""
LOOK_BACK = timedelta(days=30)
"""How long an occurrence may have begun and still be asked about afterwards."""

_MARK, _MUTED = "mark", "muted"

Key = tuple[str, str]
"""The UID and the RECURRENCE-ID of an occurrence; the second is "" for a whole series or a one-off."""


@dataclass(frozen=True, slots=True)
class PlanSeen:
    id: UUID
    is_proposed: bool
    is_agreed: bool
    how: How | None


@dataclass(frozen=True, slots=True)
class Interest:
    """All that makes occurrences somebody's concern: flags and plans they see, and marks of their own."""

    my_levels: Mapping[Key, int]
    my_shared: Collection[Key]
    their_levels: Mapping[Key, int]
    plans: Mapping[Key, PlanSeen]
    marks: Collection[Key]
    muted: Collection[Key]
    talks: Mapping[Key, TalkSeen]

    @property
    def keys(self) -> set[Key]:
        return {*self.my_levels, *self.their_levels, *self.plans, *self.talks}

    def level(self, key: Key) -> int | None:
        """The hardest that anybody says of it; what is said of one occurrence comes before the series."""
        series = (key[0], "")
        levels = (one.get(key, one.get(series)) for one in (self.my_levels, self.their_levels))
        return max((level for level in levels if level is not None), default=None)

    def holds(self, key: Key) -> bool:
        """Whether they see anything that makes this occurrence their concern."""
        return self.level(key) is not None or key in self.plans or key in self.talks

    def is_muted(self, key: Key) -> bool:
        """Whether they want to hear nothing of it, or of its whole series."""
        return key in self.muted or (key[0], "") in self.muted

    def is_only_mine(self, key: Key) -> bool:
        """Whether nothing but what they keep to themselves makes it their concern."""
        series = (key[0], "")
        mine = key if key in self.my_levels else series
        theirs = key in self.their_levels or series in self.their_levels
        plan = self.plans.get(key)
        return mine not in self.my_shared and not theirs and not (plan and plan.is_proposed)


@dataclass(frozen=True, slots=True)
class Seen:
    """One occurrence before one person, and what their reminders of it depend on."""

    event: Event = field(repr=False)
    occurrence: Occurrence = field(repr=False)
    facts: Facts
    plan: PlanSeen | None
    talk: TalkSeen | None
    is_only_mine: bool

    @property
    def title(self) -> str:
        return self.occurrence.component.summary


def recipient(person: Person) -> Recipient:
    """How this person wants to be reminded."""
    ways = contacts.ways((person.id,))[person.id]
    return Recipient(
        zone=zones.zone(person.tzid) or zones.UTC_ZONE,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        channels=ways.channels,
        unsubscribed=ways.unwanted,
        rungs=ladder_sets.rungs(person.id),
    )


def one(who: Who, uid: str, recurrence_id: str) -> Seen | None:
    """One occurrence, in or out of the horizon; None when it is out of their sight."""
    event = sight.for_uid(who, uid)
    if event is None:
        return None
    found = recurrence.find(sight.parsed(event), recurrence_id, home=who.zone)
    if found is None:
        return None
    return _seen(event, found, interest(who, uid=uid), who)


def seen(
    who: Who, concerns: Interest, *, also: Collection[Key], uid: str | None, now: datetime
) -> dict[Key, Seen]:
    """Every occurrence that may concern this person now or within the horizon, and those in `also`."""
    keys = {*concerns.keys, *also}
    found: dict[Key, Seen] = {}
    for event in _events(who, {key[0] for key in keys if uid in (None, key[0])}):
        ids = {key[1] for key in keys if key[0] == event.uid}
        for each in _occurrences(sight.parsed(event), ids, who, now):
            found[event.uid, each.recurrence_id] = _seen(event, each, concerns, who)
    return found


def _events(who: Who, uids: Collection[str]) -> Collection[Event]:
    """The row that stands for each UID before this person."""
    standing: dict[str, Event] = {}
    for event in sight.own_first(who, sight.events(who).filter(uid__in=uids)):
        standing.setdefault(event.uid, event)
    return standing.values()


def _occurrences(parsed: EventObject, ids: set[str], who: Who, now: datetime) -> Iterator[Occurrence]:
    """Those of the series in the horizon when the whole series concerns them, else only the ones named."""
    seen_ids: set[str] = set()
    if parsed.is_recurring and "" in ids:
        for each in recurrence.occurrences(parsed, now - LOOK_BACK, now + HORIZON, home=who.zone):
            seen_ids.add(each.recurrence_id)
            yield each
    oldest = (now - LOOK_BACK).strftime("%Y%m%d")
    for recurrence_id in sorted(ids - seen_ids):
        if parsed.is_recurring and recurrence_id[:8] < oldest:
            continue
        found = recurrence.find(parsed, recurrence_id, home=who.zone)
        if found is not None:
            yield found


def concerned(*, after: UUID | None = None, limit: int = 200) -> list[UUID]:
    """People with live reminders, or with a flag or a plan between the two of them, by id."""
    shared = Q(membership__couple__memberships__person__flags__isnull=False)
    plans = Q(membership__couple__plans__isnull=False)
    live = Q(reminders__state__in=LIVE_STATES)
    people = Person.objects.filter(shared | plans | live, membership__isnull=False)
    following = people.filter(id__gt=after) if after else people
    return list(following.order_by("id").values_list("id", flat=True).distinct()[:limit])


def interest(who: Who, *, uid: str | None = None) -> Interest:
    """What concerns this person, of one UID or of all."""
    only = Q() if uid is None else Q(uid=uid)
    is_told = sight.is_flag_shared() & (sight.said_by_the_other(who) | sight.said_to_the_other(who))
    told = ExpressionWrapper(is_told, output_field=BooleanField())
    flags = Flag.objects.filter(only, owner_id__in=who.couple_ids).annotate(told=told)
    rows = tuple(flags.filter(Q(owner_id=who.person_id) | Q(told=True)))
    marks = _marks(who, only)
    return Interest(
        my_levels={_key(row): row.level for row in rows if row.owner_id == who.person_id},
        my_shared={_key(row) for row in rows if row.owner_id == who.person_id and row.told},
        # An unshared level counts as 1, so that the ladder says nothing about it.
        their_levels={
            _key(row): row.level if row.level_shared_at else 1
            for row in rows
            if row.owner_id != who.person_id
        },
        plans=_plans(who, only),
        marks={(uid, key) for table, uid, key in marks if table == _MARK},
        muted={(uid, key) for table, uid, key in marks if table == _MUTED},
        talks=talk_rows.seen(who, only),
    )


def _marks(who: Who, only: Q) -> tuple[tuple[str, str, str], ...]:
    """What they marked as not needed, and what they muted: the table, the UID and the RECURRENCE-ID."""
    marks, muted = (
        model.objects.filter(only, person_id=who.person_id).values_list(
            Value(table, output_field=CharField()), "uid", "recurrence_id"
        )
        for model, table in ((Mark, _MARK), (Muted, _MUTED))
    )
    return tuple(marks.union(muted))


def _key(row: Flag) -> Key:
    return row.uid, row.recurrence_id


def _plans(who: Who, only: Q) -> dict[Key, PlanSeen]:
    """The plans this person sees: proposed ones, and drafts of their own."""
    drafts = PlanDraft.objects.filter(plan=OuterRef("pk"), writer_id=who.person_id)
    mine = Plan.objects.filter(only, couple_id=who.couple_id, closed_at__isnull=True)
    rows = tuple(mine.filter(Q(table_number__gt=0) | Q(Exists(drafts))).defer("title"))
    hows = _hows({row.id for row in rows if row.agreed_number})
    return {
        (row.uid, row.recurrence_id): PlanSeen(
            row.id, bool(row.table_number), bool(row.agreed_number), hows.get(row.id)
        )
        for row in rows
    }


def _hows(plan_ids: Collection[UUID]) -> dict[UUID, How]:
    """How they go, by plan, as agreed."""
    if not plan_ids:
        return {}
    agreed = PlanVersion.objects.filter(plan_id__in=plan_ids, number=F("plan__agreed_number"))
    return {row.plan_id: Content.from_json(json.loads(row.content)).how for row in agreed}


def _seen(event: Event, occurrence: Occurrence, concerns: Interest, who: Who) -> Seen:
    key = (occurrence.uid, occurrence.recurrence_id)
    facts = _facts(event, occurrence, concerns, who)
    plan, talk = concerns.plans.get(key), concerns.talks.get(key)
    return Seen(event, occurrence, facts, plan, talk, concerns.is_only_mine(key))


def _facts(event: Event, occurrence: Occurrence, concerns: Interest, who: Who) -> Facts:
    key = (occurrence.uid, occurrence.recurrence_id)
    plan, talk = concerns.plans.get(key), concerns.talks.get(key)
    return Facts(
        start=occurrence.start.wall,
        event_zone=None if occurrence.is_all_day else zones.zone(occurrence.start.tzid),
        is_all_day=occurrence.is_all_day,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        kind=event.kind,
        level_seen=concerns.level(key),
        sees_open_plan=plan is not None,
        is_agreed=plan is not None and plan.is_agreed,
        how=plan.how if plan else None,
        is_cancelled=occurrence.component.is_cancelled,
        talk_at=talk.accepted_at if talk else None,
        has_talk=talk is not None,
        not_needed=key in concerns.marks,
        is_alone=who.partner_id is None,
        is_muted=concerns.is_muted(key),
    )
