"""What others' deeds do to reminders, and what a person does about a whole kind of them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from planner import errors
from planner.actions.engine import locks
from planner.actions.reminders import digests, planning
from planner.core import secret_tokens
from planner.core.calendar import zones
from planner.core.reminding import ladder, sending
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Step, Waits, channel_for, why_not, why_unwanted
from planner.models import STOPPABLE, Flag, Matters, Plan, Reminder, UnsubscribeLink
from planner.queries.people import who
from planner.queries.reminders import ladders
from planner.queries.reminders.grounds import Member
from planner.queries.reminders.ladders import Seen

LEFT = "left"
READ = "read"
UNSUBSCRIBED = "unsubscribed"


@transaction.atomic(savepoint=False)
def reschedule(uid: str, person_ids: Collection[UUID], *, now: datetime, by: UUID | None = None) -> None:
    """Plan this event's reminders again for these people.

    Whoever has a plan for what moved hears of it, except `by`, who moved it.
    """
    changes = planning.plan(person_ids, uid=uid, now=now)
    for person_id, keys in changes.moved.items():
        for _, recurrence_id in keys if person_id != by else ():
            news(person_id, uid, recurrence_id, now=now, about=Reminder.About.MOVED)


@transaction.atomic(savepoint=False)
def reschedule_everything(person_ids: Collection[UUID], *, now: datetime) -> None:
    """Plan all reminders of these people again: their zone, their couple or the horizon has moved."""
    planning.plan(person_ids, uid=None, now=now)


@transaction.atomic
def stop(person_ids: Collection[UUID], *, now: datetime) -> None:
    """Cancel all that has not begun to be sent to these people."""
    planning.cancel(Q(person_id__in=locks.people(person_ids)), LEFT, now=now)


@transaction.atomic
def news(person_id: UUID, uid: str, recurrence_id: str, *, now: datetime, about: str = "") -> None:
    """Tell this person soon that there is something new; what they have not been told yet takes it up.

    Nothing happens when the event is out of their sight.
    """
    locks.person(person_id)
    ground = ladders.ground((person_id,), uid=uid, now=now)
    seen = ground.one(person_id, uid, recurrence_id)
    if seen is None or why_not(Step.NEWS, seen.facts) or _is_told(person_id, uid, recurrence_id, about):
        return
    row = _by_deed(Step.NEWS, ground.members[person_id], seen, sending.news_due(now), now)
    if row is not None:
        row.about = about
        row.save(force_insert=True)


@transaction.atomic
def nudge(person_id: UUID, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """Ask this person softly to have a look, unless they want none of it or one still waits for them."""
    locks.person(person_id)
    ground = ladders.ground((person_id,), uid=uid, now=now)
    seen = ground.one(person_id, uid, recurrence_id)
    waiting = Reminder.objects.filter(person_id=person_id, uid=uid, step=Step.NUDGE, state__in=STOPPABLE)
    if seen is None or why_not(Step.NUDGE, seen.facts) or waiting.exists():
        return
    row = _by_deed(Step.NUDGE, ground.members[person_id], seen, now, now)
    if row is not None:
        row.save(force_insert=True)


@transaction.atomic
def read(person_id: UUID, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """Take back the news that still waits for this person: they have just acted on it themselves."""
    waiting = Q(person_id=person_id, uid=uid, recurrence_id=recurrence_id, step=Step.NEWS, attempts=0)
    planning.cancel(waiting & ~Q(about=Reminder.About.MOVED), READ, now=now)


@transaction.atomic
def unsay_moved(
    uids: Collection[str], person_ids: Collection[UUID], *, since: datetime, now: datetime
) -> None:
    """Take back the news of a move that still waits, for the event stands again where it stood.

    Unless somebody has done something about the occurrence since then, and the news took that up.
    """
    moved = Q(uid__in=uids, person_id__in=person_ids, step=Step.NEWS, about=Reminder.About.MOVED, attempts=0)
    for one in Reminder.objects.filter(moved, created_at__gte=since, created_at__lt=now):
        about = Q(uid=one.uid, recurrence_id__in={one.recurrence_id, ""})
        words = (Flag.objects, Matters.objects, Plan.objects)
        if not any(rows.filter(about, changed_at__gt=since, changed_at__lt=now).exists() for rows in words):
            planning.cancel(Q(id=one.id), planning.MOVED, now=now)


@transaction.atomic
def news_again(
    uids: Collection[str], person_ids: Collection[UUID], *, since: datetime, now: datetime
) -> None:
    """Let news wait again that went with its occurrence at that moment, now that this is back."""
    gone = Q(
        uid__in=uids, person_id__in=person_ids, step=Step.NEWS, state=Reminder.State.CANCELLED, attempts=0
    )
    for one in Reminder.objects.filter(gone, reason=planning.CANCELLED, ended_at=since):
        is_seen = ladders.one(who.of(one.person_id), one.uid, one.recurrence_id) is not None
        if is_seen and not _is_told(one.person_id, one.uid, one.recurrence_id, one.about):
            waits = {"state": Reminder.State.PENDING, "reason": "", "ended_at": None}
            Reminder.objects.filter(id=one.id).update(**waits, next_at=max(one.due_at, now))


@transaction.atomic
def unsubscribe(token: str, *, now: datetime) -> str:
    """End one kind of reminder for the holder of this link; the step that ended. Raises `NotFound`."""
    link = UnsubscribeLink.objects.filter(token_hash=secret_tokens.digest(token)).first()
    if link is None:
        raise errors.NotFound
    locks.person(link.person_id)
    UnsubscribeLink.objects.filter(id=link.pk, unsubscribed_at__isnull=True).update(unsubscribed_at=now)
    planning.cancel(Q(person_id=link.person_id, step=link.step), UNSUBSCRIBED, now=now)
    return link.step


@transaction.atomic
def resume(actor: UUID, step: str, *, now: datetime) -> None:
    """Send this person that kind of reminder again. Raises `NotFound` if they had not ended it."""
    locks.person(actor)
    links = UnsubscribeLink.objects.filter(person_id=actor, step=step, unsubscribed_at__isnull=False)
    if not links.update(unsubscribed_at=None):
        raise errors.NotFound
    if step == DIGEST:
        digests.plan(actor, now=now)
    else:
        reschedule_everything((actor,), now=now)


def end_quiet(person_id: UUID, *, now: datetime) -> None:
    """Ask anew of what waits for this person's quiet hours to end: those are others now."""
    waiting = Reminder.objects.filter(person_id=person_id, state=Reminder.State.PENDING)
    waiting.filter(reason=Waits.QUIET_HOURS).update(next_at=now, reason="")


def _is_told(person_id: UUID, uid: str, recurrence_id: str, about: str) -> bool:
    """Whether news that is still waiting took this up.

    The update waits for a sender who is just beginning, and finds the row gone from here if that one won.
    """
    waiting = Reminder.objects.filter(
        person_id=person_id,
        uid=uid,
        recurrence_id=recurrence_id,
        step=Step.NEWS,
        state__in=STOPPABLE,
        attempts=0,
        again_of=None,
    )
    return bool(waiting.update(about=about or F("about")))


def _by_deed(step: Step, member: Member, seen: Seen, due_at: datetime, now: datetime) -> Reminder | None:
    """What a deed brings, not saved; None for somebody who wants none of it, or cannot be reached."""
    recipient = member.recipient
    channel = channel_for(step, recipient)
    if channel is None or why_unwanted(step, seen.facts, recipient):
        return None
    planned = member.schedules.get(seen.key)
    return Reminder(
        person_id=member.who.person_id,
        uid=seen.key[0],
        recurrence_id=seen.key[1],
        step=step.value,
        channel=channel.value,
        schedule_version=planned.version if planned else 1,
        anchor_local=zones.wall_clock(due_at, recipient.zone).isoformat(),
        tzid=recipient.zone.key,
        due_at=due_at,
        next_at=due_at,
        event_on=ladder.event_day(seen.facts, recipient),
        created_at=now,
    )
