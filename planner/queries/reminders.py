"""A person's own log: what is next, what was sent, what did not arrive and why."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from planner import errors
from planner.core import secret_tokens
from planner.core.calendar import zones
from planner.core.calendar.events import EventObject, occurrence_key
from planner.models import LIVE_STATES, Event, PastReminder, Reminder, UnsubscribeLink
from planner.queries import ladders, sight, who
from planner.queries.ladders import Interest
from planner.queries.views import ReminderLog, ReminderView
from planner.queries.who import Who

KEPT = timedelta(days=365)
_PAST_PAGE = 200
_CAME_TO_NOTHING = (Reminder.State.CANCELLED, Reminder.State.MISSED)

AnyReminder = Reminder | PastReminder
Standing = dict[str, tuple[UUID, EventObject]]


def log(actor: UUID, *, now: datetime, most: int = _PAST_PAGE) -> ReminderLog:
    """What is due to this person, soonest first, and at most so many that were, newest first."""
    viewer = who.of(actor)
    mine = Reminder.objects.filter(person_id=actor)
    coming = tuple(mine.filter(state__in=LIVE_STATES).order_by("next_at", "id"))
    past = _over(actor, since=now - KEPT, most=most)
    standing = _standing(viewer, (*coming, *past))
    past = tuple(_told(past, ladders.interest(viewer), standing))
    following = tuple(_view(row, viewer, standing) for row in coming)
    counts = Counter((each.event_id, each.recurrence_id) for each in following)
    return ReminderLog(
        next=following,
        past=tuple(_view(row, viewer, standing) for row in past),
        next_by_event={(key[0], key[1]): count for key, count in counts.items() if key[0]},
    )


def one(actor: UUID, reminder_id: UUID) -> ReminderView:
    """One line of this person's log. Raises `NotFound`."""
    viewer = who.of(actor)
    tables = (Reminder.objects.all(), PastReminder.objects.all())
    found = (rows.filter(id=reminder_id, person_id=actor).first() for rows in tables)
    row: AnyReminder | None = next((one for one in found if one), None)
    standing = _standing(viewer, (row,)) if row else {}
    if row is None or not any(_told((row,), ladders.interest(viewer, uid=row.uid), standing)):
        raise errors.NotFound
    return _view(row, viewer, standing)


def coming(viewer: Who, event: Event, recurrence_id: str) -> tuple[ReminderView, ...]:
    """What is still due to this person for an occurrence in their sight, soonest first."""
    mine = Reminder.objects.filter(person_id=viewer.person_id, state__in=LIVE_STATES)
    rows = mine.filter(uid=event.uid, recurrence_id=recurrence_id).order_by("next_at", "id")
    standing = {event.uid: (event.id, sight.parsed(event))}
    return tuple(_view(row, viewer, standing) for row in rows)


def stopped(actor: UUID) -> tuple[str, ...]:
    """The steps that this person wants no mail of, in alphabetical order."""
    ended = UnsubscribeLink.objects.filter(person_id=actor, unsubscribed_at__isnull=False)
    return tuple(ended.order_by("step").values_list("step", flat=True))


def step_of(token: str) -> str:
    """The step that the holder of this link may end. Raises `NotFound`."""
    links = UnsubscribeLink.objects.filter(token_hash=secret_tokens.digest(token))
    step = links.values_list("step", flat=True).first()
    if step is None:
        raise errors.NotFound
    return step


def _over(actor: UUID, *, since: datetime, most: int) -> tuple[AnyReminder, ...]:
    """The newest that are over, out of the queue and out of the archive."""
    ended = {"person_id": actor, "ended_at__gte": since}
    queued = Reminder.objects.exclude(state__in=LIVE_STATES).filter(**ended)
    archived = PastReminder.objects.filter(**ended)
    newest = ("-ended_at", "-id")
    rows: list[AnyReminder] = [*queued.order_by(*newest)[:most], *archived.order_by(*newest)[:most]]
    return tuple(sorted(rows, key=lambda row: (row.ended_at or since, row.id), reverse=True)[:most])


def _told(rows: Iterable[AnyReminder], concerns: Interest, standing: Standing) -> Iterator[AnyReminder]:
    """The rows but those that came to nothing and are no longer this person's concern.

    They would tell of a flag that the other has stopped to share, or of an event that the other has hidden.
    """
    for row in rows:
        is_theirs = row.uid in standing and concerns.holds((row.uid, row.recurrence_id))
        if is_theirs or row.state not in _CAME_TO_NOTHING:
            yield row


def _standing(viewer: Who, rows: Iterable[AnyReminder]) -> Standing:
    """The event of each UID, as far as this viewer sees it now."""
    events: dict[str, Event] = {}
    for event in sight.own_first(viewer, sight.events(viewer).filter(uid__in={row.uid for row in rows})):
        events.setdefault(event.uid, event)
    return {uid: (event.id, sight.parsed(event)) for uid, event in events.items()}


def _view(row: AnyReminder, viewer: Who, standing: Standing) -> ReminderView:
    event_id, parsed = standing.get(row.uid, (None, None))
    sent_at = row.ended_at if row.state == Reminder.State.SENT else None
    due_at = row.next_at if isinstance(row, Reminder) and row.state == Reminder.State.PENDING else row.due_at
    return ReminderView(
        id=row.id,
        step=row.step,
        channel=row.channel,
        state=row.state,
        reason=row.reason,
        due_local=zones.wall_clock(due_at, viewer.zone),
        sent_local=zones.wall_clock(sent_at, viewer.zone) if sent_at else None,
        event_id=event_id,
        recurrence_id=row.recurrence_id,
        title=_title(parsed, row.recurrence_id) if parsed else "",
    )


def _title(parsed: EventObject, recurrence_id: str) -> str:
    """The summary of the instance, which may have one of its own."""
    texts = {
        occurrence_key(each.recurrence_id): each.summary
        for each in parsed.overrides
        if each.recurrence_id is not None
    }
    return texts.get(recurrence_id, parsed.summary)
