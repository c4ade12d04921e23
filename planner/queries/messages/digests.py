"""What the weekly digest says to one person: what is coming, what is still open, as they see it now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from planner.core.plan.support_plan import State
from planner.core.reminding import digest
from planner.core.reminding.reminders import Channel, Drop, Reason
from planner.core.reminding.sending import Decision
from planner.core.visibility import Visibility
from planner.models import Event, Matters, Reminder, UnsubscribeLink
from planner.queries.pages import look_ahead
from planner.queries.people import sight, who
from planner.queries.people.who import Who
from planner.queries.reminders import deliveries, ladders
from planner.queries.views import LookAheadItem, OccurrenceView

OPEN_FOR = timedelta(days=28)
"""How far ahead of its evening a plan is asked about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One evening: `state` is how far its plan is, None where none is asked for."""

    start_local: datetime
    is_all_day: bool
    title: str
    is_only_mine: bool
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Week:
    coming: tuple[Line, ...]
    open: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.coming or self.open)


def decide(reminder: Reminder, *, now: datetime) -> Decision:
    """What becomes of a digest at this moment."""
    person = reminder.person
    stopped = UnsubscribeLink.objects.filter(person=person, step=digest.DIGEST, unsubscribed_at__isnull=False)
    if stopped.exists():
        return Drop(Reason.UNSUBSCRIBED)
    recipient = ladders.recipient(person)
    if not person.is_active or Channel.EMAIL not in recipient.channels:
        return Drop(Reason.NO_CHANNEL)
    sent = deliveries.today(reminder, recipient, now=now)
    return digest.decide(recipient, sent, due_at=reminder.due_at, now=now)


def week(reminder: Reminder, *, now: datetime) -> Week:
    """What this digest has to say; empty for a quiet week."""
    viewer = who.of(reminder.person_id)
    first, after = digest.days(datetime.fromisoformat(reminder.anchor_local))
    listed, later = look_ahead.occasions(viewer, now=now)
    seen = sorted((*(one.occurrence for one in listed), *later), key=lambda one: one.starts_at)
    worth = [one for one in listed if one.is_worth_a_talk]
    quiet = _by_own_words(viewer, worth)
    return Week(
        coming=tuple(_line(one, viewer) for one in seen if _falls(one, first, after)),
        open=tuple(
            _line(one.occurrence, viewer, state=one.plan_state, is_quiet=one.occurrence in quiet)
            for one in worth
            if _falls(one.occurrence, first, first + OPEN_FOR)
        ),
    )


def _falls(one: OccurrenceView, first: date, after: date) -> bool:
    """Whether it takes place on one of these days, or is still on."""
    return one.start_local.date() < after and one.end_local.date() >= first


def _line(one: OccurrenceView, viewer: Who, *, state: State | None = None, is_quiet: bool = False) -> Line:
    is_kept = one.visibility is Visibility.PRIVATE or is_quiet
    return Line(
        start_local=one.start_local,
        is_all_day=one.is_all_day,
        title=one.title,
        is_only_mine=is_kept and viewer.partner_id is not None,
        state=state,
    )


def _by_own_words(viewer: Who, listed: Sequence[LookAheadItem]) -> set[OccurrenceView]:
    """Those that are on the list for nothing but what this person keeps to themselves."""
    ids = {one.occurrence.event_id for one in listed if one.occurrence.event_id}
    uids = dict(Event.objects.filter(id__in=ids).values_list("id", "uid"))
    concerns, mattering = ladders.interest(viewer), _mattering(viewer, uids.values())
    found = set()
    for one in (item.occurrence for item in listed):
        uid = uids[one.event_id] if one.event_id else ""
        keys = {(uid, one.recurrence_id), (uid, "")}
        if concerns.is_only_mine((uid, one.recurrence_id)) and not keys & mattering:
            found.add(one)
    return found


def _mattering(viewer: Who, uids: Collection[str]) -> set[tuple[str, str]]:
    """What both may know to matter to one of them."""
    own = Q(owner_id=viewer.person_id)
    rows = Matters.objects.filter(own | sight.said_by_the_other(viewer), uid__in=uids)
    return set(rows.filter(level_shared_at__isnull=False).values_list("uid", "recurrence_id"))
