"""The talk: a quarter of an hour before an occurrence, suggested by one, accepted by the other, or answered.

A time is never rewritten: another time ends the row and makes the next. Only what both said yes to stands in
the calendars, as an event that says nothing of what it is about: it stands on two phones, where others look.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events, talks_following
from planner.actions.engine import views
from planner.actions.plan import plan_writes
from planner.core.calendar import zones
from planner.core.calendar.event_form import EventForm
from planner.core.calendar.free_slots import QUARTER
from planner.core.visibility import Visibility
from planner.models import Reminder, Talk
from planner.queries import wording
from planner.queries.calendar import slots, talk_rows
from planner.queries.calendar import talks as talk_queries
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import SlotView

State = Talk.State
MOST_A_DAY = 20
"""Times that one person suggests: more than two need to find one, and each is news for the other."""
_DAY = timedelta(days=1)


@transaction.atomic
def suggest(actor: UUID, event_id: UUID, recurrence_id: str, *, starts_at: datetime, now: datetime) -> UUID:
    """The talk at this time before an occurrence: suggested, or accepted if the other suggested just that.

    Any other time takes the place of the talk that was open. Twice is as good as once. Raises `NotFound`,
    `NeedsPartner`, `NotShared`, `Invalid` for a time that has passed or comes too late, `TooOften`.
    """
    who = plan_writes.lock_couple(actor)
    about = slots.beforehand(who, event_id, recurrence_id)
    _check(starts_at, about.latest, now)
    standing = _open(who, about.uid, recurrence_id)
    if standing and standing.starts_at == starts_at and _is_told(who, standing):
        if standing.state == State.SUGGESTED and standing.suggested_by_id != actor:
            _accept(who, standing, now=now)
        return standing.id
    _refuse_flood(actor, now)
    if standing:
        talks_following.end(standing, _how_it_ends(standing, actor, now), now=now)
    fresh = Talk.objects.create(
        couple_id=who.couple_id,
        uid=about.uid,
        recurrence_id=recurrence_id,
        suggested_by_id=actor,
        starts_at=starts_at,
        created_at=now,
    )
    _changed(who, fresh, now=now)
    return fresh.id


@transaction.atomic
def accept(actor: UUID, talk_id: UUID, *, now: datetime) -> None:
    """Say yes to the time that the other suggested; it then stands in both calendars. Twice is once.

    Raises `NotFound`, `NotAllowed` for one's own suggestion, `Stale` when it stands no longer.
    """
    who, talk = _find(actor, talk_id)
    if talk.state == State.ACCEPTED:
        return
    if talk.suggested_by_id == actor:
        raise errors.NotAllowed
    if talk.state != State.SUGGESTED or talk_rows.is_over(talk, now):
        raise errors.Stale
    _accept(who, talk, now=now)


@transaction.atomic
def withdraw(actor: UUID, talk_id: UUID, *, now: datetime) -> None:
    """Take one's own suggestion back, or call off what both said yes to. Twice is once.

    Raises `NotFound`, `NotAllowed` for the other's suggestion, `Stale` when its time has passed.
    """
    who, talk = _find(actor, talk_id)
    if talk.state == State.WITHDRAWN:
        return
    if talk.state not in talk_rows.OPEN or talk_rows.is_over(talk, now):
        raise errors.Stale
    if talk.state == State.SUGGESTED and talk.suggested_by_id != actor:
        raise errors.NotAllowed
    talks_following.end(talk, State.WITHDRAWN, now=now)
    _changed(who, talk, now=now)


@transaction.atomic
def pick(actor: UUID, reminder_id: UUID, choice: int | datetime, *, now: datetime) -> UUID:
    """The talk at one of the times that a reminder offered, by its number from 1 or by its start.

    As `suggest`: suggested, or accepted if the other suggested it. Raises `NotFound`, `Invalid` for what was
    not offered or is no longer free, and what `suggest` raises.
    """
    who = plan_writes.lock_couple(actor)
    reminder = Reminder.objects.filter(id=reminder_id, person_id=actor).first()
    event = sight.for_uid(who, reminder.uid) if reminder else None
    if reminder is None or event is None:
        raise errors.NotFound
    starts_at = _chosen(slots.offered(actor, reminder_id), choice)
    standing = _open(who, reminder.uid, reminder.recurrence_id)
    if (standing is None or standing.starts_at != starts_at) and not slots.is_free(who, starts_at):
        raise errors.Invalid("Something has come up at that time. Choose another.", field="starts_at")
    return suggest(actor, event.id, reminder.recurrence_id, starts_at=starts_at, now=now)


def stand_again(who: Who, uids: tuple[str, ...], *, since: datetime, now: datetime) -> None:
    """Let talks stand again that an event took with it at that moment, now that it is back."""
    gone = talk_rows.of_couple(who).filter(uid__in=uids, state=State.OVERTAKEN, ended_at=since)
    for talk in gone.filter(starts_at__gt=now).select_for_update().order_by("id"):
        if _open(who, talk.uid, talk.recurrence_id) or not talks_following.still_comes_before(who, talk):
            continue
        event = _put_into_the_calendar(talk, now=now) if talk.accepted_at else None
        talk.state = State.ACCEPTED if event else State.SUGGESTED
        talk.event_id, talk.ended_at = event, None
        talk.save(update_fields=("state", "event", "ended_at"))
        views.touch(*who.couple_ids, now=now)
        reminders.reschedule(talk.uid, who.couple_ids, now=now)


def _chosen(offered: Sequence[SlotView], choice: int | datetime) -> datetime:
    starts = [one.starts_at for one in offered]
    if isinstance(choice, int) and 1 <= choice <= len(starts):
        return starts[choice - 1]
    if isinstance(choice, datetime) and choice in starts:
        return choice
    raise errors.Invalid("Choose one of the times that were offered.", field="starts_at")


def _check(starts_at: datetime, latest: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise errors.Invalid("This time has passed. Choose another.", field="starts_at")
    if zones.later(starts_at, QUARTER) > latest:
        raise errors.Invalid("This is too late for a talk beforehand. Choose another.", field="starts_at")


def _refuse_flood(actor: UUID, now: datetime) -> None:
    """The couple is held still, so that no two are counted at once."""
    lately = Talk.objects.filter(suggested_by_id=actor, created_at__gt=now - _DAY)
    if lately.count() >= MOST_A_DAY:
        raise errors.TooOften("You have suggested many times today. Try again tomorrow.", field="starts_at")


def _find(actor: UUID, talk_id: UUID) -> tuple[Who, Talk]:
    """The talk, locked with its couple, if it exists for the actor."""
    who = plan_writes.lock_couple(actor)
    found = talk_queries.one(who, talk_id)
    return who, Talk.objects.select_for_update().get(id=found.id)


def _open(who: Who, uid: str, recurrence_id: str) -> Talk | None:
    rows = talk_rows.of_couple(who).filter(uid=uid, recurrence_id=recurrence_id, state__in=talk_rows.OPEN)
    return rows.select_for_update().first()


def _is_told(who: Who, talk: Talk) -> bool:
    return talk_rows.told(who).filter(id=talk.id).exists()


def _how_it_ends(talk: Talk, by: UUID, now: datetime) -> str:
    """What becomes of an open talk when there is another time."""
    if talk_rows.is_over(talk, now):
        return State.OVER
    is_answer = talk.state == State.SUGGESTED and talk.suggested_by_id != by
    return State.ANSWERED if is_answer else State.MOVED


def _accept(who: Who, talk: Talk, *, now: datetime) -> None:
    talk.event_id = _put_into_the_calendar(talk, now=now)
    talk.state, talk.accepted_at = State.ACCEPTED, now
    talk.save(update_fields=("event", "state", "accepted_at"))
    _changed(who, talk, now=now)


def _put_into_the_calendar(talk: Talk, *, now: datetime) -> UUID:
    """It is an event of whoever suggested it, on their clock."""
    zone = who_queries.of(talk.suggested_by_id).zone
    form = EventForm(
        title=wording.KEPT_TALK,
        start=zones.wall_clock(talk.starts_at, zone),
        end=zones.wall_clock(zones.later(talk.starts_at, QUARTER), zone),
        tzid=zone.key,
        kind="us",
        world="ours",
        visibility=Visibility.SHARED,
    )
    return events.add(talk.suggested_by_id, form, now=now)


def _changed(who: Who, talk: Talk, *, now: datetime) -> None:
    views.touch(*who.couple_ids, now=now)
    reminders.reschedule(talk.uid, who.couple_ids, now=now)
    reminders.read(who.person_id, talk.uid, talk.recurrence_id, now=now)
    if who.partner_id:
        reminders.news(who.partner_id, talk.uid, talk.recurrence_id, now=now)
