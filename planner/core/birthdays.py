"""Birthdays that somebody keeps: on which day they fall, and how old somebody turns."""

import calendar
from dataclasses import dataclass
from datetime import date

from planner import errors

NAME_MAX = 120
FIRST_YEAR = 1850
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class BirthdayForm:
    """A birthday as somebody fills it in; without `year` nobody is told an age."""

    name: str
    month: int
    day: int
    year: int | None = None
    is_shared: bool = True

    def check(self, *, today: date) -> None:
        """Raise `Invalid`, or `TooLong`, for the first field that cannot stand."""
        if not self.name.strip():
            raise errors.Invalid("Write whose birthday it is.", field="name")
        if len(self.name) > NAME_MAX:
            raise errors.TooLong(field="name")
        if not is_day(self.month, self.day, self.year):
            raise errors.Invalid("There is no such day.", field="day")
        if self.year is not None and not (
            FIRST_YEAR <= self.year and date(self.year, self.month, self.day) <= today
        ):
            raise errors.Invalid("Write the year of birth, or leave it empty.", field="year")


def is_day(month: int, day: int, year: int | None = None) -> bool:
    """Whether there is such a day in that year, or without a year in any."""
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def falls_on(month: int, day: int, year: int) -> date:
    """The day in that year; of 29 February the 28th in between, so that nobody is congratulated late."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def turns(born: int | None, year: int) -> int | None:
    """How old somebody turns in that year; None if nobody knows, or in the year of their birth."""
    return year - born if born is not None and year > born else None
