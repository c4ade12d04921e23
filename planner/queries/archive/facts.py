"""All that is one person's, as they may see it now: what an archive is made of, besides the events.

Everything comes through the projections that pages and the API use, or from rows that are this person's
alone. Of the other it holds the name, what stands in plans that both may read, and the names of events that
they share where this person has said something of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from planner.models import CheckIn, Event, Mark, Matters, Muted, RepairLine
from planner.queries.afterwards import archived, check_ins, lessons
from planner.queries.calendar import calendars, layers, talks
from planner.queries.channels import devices, phones
from planner.queries.exchange import feeds, subscriptions, tokens
from planner.queries.feelings import flags, own_lines
from planner.queries.people import helps, people, sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plans, standing, times_to_go
from planner.queries.reminders import ladder_sets, reminders
from planner.queries.views import (
    AnswerView,
    BirthdayView,
    CalendarView,
    CoupleView,
    DeviceView,
    FeedView,
    FlagView,
    HelpsView,
    InvitationView,
    KeptStanding,
    LadderSetView,
    LayerChoiceView,
    LessonView,
    MeView,
    OwnLinesView,
    PersonNoteView,
    PhoneView,
    PhraseView,
    PlanView,
    ReminderLog,
    RepairWordsView,
    StandingView,
    SubscriptionView,
    TalkView,
    TokenView,
)

MOST_REMINDERS = 10_000


class _Named(Protocol):
    """What is about an event, or about none that is in sight."""

    @property
    def event_id(self) -> UUID | None: ...

    @property
    def title(self) -> str: ...


@dataclass(frozen=True, slots=True)
class About:
    """An occurrence that the viewer said something of; without a title once it is out of sight."""

    event_id: UUID | None
    recurrence_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Mattering:
    about: About
    level: int
    is_level_shared: bool
    why: str
    is_why_shared: bool


@dataclass(frozen=True, slots=True)
class LookedBack:
    """How an occurrence was for the viewer."""

    about: About
    answer: AnswerView


@dataclass(frozen=True, slots=True)
class TalkedOver:
    """What the viewer wrote when they talked an occurrence over."""

    about: About
    words: tuple[RepairWordsView, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    who: Who
    now: datetime
    me: MeView
    phone: PhoneView | None
    couple: CoupleView
    phrase: PhraseView
    invitation: InvitationView | None
    calendars: tuple[CalendarView, ...]
    flags: tuple[FlagView, ...]
    matters: tuple[Mattering, ...]
    own_lines: tuple[OwnLinesView, ...]
    not_needed: tuple[About, ...]
    muted: tuple[About, ...]
    plans: tuple[PlanView, ...]
    talks: tuple[TalkView, ...]
    check_ins: tuple[LookedBack, ...]
    lessons: tuple[LessonView, ...]
    standing: StandingView
    held_to: tuple[KeptStanding, ...]
    helps: HelpsView
    person_notes: tuple[PersonNoteView, ...]
    talked_over: tuple[TalkedOver, ...]
    reminders: ReminderLog
    stopped: tuple[str, ...]
    ladders: tuple[LadderSetView, ...]
    feeds: tuple[FeedView, ...]
    tokens: tuple[TokenView, ...]
    devices: tuple[DeviceView, ...]
    subscriptions: tuple[SubscriptionView, ...]
    layers: LayerChoiceView
    birthdays: tuple[BirthdayView, ...]


def facts(actor: UUID, *, now: datetime) -> Facts:
    """All of it. Raises `NotFound` for somebody without an account."""
    who = who_queries.of(actor)
    return Facts(
        who=who,
        now=now,
        me=people.me(actor),
        phone=phones.mine(actor, now=now),
        couple=people.couple(actor),
        phrase=times_to_go.phrase(actor),
        invitation=people.invitation(actor, now=now),
        calendars=calendars.calendars(actor),
        flags=flags.mine(actor),
        matters=_matters(who),
        own_lines=own_lines.mine(actor),
        not_needed=_marked(who, Mark),
        muted=_marked(who, Muted),
        plans=plans.all(actor, now=now),
        talks=talks.all(actor, now=now),
        check_ins=_check_ins(who),
        lessons=lessons.mine(actor),
        standing=standing.standing(actor),
        held_to=standing.kept(actor),
        helps=helps.helps(actor),
        person_notes=helps.person_notes(actor),
        talked_over=_talked_over(who),
        reminders=reminders.log(actor, now=now, most=MOST_REMINDERS),
        stopped=reminders.stopped(actor),
        ladders=tuple(one for one in ladder_sets.all(actor) if one.is_own),
        feeds=feeds.feeds(actor),
        tokens=tokens.tokens(actor, now=now),
        devices=devices.devices(actor),
        subscriptions=subscriptions.subscriptions(actor, now=now),
        layers=layers.choice(actor),
        birthdays=tuple(one for one in layers.birthdays(actor, now=now) if one.is_mine),
    )


def others_digest(given: Facts) -> str:
    """Of all that was written or is shared by others: another one means that something was taken back."""
    # The title of a plan is that of its event; when it is over changes nothing of what was said.
    of_plans = [
        (
            one.id,
            one.title,
            one.starts_at,
            one.ends_at,
            one.versions,
            one.reflections,
            one.partner,
            _event_id(one),
        )
        for one in given.plans
    ]
    of_talks = [(one.id, one.about is None) for one in given.talks]
    said_together = (of_plans, of_talks, _titles_of_others(given), given.standing.versions)
    return sha256(repr((given.couple.partner, *said_together)).encode()).hexdigest()


def _titles_of_others(given: Facts) -> list[str]:
    """The names of events of others that the viewer said something of."""
    parts: tuple[tuple[_Named, ...], ...] = (
        given.flags,
        given.own_lines,
        given.lessons,
        given.not_needed,
        given.muted,
        tuple(one.about for one in given.matters),
        tuple(one.about for one in given.check_ins),
        tuple(one.about for one in given.talked_over),
        tuple(one.about for one in given.talks if one.about),
    )
    said = {(one.event_id, one.title) for part in parts for one in part}
    owned = Event.objects.filter(owner_id=given.who.person_id, id__in=[each for each, _ in said if each])
    mine = set(owned.values_list("id", flat=True))
    return sorted({title for event_id, title in said if event_id not in mine})


def _event_id(plan: PlanView) -> UUID | None:
    return plan.occurrence.event_id if plan.occurrence else None


def _matters(who: Who) -> tuple[Mattering, ...]:
    rows = list(Matters.objects.filter(owner_id=who.person_id).order_by("-changed_at", "id"))
    seen = _seen(who, (row.uid for row in rows))
    return tuple(
        Mattering(
            about=_about(seen, row.uid, row.recurrence_id),
            level=row.level,
            is_level_shared=row.level_shared_at is not None,
            why=row.why,
            is_why_shared=row.why_shared_at is not None,
        )
        for row in rows
    )


def _check_ins(who: Who) -> tuple[LookedBack, ...]:
    mine = CheckIn.objects.filter(owner_id=who.person_id, felt__isnull=False)
    rows = list(mine.order_by("created_at", "id"))
    seen = _seen(who, (row.uid for row in rows))
    return tuple(LookedBack(_about(seen, row.uid, row.recurrence_id), check_ins.answer(row)) for row in rows)


def _talked_over(who: Who) -> tuple[TalkedOver, ...]:
    lines: dict[tuple[str, str], list[RepairLine]] = {}
    for row in RepairLine.objects.filter(owner_id=who.person_id).order_by("created_at", "id"):
        lines.setdefault((row.uid, row.recurrence_id), []).append(row)
    seen = _seen(who, (uid for uid, _ in lines))
    return tuple(TalkedOver(_about(seen, *key), archived.words(rows)) for key, rows in lines.items())


def _marked(who: Who, table: type[Mark | Muted]) -> tuple[About, ...]:
    """What a person noted for themselves about an occurrence, in the order of doing so."""
    rows: list[Mark | Muted] = list(
        table._default_manager.filter(person_id=who.person_id).order_by("created_at", "id")
    )
    seen = _seen(who, (row.uid for row in rows))
    return tuple(_about(seen, row.uid, row.recurrence_id) for row in rows)


def _seen(who: Who, uids: Iterable[str]) -> dict[str, Event]:
    return {event.uid: event for event in sight.once(who).filter(uid__in=set(uids)).defer("ics")}


def _about(seen: Mapping[str, Event], uid: str, recurrence_id: str) -> About:
    event = seen.get(uid)
    title = sight.parsed(event).summary if event else ""
    return About(event.id if event else None, recurrence_id, title)
