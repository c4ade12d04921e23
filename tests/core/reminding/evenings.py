"""An evening in Berlin, somebody to remind of it, and every odd clock, for the tests of the ladder."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.reminding.reminders import EVERY_KIND, Channel, Facts, Recipient, Rungs

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
ODD_ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Antarctica/Troll",
        "Asia/Kathmandu",
        "Pacific/Apia",
    )
]
LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
QUIET = {"quiet_from": time(21), "quiet_until": time(8)}


def recipient(zone: ZoneInfo = BERLIN, *, rungs: Rungs | None = None, **changes: Any) -> Recipient:
    """Somebody who reads mail; `rungs` are their own for every kind of event."""
    own = {} if rungs is None else {EVERY_KIND: rungs}
    return Recipient(zone, rungs=own, **({"channels": frozenset({Channel.EMAIL})} | changes))


def timed(
    start: datetime,
    zone: ZoneInfo | None = BERLIN,
    *,
    lasts: timedelta = timedelta(hours=4),
    home: ZoneInfo = BERLIN,
    **changes: Any,
) -> Facts:
    """A flagged event at this wall time; floating when its zone is None, and then seen from `home`."""
    starts_at = zones.instant(start, zone or home)
    known = {"level_seen": 1} | changes
    return Facts(start, zone, False, starts_at, starts_at + lasts, **known)


def all_day(start: datetime, days: int = 1, *, home: ZoneInfo = BERLIN, **changes: Any) -> Facts:
    bounds = (zones.instant(start, home), zones.instant(start + timedelta(days=days), home))
    known = {"level_seen": 1} | changes
    return Facts(start, None, True, *bounds, **known)


def local(moment: datetime, zone: ZoneInfo = BERLIN) -> str:
    return f"{zones.wall_clock(moment, zone):%Y-%m-%d %H:%M}"
