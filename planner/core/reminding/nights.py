"""How many nights an event takes people away from home."""

from datetime import datetime, timedelta

_LATE_PARTY = timedelta(hours=5)
_ABOUT_HALF_A_DAY = timedelta(hours=12)


def count(start: datetime, end: datetime, *, is_all_day: bool) -> int:
    """The nights between two naive wall times, the end exclusive.

    A party that goes on until five is one evening, and an early train is no night; all-day events last whole
    days, so a day that a DST change made an hour shorter or longer counts as one.
    """
    if is_all_day:
        return max(0, (end - start + _ABOUT_HALF_A_DAY).days - 1)
    evenings = (end - _LATE_PARTY).date() - (start - _LATE_PARTY).date()
    return max(0, min(evenings, end.date() - start.date()).days)
