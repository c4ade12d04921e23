"""When a recipient wants no messages, and the evening before for a card that would fall into that time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.core.calendar import zones
from planner.core.reminding.reminders import Recipient

CARD_EVENING = time(20, 30)
_SHORTLY = timedelta(minutes=30)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """One night's quiet, half-open, aware UTC."""

    starts_at: datetime
    ends_at: datetime


def window(recipient: Recipient, at: datetime) -> Window | None:
    """The quiet time that this moment falls into, or None.

    Both its ends are instants, so an hour that the clocks repeat is quiet once, and one that they skip comes
    after the skip, as every wall time does.
    """
    today = zones.wall_clock(at, recipient.zone).date()
    candidates = (_window_of(recipient, day) for day in (today - _DAY, today))
    return next((one for one in candidates if one and one.starts_at <= at < one.ends_at), None)


def _window_of(recipient: Recipient, day: date) -> Window | None:
    """The quiet time that begins on this day."""
    begins, ends = recipient.quiet_from, recipient.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    last_day = day if begins < ends else day + _DAY
    return Window(_instant(recipient, day, begins), _instant(recipient, last_day, ends))


def evening_before(recipient: Recipient, quiet: Window) -> datetime:
    """Half past eight of the last evening before this quiet time; shortly before it, if that is quiet too."""
    day = zones.wall_clock(quiet.starts_at, recipient.zone).date()
    evenings = (_instant(recipient, one, CARD_EVENING) for one in (day, day - _DAY))
    evening = next(one for one in evenings if one < quiet.starts_at)
    return evening if window(recipient, evening) is None else quiet.starts_at - _SHORTLY


def _instant(recipient: Recipient, day: date, at: time) -> datetime:
    return zones.instant(datetime.combine(day, at), recipient.zone)
