"""The weekly digest as rows of intent: one for each person and week, the next two ahead.

They are derived from the day and hour that their person chose and from their zone; the sweep adds what is
missing and moves what has another time by now.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from planner import errors
from planner.actions.engine import due, locks
from planner.core import secret_tokens
from planner.core.calendar import zones
from planner.core.reminding.digest import DIGEST, Issue, Weekly, issues
from planner.models import LIVE_STATES, STOPPABLE, ChannelChoice, Person, Reminder, UnsubscribeLink
from planner.queries.channels import links

State = Reminder.State
ANOTHER_DAY = "another_day"
UNSUBSCRIBED = "unsubscribed"
BATCH = 500
_WEEK = timedelta(days=7)


@transaction.atomic
def plan(person_id: UUID, *, now: datetime) -> None:
    """Bring this person's digests in line with when they want them. Planning twice is planning once."""
    person = locks.person(person_id)
    wanted = {one.week: one for one in _wanted(person, now)}
    mine = Reminder.objects.filter(person=person, step=DIGEST, due_at__gte=now - _WEEK)
    known = {row.recurrence_id: row for row in mine}
    for week, row in known.items():
        if row.state in STOPPABLE and row.due_at >= now and week not in wanted:
            _cancel(row, ANOTHER_DAY if wanted else UNSUBSCRIBED, now)
    for week, issue in wanted.items():
        _keep(known.get(week) or _row(person, issue, now), issue, person)


@transaction.atomic
def choose(actor: UUID, *, weekday: int, at: time, is_wanted: bool, now: datetime) -> None:
    """Say on which day and at what hour it comes, or that it does not. Raises `Invalid`."""
    if not 1 <= weekday <= 7:
        raise errors.Invalid("Choose a day of the week.", field="weekday")
    person = locks.person(actor)
    person.digest_weekday, person.digest_at = weekday, at
    person.save(update_fields=("digest_weekday", "digest_at"))
    _subscribe(actor, None if is_wanted else now)
    plan(actor, now=now)


def sweep(*, now: datetime) -> int:
    """Plan for everybody whose next two are not there, or stand at another time; how many people."""
    people = {*_without(now), *_elsewhere()}
    for person_id in sorted(people):
        plan(person_id, now=now)
    return len(people)


def _wanted(person: Person, now: datetime) -> tuple[Issue, ...]:
    stopped = UnsubscribeLink.objects.filter(person=person, step=DIGEST, unsubscribed_at__isnull=False)
    if not person.is_active or stopped.exists():
        return ()
    zone = zones.zone(person.tzid) or zones.UTC_ZONE
    return issues(Weekly(person.digest_weekday, person.digest_at), zone, now=now)


def _row(person: Person, issue: Issue, now: datetime) -> Reminder:
    return Reminder(
        person=person,
        uid="",
        recurrence_id=issue.week,
        step=DIGEST,
        channel=ChannelChoice.EMAIL,
        schedule_version=1,
        state=State.CANCELLED,
        created_at=now,
    )


def _keep(row: Reminder, issue: Issue, person: Person) -> None:
    """Let it wait for its moment, unless it has begun to go out or was decided about."""
    if row.state not in (*STOPPABLE, State.CANCELLED) or row.attempts:
        return
    if row.state in STOPPABLE and (row.due_at, row.tzid) == (issue.due_at, person.tzid):
        return
    row.state, row.reason, row.ended_at, row.lease_token = State.PENDING, "", None, None
    row.due_at = row.next_at = issue.due_at
    row.anchor_local, row.tzid = issue.anchor_local.isoformat(), person.tzid
    row.event_on = issue.anchor_local.date()
    row.save()


def _cancel(row: Reminder, reason: str, now: datetime) -> None:
    over = due.ended(State.CANCELLED, now=now, reason=reason)
    Reminder.objects.filter(id=row.id, state__in=STOPPABLE).update(**over)


def _subscribe(person_id: UUID, unsubscribed_at: datetime | None) -> None:
    """The same note that the link in the mail leaves."""
    digest = secret_tokens.digest(links.unsubscribe_token(person_id, DIGEST))
    link, _ = UnsubscribeLink.objects.get_or_create(
        person_id=person_id, step=DIGEST, defaults={"token_hash": digest}
    )
    UnsubscribeLink.objects.filter(id=link.pk).update(unsubscribed_at=unsubscribed_at)


def _without(now: datetime) -> Iterator[UUID]:
    """Those who want it and have none for the week after next."""
    live = Reminder.objects.filter(
        person=OuterRef("pk"), step=DIGEST, state__in=LIVE_STATES, due_at__gte=now + _WEEK
    )
    stopped = UnsubscribeLink.objects.filter(
        person=OuterRef("pk"), step=DIGEST, unsubscribed_at__isnull=False
    )
    people = Person.objects.filter(~Exists(live), ~Exists(stopped), is_active=True, membership__isnull=False)
    yield from people.values_list("id", flat=True).iterator(chunk_size=BATCH)


def _elsewhere() -> Iterator[UUID]:
    """Those whose zone is another by now, or whose zone has other rules than when theirs were planned."""
    live = Reminder.objects.filter(step=DIGEST, state__in=STOPPABLE, attempts=0)
    columns = live.values_list("person_id", "due_at", "anchor_local", "tzid", F("person__tzid"))
    for person_id, due_at, anchor, tzid, current in columns.iterator(chunk_size=BATCH):
        zone = zones.zone(tzid) or zones.UTC_ZONE
        if tzid != current or zones.instant(datetime.fromisoformat(anchor), zone) != due_at:
            yield person_id
