"""What the holder of a mail's link may know: no more than the mail said; and what a person has muted."""

from collections.abc import Collection
from datetime import datetime

from planner import errors
from planner.core import secret_tokens
from planner.core.calendar import recurrence, zones
from planner.models import LIVE_STATES, Event, Muted, Person, Reminder, ReplyLink, Talk
from planner.queries.calendar import slots, talk_rows
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import MutedView, ReplyView


def by_token(token: str, *, now: datetime) -> ReplyView:
    """The reminder that this link answers. Raises `NotFound`, as for one that has ended."""
    link = (
        ReplyLink.objects.select_related("reminder__person")
        .filter(token_hash=secret_tokens.digest(token), expires_at__gt=now)
        .first()
    )
    if link is None or not link.reminder.person.is_active:
        raise errors.NotFound
    return _view(link.reminder, link.reminder.person)


def muted(viewer: Who, rows: Collection[Muted]) -> tuple[MutedView, ...]:
    """Those of these rows of the viewer's own whose event is in their sight, in the same order."""
    events = sight.for_uids(viewer, {row.uid for row in rows})
    seen = ((row, events[row.uid]) for row in rows if row.uid in events)
    return tuple(one for row, event in seen if (one := _muted(viewer, row, event)))


def is_muted(viewer: Who, uid: str, recurrence_id: str) -> bool:
    """Whether they want no reminders of this occurrence, or of its whole series."""
    rows = Muted.objects.filter(person_id=viewer.person_id, uid=uid)
    return rows.filter(recurrence_id__in={recurrence_id, ""}).exists()


def _muted(viewer: Who, row: Muted, event: Event) -> MutedView | None:
    found = recurrence.find(sight.parsed(event), row.recurrence_id, home=viewer.zone)
    return MutedView(event.id, row.recurrence_id, found.component.summary) if found else None


def _view(reminder: Reminder, person: Person) -> ReplyView:
    viewer = who_queries.of(person.id)
    again = Reminder.objects.filter(again_of=reminder, state__in=LIVE_STATES).first()
    event = sight.for_uid(viewer, reminder.uid)
    talk = _open_talk(viewer, reminder)
    is_booked = talk is not None and talk.state == Talk.State.ACCEPTED
    is_theirs = talk is not None and not is_booked and talk.suggested_by_id != person.id
    return ReplyView(
        person_id=person.id,
        language=person.language,
        reminder_id=reminder.id,
        step=reminder.step,
        uid=reminder.uid,
        recurrence_id=reminder.recurrence_id,
        event_id=event.id if event else None,
        is_muted=is_muted(viewer, reminder.uid, reminder.recurrence_id),
        again_local=zones.wall_clock(again.next_at, viewer.zone) if again else None,
        slots=slots.offered(person.id, reminder.id),
        suggested_at=talk.starts_at if talk and is_theirs else None,
        booked_at=talk.starts_at if talk and is_booked else None,
    )


def _open_talk(viewer: Who, reminder: Reminder) -> Talk | None:
    """The talk before what the reminder is about that is suggested or booked, as far as they see it."""
    about = {"uid": reminder.uid, "recurrence_id": reminder.recurrence_id}
    return talk_rows.told(viewer).filter(**about, state__in=talk_rows.OPEN).first()
