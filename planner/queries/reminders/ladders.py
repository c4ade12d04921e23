"""What one person's reminders depend on: the facts of an occurrence, from what this person may see of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from planner.core import check_ins
from planner.core.calendar import masters, recurrence, zones
from planner.core.calendar.events import EventObject, Occurrence
from planner.core.check_ins import Said
from planner.core.reminding.reminders import Facts, Recipient
from planner.models import LIVE_STATES, Event, Person
from planner.queries.calendar.talk_rows import TalkSeen
from planner.queries.people import sight
from planner.queries.people.who import Who
from planner.queries.reminders import grounds
from planner.queries.reminders.grounds import Key, Member, Members, PlanSeen

HORIZON = timedelta(days=60)
"""How far ahead occurrences are planned; more than the longest lead of any step."""
LOOK_BACK = timedelta(days=30)
"""How long an occurrence may have begun and still be asked about afterwards."""
KEPT = timedelta(days=90)
"""How long what is over can still have a say in what is planned: more than the longest ladder."""


@dataclass(frozen=True, slots=True)
class Span:
    """What is planned of a series at `now`: the occurrences that begin from `begins_at` until `ends_at`.

    One that was never planned before is planned `as_of` then, so that what came due meanwhile is not lost.
    """

    now: datetime
    begins_at: datetime
    ends_at: datetime
    as_of: datetime

    @classmethod
    def around(cls, now: datetime, *, until: datetime | None = None) -> "Span":
        """The horizon, or what of it has been planned."""
        return cls(now, now - LOOK_BACK, until or now + HORIZON, now)


Rows = Mapping[str, Sequence[Event]]
"""The events of both, by UID, whoever sees them."""


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
    checked_in: Collection[Key]
    """Where they have said how it was."""
    my_check_ins: Mapping[Key, Said]
    their_check_ins: Mapping[Key, Said]
    """Those about what each lets the other see; whether they show the answer is another thing."""

    @property
    def keys(self) -> set[Key]:
        return {*self.my_levels, *self.their_levels, *self.plans, *self.talks, *self.their_check_ins}

    def level(self, key: Key) -> int | None:
        """The hardest that anybody says of it; what is said of one occurrence comes before the series."""
        series = (key[0], "")
        levels = (one.get(key, one.get(series)) for one in (self.my_levels, self.their_levels))
        return max((level for level in levels if level is not None), default=None)

    def holds(self, key: Key) -> bool:
        """Whether they see anything that makes this occurrence their concern."""
        return self.level(key) is not None or any(key in one for one in (self.plans, self.talks))

    def is_muted(self, key: Key) -> bool:
        """Whether they want to hear nothing of it, or of its whole series."""
        return key in self.muted or (key[0], "") in self.muted

    def is_not_needed(self, key: Key) -> bool:
        """Whether it is, alone or with its whole series, among what they said needs no plan."""
        return key in self.marks or (key[0], "") in self.marks

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
    def key(self) -> Key:
        return self.occurrence.uid, self.occurrence.recurrence_id

    @property
    def title(self) -> str:
        return self.occurrence.component.summary


@dataclass(frozen=True, slots=True)
class Ground:
    """What the reminders of at most two people rest on."""

    members: Members
    events: Rows

    def interest(self, person_id: UUID) -> Interest:
        """What concerns this person."""
        return _interest(self.members, person_id, self.events)

    def seen(self, person_id: UUID, *, also: Collection[Key], span: Span) -> dict[Key, Seen]:
        """Every occurrence in the span that may concern this person, and those in `also`."""
        who, concerns = self.members[person_id].who, self.interest(person_id)
        keys = {*concerns.keys, *also}
        found: dict[Key, Seen] = {}
        for uid in {key[0] for key in keys}:
            event = sight.standing(who, self.events.get(uid, ()))
            if event is not None:
                ids = {key[1] for key in keys if key[0] == uid}
                for each in _occurrences(sight.parsed(event), ids, who, span):
                    found[uid, each.recurrence_id] = _seen(event, each, concerns, who)
        return found

    def one(self, person_id: UUID, uid: str, recurrence_id: str) -> Seen | None:
        """One occurrence, in or out of the horizon; None when it is out of their sight."""
        return self.some(person_id, {(uid, recurrence_id)}).get((uid, recurrence_id))

    def some(self, person_id: UUID, keys: Collection[Key]) -> dict[Key, Seen]:
        """Those of these occurrences that are in their sight."""
        member = self.members.get(person_id)
        if member is None or not keys:
            return {}
        concerns = self.interest(person_id)
        found = ((key, self._one(member.who, concerns, key)) for key in keys)
        return {key: seen for key, seen in found if seen is not None}

    def _one(self, who: Who, concerns: Interest, key: Key) -> Seen | None:
        event = sight.standing(who, self.events.get(key[0], ()))
        if event is None:
            return None
        found = recurrence.find(sight.parsed(event), key[1], home=who.zone)
        return _seen(event, found, concerns, who) if found else None


def ground(person_ids: Sequence[UUID], *, uid: str | None, now: datetime) -> Ground:
    """What the reminders of at most two people rest on, of one UID or of all, in two queries."""
    return _ground(person_ids, uid, since=now - KEPT)


def interest(who: Who, *, uid: str | None = None) -> Interest:
    """What concerns this person, of one UID or of all."""
    return _ground((who.person_id,), uid, since=zones.LAST_INSTANT).interest(who.person_id)


def one(who: Who, uid: str, recurrence_id: str) -> Seen | None:
    """One occurrence, in or out of the horizon; None when it is out of their sight."""
    found = _ground((who.person_id,), uid, since=zones.LAST_INSTANT)
    return found.one(who.person_id, uid, recurrence_id)


def recipient(person: Person) -> Recipient:
    """How this person wants to be reminded."""
    return grounds.of((person.id,), uid="", since=zones.LAST_INSTANT)[person.id].recipient


def _ground(person_ids: Sequence[UUID], uid: str | None, *, since: datetime) -> Ground:
    members = grounds.of(person_ids, uid=uid, since=since)
    uids = {uid} if uid else {key[0] for one in members.values() for key in _keys(one)}
    return Ground(members, _events(members, uids))


def _keys(member: Member) -> Iterator[Key]:
    yield from (one.key for one in member.flags)
    yield from member.plans
    yield from member.talks
    yield from member.check_ins
    yield from (
        key for key, rows in member.reminders.items() if any(one.state in LIVE_STATES for one in rows)
    )


def _events(members: Members, uids: Collection[str]) -> dict[str, list[Event]]:
    # Texts that planning does not read need not be opened.
    rows = Event.objects.defer("ics", "own_text", "other_text").filter(owner_id__in=members, uid__in=uids)
    found: dict[str, list[Event]] = {}
    for event in rows.order_by("created_at", "id"):
        found.setdefault(event.uid, []).append(event)
    return found


def _interest(members: Members, person_id: UUID, events: Rows) -> Interest:
    me = members[person_id]
    partner_id = me.who.partner_id
    said = members[partner_id].flags if partner_id else ()
    lets_see = sight.lets_be_seen
    return Interest(
        my_levels={one.key: one.level for one in me.flags},
        my_shared={
            one.key
            for one in me.flags
            if one.is_shared and lets_see(person_id, partner_id, events.get(one.key[0], ()))
        },
        # An unshared level counts as 1, so that the ladder says nothing about it.
        their_levels={
            one.key: one.level if one.is_level_shared else 1
            for one in said
            if one.is_shared and lets_see(partner_id, person_id, events.get(one.key[0], ()))
        },
        plans=me.plans,
        marks=me.marks,
        muted=me.muted,
        talks={
            key: talk
            for key, talk in me.talks.items()
            if not talk.is_theirs_to_show or lets_see(partner_id, person_id, events.get(key[0], ()))
        },
        checked_in=me.check_ins.keys(),
        my_check_ins={
            key: one
            for key, one in me.check_ins.items()
            if lets_see(person_id, partner_id, events.get(key[0], ()))
        },
        their_check_ins={
            key: one
            for key, one in (members[partner_id].check_ins.items() if partner_id else ())
            if lets_see(partner_id, person_id, events.get(key[0], ()))
        },
    )


def _occurrences(parsed: EventObject, ids: set[str], who: Who, span: Span) -> Iterator[Occurrence]:
    """Those of the series in the span when the whole series concerns them, else only the ones named."""
    seen_ids: set[str] = set()
    if parsed.is_recurring and "" in ids:
        for each in recurrence.occurrences(parsed, span.begins_at, span.ends_at, home=who.zone):
            seen_ids.add(each.recurrence_id)
            yield each
    oldest = (span.now - LOOK_BACK).strftime("%Y%m%d")
    elsewhere = masters.latest_overrides(parsed).keys()
    for recurrence_id in sorted(ids - seen_ids):
        # One that was put off for more than a month keeps the name of its first day.
        if parsed.is_recurring and recurrence_id[:8] < oldest and recurrence_id not in elsewhere:
            continue
        found = recurrence.find(parsed, recurrence_id, home=who.zone)
        if found is not None:
            yield found


def _seen(event: Event, occurrence: Occurrence, concerns: Interest, who: Who) -> Seen:
    key = (occurrence.uid, occurrence.recurrence_id)
    facts = _facts(event, occurrence, concerns, who)
    plan, talk = concerns.plans.get(key), concerns.talks.get(key)
    return Seen(event, occurrence, facts, plan, talk, concerns.is_only_mine(key))


def _facts(event: Event, occurrence: Occurrence, concerns: Interest, who: Who) -> Facts:
    key = (occurrence.uid, occurrence.recurrence_id)
    plan, talk = concerns.plans.get(key), concerns.talks.get(key)
    mine, theirs = concerns.my_check_ins.get(key), concerns.their_check_ins.get(key)
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
        has_checked_in=key in concerns.checked_in,
        sees_their_check_in=check_ins.is_shown(theirs, mine),
        both_want_repair=check_ins.is_open(mine, theirs),
        check_in_at=check_ins.both_want_since(mine, theirs),
        not_needed=key in concerns.marks,
        is_alone=who.partner_id is None,
        is_muted=concerns.is_muted(key),
    )
