"""A person's own log: what is next, what was sent, what did not arrive and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from planner import errors
from planner.core import secret_tokens
from planner.core.calendar import zones
from planner.core.calendar.events import EventObject, occurrence_key
from planner.core.reminding import fates
from planner.core.reminding.fates import Fate
from planner.models import LIVE_STATES, Event, Reminder, UnsubscribeLink
from planner.queries.people import sight, who
from planner.queries.people.who import Actor, Who
from planner.queries.reminders import foretelling, ladders, reminder_rows
from planner.queries.reminders.foretelling import Foretold
from planner.queries.reminders.ladders import Ground
from planner.queries.reminders.reminder_rows import AnyReminder, Line
from planner.queries.views import Instead, ReminderLog, ReminderView

KEPT = timedelta(days=365)
NOTICED = timedelta(days=30)
"""After that nobody has to be told any more of what did not arrive; the log still says it."""
MOST_NOTICES = 5
_PAST_PAGE = 200

Standing = dict[str, tuple[UUID, EventObject]]
Foresight = Mapping[UUID, Foretold]


def log(actor: Actor, *, now: datetime, most: int = _PAST_PAGE) -> ReminderLog:
    """What is due to this person, soonest first, and at most so many that were, newest first."""
    viewer = who.of(actor)
    ground = ladders.ground((viewer.person_id,), uid=None, now=now)
    lines, foretold = _lines(viewer, None, ground, now)
    live = sum(line.state in LIVE_STATES for line in lines)
    views = _all_told(viewer, lines[: live + most], ground, foretold)
    return ReminderLog(next=views[:live], past=views[live:])


def page(
    actor: Actor, *, fate: Fate | None = None, now: datetime, limit: int, offset: int = 0
) -> tuple[ReminderView, ...]:
    """So many lines of this fate, or of all: what is due, soonest first, then what was, newest first."""
    viewer = who.of(actor)
    ground = ladders.ground((viewer.person_id,), uid=None, now=now)
    lines, foretold = _lines(viewer, fate, ground, now)
    return _all_told(viewer, lines[offset : offset + limit], ground, foretold)


def _lines(viewer: Who, fate: Fate | None, ground: Ground, now: datetime) -> tuple[list[Line], Foresight]:
    """The lines of a log, and what is foretold of those that are due, which gives their order."""
    lines = reminder_rows.lines(viewer, fate, ground, since=now - KEPT)
    live = [line for line in lines if line.next_at is not None]
    foretold = foretelling.of(viewer.person_id, ground, now=now) if live else {}
    live.sort(key=lambda line: (_comes_at(line.id, line.next_at or now, foretold), line.id))
    return live + lines[len(live) :], foretold


def _comes_at(id_: UUID, next_at: datetime, foretold: Foresight) -> datetime:
    known = foretold.get(id_)
    return known.at if known and not known.will_not else next_at


def lost(viewer: Who, *, since: datetime) -> QuerySet[Reminder]:
    """What did not reach this person, or perhaps not, since then, until they have read so."""
    return Reminder.objects.filter(
        person_id=viewer.person_id,
        state__in=fates.LOST,
        dismissed_at__isnull=True,
        ended_at__gte=since,
    )


def notices(
    viewer: Who, rows: Iterable[Reminder], beside: Iterable[Reminder], events: Mapping[str, Event]
) -> tuple[ReminderView, ...]:
    """The newest of what was `lost`, with what may have gone in its place and the events at hand."""
    newest = sorted(rows, key=lambda row: (row.ended_at, row.id), reverse=True)[:MOST_NOTICES]
    standing = {uid: (event.id, sight.parsed(event)) for uid, event in events.items()}
    others = reminder_rows.in_the_place_of(newest, beside)
    return tuple(_view(row, viewer, standing, others.get(row.id)) for row in newest)


def one(actor: UUID, reminder_id: UUID) -> ReminderView:
    """One line of this person's log. Raises `NotFound`."""
    viewer = who.of(actor)
    row = reminder_rows.one(viewer, reminder_id)
    if row is None:
        raise errors.NotFound
    return told(viewer, (row,))[0]


def coming(
    viewer: Who, event: Event, recurrence_id: str, ground: Ground, *, now: datetime
) -> tuple[ReminderView, ...]:
    """What will still come to this person for an occurrence in their sight, soonest first.

    The ground is that of all UIDs: what comes of one depends on what else they get that day.
    """
    known = ground.members[viewer.person_id].reminders.get((event.uid, recurrence_id), ())
    rows = [row for row in known if row.state in LIVE_STATES]
    foretold = foretelling.of(viewer.person_id, ground, now=now) if rows else {}
    rows.sort(key=lambda row: (_comes_at(row.id, row.next_at, foretold), row.id))
    standing = {event.uid: (event.id, sight.parsed(event))}
    views = (_view(row, viewer, standing, foretold=foretold.get(row.id)) for row in rows)
    return tuple(view for view in views if not view.will_not)


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


def _standing(viewer: Who, rows: Iterable[AnyReminder], known: ladders.Rows) -> Standing:
    """The event of each UID, as far as this viewer sees it now; those that are not known are asked for."""
    uids = {row.uid for row in rows if row.uid}
    found = {uid: sight.standing(viewer, known[uid]) for uid in uids & known.keys()}
    found |= sight.for_uids(viewer, uids - known.keys())
    return {uid: (event.id, sight.parsed(event)) for uid, event in found.items() if event}


def told(viewer: Who, rows: Sequence[AnyReminder]) -> tuple[ReminderView, ...]:
    """These rows of the viewer's own, as lines of their log."""
    return _views(viewer, rows, {}, {})


def _all_told(
    viewer: Who, lines: Sequence[Line], ground: Ground, foretold: Foresight
) -> tuple[ReminderView, ...]:
    return _views(viewer, reminder_rows.rows(viewer, lines, ground), ground.events, foretold)


def _views(
    viewer: Who, rows: Sequence[AnyReminder], known: ladders.Rows, ahead: Foresight
) -> tuple[ReminderView, ...]:
    standing, others = _standing(viewer, rows, known), reminder_rows.instead(viewer, rows)
    return tuple(_view(row, viewer, standing, others.get(row.id), ahead.get(row.id)) for row in rows)


def _view(
    row: AnyReminder,
    viewer: Who,
    standing: Standing,
    other: AnyReminder | None = None,
    foretold: Foretold | None = None,
) -> ReminderView:
    event_id, parsed = standing.get(row.uid, (None, None))
    sent_at = row.ended_at if row.state == Reminder.State.SENT else None
    due_at = row.next_at if isinstance(row, Reminder) and row.state == Reminder.State.PENDING else row.due_at
    will_not = foretold.will_not if foretold else ""
    return ReminderView(
        id=row.id,
        step=row.step,
        channel=row.channel,
        state=row.state,
        reason=row.reason,
        fate=fates.of(row.state, row.reason),
        due_local=zones.wall_clock(foretold.at if foretold and not will_not else due_at, viewer.zone),
        planned_local=zones.wall_clock(row.due_at, viewer.zone),
        sent_local=zones.wall_clock(sent_at, viewer.zone) if sent_at else None,
        ended_local=zones.wall_clock(row.ended_at, viewer.zone) if row.ended_at else None,
        attempts=row.attempts,
        event_id=event_id,
        recurrence_id=row.recurrence_id,
        title=_title(parsed, row.recurrence_id) if parsed else "",
        instead=_instead(other, viewer) if other else None,
        will_not=will_not,
    )


def _instead(row: AnyReminder, viewer: Who) -> Instead:
    at = row.next_at if isinstance(row, Reminder) and row.ended_at is None else row.ended_at
    return Instead(row.channel, row.state, zones.wall_clock(at or row.due_at, viewer.zone))


def _title(parsed: EventObject, recurrence_id: str) -> str:
    """The summary of the instance, which may have one of its own."""
    texts = {
        occurrence_key(each.recurrence_id): each.summary
        for each in parsed.overrides
        if each.recurrence_id is not None
    }
    return texts.get(recurrence_id, parsed.summary)
