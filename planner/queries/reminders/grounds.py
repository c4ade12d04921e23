"""What two people's reminders rest on, as the database holds it: one question for both, whatever there is.

All of it is for planning alone. What one of them may see of it is decided in `ladders`.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from planner.core.calendar import zones
from planner.core.check_ins import Felt, Reveal, Said
from planner.core.plan.plan_content import Content, How
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Recipient
from planner.models import (
    LIVE_STATES,
    CheckIn,
    Flag,
    LadderSet,
    Mark,
    Membership,
    Muted,
    Plan,
    PlanDraft,
    PlanVersion,
    Reminder,
    Schedule,
    Talk,
)
from planner.models.fields import opener
from planner.queries.calendar import talk_rows
from planner.queries.calendar.talk_rows import TalkSeen
from planner.queries.channels import contacts
from planner.queries.engine import compiled, nested
from planner.queries.engine.compiled import Statement
from planner.queries.engine.nested import Hex, JSONArray, Rows
from planner.queries.people import sight
from planner.queries.people.who import Who
from planner.queries.reminders import ladder_sets

_SAID = ("uid", "recurrence_id", "felt", "reveal", "wants_to_talk_at", "talked_over_at")
Key = tuple[str, str]
"""The UID and the RECURRENCE-ID of an occurrence; the second is "" for a whole series or a one-off."""

_STAND_INS = {
    "first": UUID(int=1),
    "second": UUID(int=2),
    "uid": "in the place of a UID",
    "since": datetime(1971, 1, 1, tzinfo=UTC),
}


@dataclass(frozen=True, slots=True)
class PlanSeen:
    id: UUID
    is_proposed: bool
    is_agreed: bool
    how: How | None


@dataclass(frozen=True, slots=True)
class FlagSaid:
    key: Key
    level: int
    is_level_shared: bool
    is_shared: bool
    """Whether its owner shares anything of it. The event may still be kept from the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of two people, or one who is alone, with the rows that are theirs."""

    who: Who
    recipient: Recipient
    flags: Collection[FlagSaid]
    marks: Collection[Key]
    muted: Collection[Key]
    plans: dict[Key, PlanSeen]
    """Those that they see."""
    talks: dict[Key, TalkSeen]
    check_ins: dict[Key, Said]
    schedules: dict[Key, Schedule]
    reminders: dict[Key, list[Reminder]]
    digests: Collection[Reminder]

    @property
    def queue(self) -> Iterator[Reminder]:
        """Every reminder, with those of the weekly message."""
        for rows in self.reminders.values():
            yield from rows
        yield from self.digests


Members = dict[UUID, Member]


def of(person_ids: Sequence[UUID], *, uid: str | None, since: datetime) -> Members:
    """At most two people and whom they are with, by id, with what they have of one UID or of all.

    Of reminders that are over, only what was due `since` then.
    """
    if not person_ids:
        return {}
    given: dict[str, Any] = {"first": person_ids[0], "second": person_ids[-1], "since": since}
    if uid is not None:
        given["uid"] = uid
    rows = _statement(connection.vendor, uid is not None).rows(given)
    return _together([_Row(*row) for row in rows])


class _Row:
    """The columns of the statement, each of them JSON."""

    def __init__(self, person: str, *lists: str | None) -> None:
        self.person = json.loads(person)
        columns = [nested.lists(one) for one in lists]
        self.flags, self.marks, self.muted, self.plans, self.schedules, self.reminders = columns[:6]
        self.talks, self.check_ins, self.ladder_sets, *notes = columns[6:]
        self.notes = [(what, value) for each in notes for what, value in each]


@cache
def _statement(vendor: str, is_of_one: bool) -> Statement:
    """Put into SQL once, for Django needs longer for that than the database for its answer."""
    stand_ins = {name: value for name, value in _STAND_INS.items() if is_of_one or name != "uid"}
    return compiled.statement(_asked, stand_ins)


def _asked(first: UUID, second: UUID, since: datetime, uid: str | None = None) -> QuerySet[Any, Any]:
    theirs = Membership.objects.filter(person_id__in=(first, second)).values("couple_id")
    only = Q() if uid is None else Q(uid=uid)
    return Membership.objects.filter(couple_id__in=theirs).values_list(
        JSONArray("person_id", "couple_id", "person__tzid", "person__quiet_from", "person__quiet_until"),
        _flags(only),
        Rows(Mark.objects.filter(only, _theirs("person")), "uid", "recurrence_id"),
        Rows(Muted.objects.filter(only, _theirs("person")), "uid", "recurrence_id"),
        _plans(only),
        Rows(Schedule.objects.filter(only, _theirs("person")), *nested.names(Schedule)),
        _reminders(only, since),
        Rows(Talk.objects.filter(only, couple=OuterRef("couple_id")), *nested.names(Talk)),
        Rows(CheckIn.objects.filter(only, _theirs("owner")), *_SAID),
        Rows(LadderSet.objects.filter(_theirs("person")), *nested.names(LadderSet)),
        *contacts.notes(_theirs("person")),
    )


def _theirs(field: str) -> Q:
    return Q(**{field: OuterRef("person_id")})


def _flags(only: Q) -> Rows:
    shared = ExpressionWrapper(sight.is_flag_shared(), output_field=BooleanField())
    level = ExpressionWrapper(Q(level_shared_at__isnull=False), output_field=BooleanField())
    return Rows(
        Flag.objects.filter(only, _theirs("owner")).annotate(shared=shared, level_shared=level),
        *("uid", "recurrence_id", "level", "level_shared", "shared"),
    )


def _plans(only: Q) -> Rows:
    """The plans a person sees: proposed ones, and drafts of their own."""
    drafts = PlanDraft.objects.filter(plan=OuterRef("pk"), writer=OuterRef(OuterRef("person_id")))
    agreed = PlanVersion.objects.filter(plan=OuterRef("pk"), number=OuterRef("agreed_number"))
    rows = Plan.objects.filter(only, couple=OuterRef("couple_id"), closed_at__isnull=True)
    seen = rows.filter(Q(table_number__gt=0) | Q(Exists(drafts)))
    content = Subquery(agreed.annotate(hex=Hex("content")).values("hex"))
    columns = ("uid", "recurrence_id", "id", "table_number", "agreed_number", "agreed")
    return Rows(seen.annotate(agreed=content), *columns)


def _reminders(only: Q, since: datetime) -> Rows:
    """The rows that still matter: live ones, and ended ones that say what has been done."""
    mine = Reminder.objects.filter(only, _theirs("person"))
    return Rows(mine.filter(Q(state__in=LIVE_STATES) | Q(due_at__gte=since)), *nested.names(Reminder))


def _together(rows: Sequence[_Row]) -> Members:
    people = {UUID(row.person[0]): row for row in rows}
    return {person_id: _member(_who(person_id, people), row) for person_id, row in people.items()}


def _who(person_id: UUID, people: dict[UUID, _Row]) -> Who:
    couple_id = people[person_id].person[1]
    together = (one for one, row in people.items() if row.person[1] == couple_id)
    partner_id = next((one for one in together if one != person_id), None)
    theirs = _zone(people[partner_id]) if partner_id else None
    return Who(person_id, UUID(couple_id), partner_id, _zone(people[person_id]), theirs)


def _zone(row: _Row) -> ZoneInfo:
    return zones.zone(row.person[2]) or zones.UTC_ZONE


def _member(who: Who, row: _Row) -> Member:
    reminders: list[Reminder] = []
    digests: list[Reminder] = []
    for one in (nested.row(Reminder, each) for each in row.reminders):
        (digests if one.step == DIGEST else reminders).append(one)
    return Member(
        who=who,
        recipient=_recipient(row),
        flags=[_flag_said(*each) for each in row.flags],
        marks={(uid, recurrence_id) for uid, recurrence_id in row.marks},
        muted={(uid, recurrence_id) for uid, recurrence_id in row.muted},
        plans={(each[0], each[1]): _plan_seen(*each[2:]) for each in row.plans},
        talks=talk_rows.seen(who.person_id, [nested.row(Talk, each) for each in row.talks]),
        check_ins={(each[0], each[1]): _said(*each[2:]) for each in row.check_ins},
        schedules=_schedules(row),
        reminders=_by_key(reminders),
        digests=digests,
    )


def _recipient(row: _Row) -> Recipient:
    """How this person wants to be reminded."""
    quiet = [time.fromisoformat(text) if text else None for text in row.person[3:]]
    ways = contacts.of_notes(row.notes)
    sets = (nested.row(LadderSet, each) for each in row.ladder_sets)
    return Recipient(
        zone=_zone(row),
        quiet_from=quiet[0],
        quiet_until=quiet[1],
        channels=ways.channels,
        unsubscribed=ways.unwanted,
        rungs={one.kind: ladder_sets.of_row(one) for one in sets},
    )


def _flag_said(uid: str, recurrence_id: str, level: int, is_level_shared: Any, is_shared: Any) -> FlagSaid:
    # SQLite says 0 and 1.
    return FlagSaid((uid, recurrence_id), level, bool(is_level_shared), bool(is_shared))


def _said(felt: int, reveal: str, wants_at: str | None, talked_at: str | None) -> Said:
    wants_to_talk_at = nested.moment(wants_at) if wants_at else None
    return Said(Felt(felt), Reveal(reveal), wants_to_talk_at, is_talked_over=talked_at is not None)


def _plan_seen(plan_id: str, table_number: int, agreed_number: int, agreed: str | None) -> PlanSeen:
    return PlanSeen(UUID(plan_id), bool(table_number), bool(agreed_number), _how(agreed) if agreed else None)


def _how(content: str) -> How:
    """How they go, out of the sealed text of the version that they agreed on."""
    text = opener(PlanVersion, "content")(bytes.fromhex(content))
    return Content.from_json(json.loads(text)).how


def _schedules(row: _Row) -> dict[Key, Schedule]:
    rows = (nested.row(Schedule, each) for each in row.schedules)
    return {(one.uid, one.recurrence_id): one for one in rows}


def _by_key(reminders: Iterable[Reminder]) -> dict[Key, list[Reminder]]:
    found: dict[Key, list[Reminder]] = {}
    for one in reminders:
        found.setdefault((one.uid, one.recurrence_id), []).append(one)
    return found
