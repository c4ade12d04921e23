"""An event as somebody fills it in, and whether it can stand."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from planner import errors
from planner.core.calendar import rrules, zones
from planner.core.calendar.events import When
from planner.core.visibility import Visibility

KINDS = ("work_party", "family", "friends", "celebration", "travel", "medical", "us", "other")
WORLDS = ("mine", "yours", "ours")
TITLE_MAX = 200
LOCATION_MAX = 300
DESCRIPTION_MAX = 5_000
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST = timedelta(days=366)
ONE_DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class EventForm:
    """`start` and `end` are naive wall times in `tzid`. All-day: midnights, `end` is the last day itself."""

    title: str
    start: datetime
    end: datetime
    is_all_day: bool = False
    tzid: str = "UTC"
    rrule: str = ""
    location: str = ""
    description: str = ""
    kind: str = "other"
    world: str = "mine"
    visibility: Visibility = Visibility.SHARED

    @property
    def dtstart(self) -> When:
        return self._when(self.start)

    @property
    def dtend(self) -> When:
        """The exclusive end, as iCalendar has it."""
        return self._when(self.end + ONE_DAY if self.is_all_day else self.end)

    @property
    def rule(self) -> str:
        """The rule with UNTIL in the start's value type (RFC 5545 3.3.10): a day is meant whole."""
        parts = self.rrule.upper().split(";") if self.rrule else []
        return ";".join(self._until(part) if part.startswith("UNTIL=") else part for part in parts)

    def check(self) -> None:
        """Raise `Invalid`, or `TooLong`, for the first field that cannot stand."""
        self._check_texts()
        self._check_choices()
        self._check_times()
        self._check_rule()

    def _when(self, wall: datetime) -> When:
        return When(wall, "", is_date=True) if self.is_all_day else When(wall, self.tzid)

    def _until(self, part: str) -> str:
        until = rrules.parse(f"FREQ=DAILY;{part}").until
        if until is None:
            return part
        if self.is_all_day:
            return f"UNTIL={until.wall:%Y%m%d}"
        wall = datetime.combine(until.wall, END_OF_DAY) if until.is_date else until.wall
        zone = None if until.is_utc else zones.zone(self.tzid)
        return f"UNTIL={zones.instant(wall, zone) if zone else wall:%Y%m%dT%H%M%SZ}"

    def _check_texts(self) -> None:
        if not self.title.strip():
            raise errors.Invalid("Give it a name.", field="title")
        for field, limit in (
            ("title", TITLE_MAX),
            ("location", LOCATION_MAX),
            ("description", DESCRIPTION_MAX),
        ):
            if len(getattr(self, field)) > limit:
                raise errors.TooLong(field=field)

    def _check_choices(self) -> None:
        for field, choices in (("kind", KINDS), ("world", WORLDS), ("visibility", tuple(Visibility))):
            if getattr(self, field) not in choices:
                raise errors.Invalid("Choose one from the list.", field=field)

    def _check_times(self) -> None:
        if not self.is_all_day and zones.zone(self.tzid) is None:
            raise errors.Invalid("Choose a time zone from the list.", field="tzid")
        for field in ("start", "end"):
            if not FIRST_YEAR <= getattr(self, field).year <= LAST_YEAR:
                raise errors.Invalid("This year is too far away.", field=field)
        if self.is_all_day and {self.start.time(), self.end.time()} != {time()}:
            raise errors.Invalid("An event of whole days has no time of day.", field="start")
        if self.end < self.start:
            raise errors.Invalid("It ends before it begins.", field="end")
        if self.end - self.start > LONGEST:
            raise errors.Invalid("It lasts longer than a year.", field="end")

    def _check_rule(self) -> None:
        if not self.rrule:
            return
        try:
            rule = rrules.parse(self.rule)
        except (ValueError, OverflowError) as error:
            raise errors.Invalid("This way of repeating cannot be read.", field="rrule") from error
        if rrules.plain(self.rule) != self.rule:
            raise errors.Invalid("This way of repeating cannot be read.", field="rrule")
        if not rule.is_daily_at_most:
            raise errors.Invalid("It can repeat once a day at most.", field="rrule")
        if rule.until and rule.until.wall.date() < self.start.date() - ONE_DAY:
            raise errors.Invalid("It stops repeating before it begins.", field="rrule")
