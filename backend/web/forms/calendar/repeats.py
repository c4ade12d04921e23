"""The few ways of repeating that a form offers, and the RRULE text of each (RFC 5545 3.3.10)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from planner.core.calendar import rrules, zones
from planner.core.calendar.rrules import Freq, Rule, Until

NEVER, KEEP = "", "keep"
FORTNIGHTLY = "fortnightly"
RULES = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}
CHOICES = [
    (NEVER, _("It happens once")),
    ("daily", _("Every day")),
    ("weekly", _("Every week")),
    (FORTNIGHTLY, _("Every two weeks")),
    ("monthly", _("Every month")),
    ("yearly", _("Every year")),
]
KEEP_CHOICE = (KEEP, _("As in the file it came from"))


@dataclass(frozen=True, slots=True)
class Repeats:
    """What the form holds: which way, and either a last day, a number of times, or no end."""

    how: str = NEVER
    until: date | None = None
    times: int | None = None


def text(given: Repeats) -> str:
    """The rule; UNTIL as a day, which the domain takes as the whole of it."""
    if given.how == NEVER:
        return ""
    parts = [RULES[given.how]]
    if given.until:
        parts.append(f"UNTIL={given.until:%Y%m%d}")
    if given.times:
        parts.append(f"COUNT={given.times}")
    return ";".join(parts)


def read(rrule: str, tzid: str) -> Repeats:
    """What to fill in for a rule: one of ours, or "keep" for one that says more than the form can."""
    if not rrule:
        return Repeats()
    try:
        rule = rrules.parse(rrule)
    except ValueError:
        return Repeats(KEEP)
    names = {rrules.parse(simple): name for name, simple in RULES.items()}
    how = names.get(Rule(rule.freq, rule.interval)) if rule == _bare(rule) else None
    return Repeats(how, _last_day(rule.until, tzid), rule.count) if how else Repeats(KEEP)


def _bare(rule: Rule) -> Rule:
    """The rule with nothing but what the form can hold."""
    return Rule(Freq(rule.freq), rule.interval, rule.count, rule.until)


def _last_day(until: Until | None, tzid: str) -> date | None:
    if until is None:
        return None
    zone = zones.zone(tzid)
    if not until.is_utc or zone is None:
        return until.wall.date()
    utc = zones.zone("UTC")
    moment = zones.instant(until.wall, utc) if utc else None
    return zones.wall_clock(moment, zone).date() if moment else until.wall.date()
