"""The weekly digest, "our week": when it comes, of what days, and what becomes of it at its moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.reminding import quiet_hours, sending
from planner.core.reminding.reminders import Channel, Drop, Hold, Reason, Recipient, Send, Waits
from planner.core.reminding.sending import Decision, SentToday

DIGEST = "digest"
"""Beside the steps of the ladder: it belongs to no event."""
LASTS = timedelta(days=2)
"""Later than this it would speak of a week that is half over."""
_DAYS = timedelta(days=7)
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Weekly:
    """When somebody wants it, on their own clock; `weekday` is 1 for Monday, as in ISO 8601."""

    weekday: int = 7
    at: time = time(18)


@dataclass(frozen=True, slots=True)
class Issue:
    """The digest of one week: named by the ISO week in which it comes."""

    week: str
    due_at: datetime
    anchor_local: datetime
    """Naive wall time of `due_at`."""


def issues(weekly: Weekly, zone: ZoneInfo, *, now: datetime) -> tuple[Issue, ...]:
    """The next two, the sooner one first."""
    return tuple(one for one in _around(weekly, zone, now) if one.due_at >= now)[:2]


def _around(weekly: Weekly, zone: ZoneInfo, now: datetime) -> Iterator[Issue]:
    today = zones.wall_clock(now, zone).date()
    for weeks in range(3):
        year, week, _ = (today + weeks * _DAYS).isocalendar()
        anchor = datetime.combine(date.fromisocalendar(year, week, weekly.weekday), weekly.at)
        yield Issue(f"{year}-W{week:02}", zones.instant(anchor, zone), anchor)


def days(anchor_local: datetime) -> tuple[date, date]:
    """The seven days that it speaks of, half-open: from the day on which it comes, if that is the morning."""
    first = anchor_local.date() + timedelta(days=anchor_local.time() >= _NOON)
    return first, first + _DAYS


def decide(recipient: Recipient, sent: SentToday, *, due_at: datetime, now: datetime) -> Decision:
    """Send it, hold it over quiet hours or a full day, or drop it when it comes too late to help."""
    decision = _decided(recipient, sent, now)
    until = decision.until if isinstance(decision, Hold) else now
    return Drop(Reason.TOO_LATE) if until >= due_at + LASTS else decision


def _decided(recipient: Recipient, sent: SentToday, now: datetime) -> Send | Hold:
    quiet = quiet_hours.window(recipient, now)
    if quiet is not None:
        return Hold(quiet.ends_at, Waits.QUIET_HOURS)
    if sent.is_full(Channel.EMAIL):
        return Hold(sending.next_morning(recipient, now), Waits.ENOUGH_TODAY)
    return Send()
