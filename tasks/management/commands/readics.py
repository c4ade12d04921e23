"""Shows what Alongside makes of a calendar file: read in the child process, as an upload is. No database."""

import json
import sys
from argparse import ArgumentParser
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from planner.core.calendar.events import Occurrence
from planner.errors import AlongsideError, Hostile, Invalid, UnreadableCalendar
from planner.ical import listing, wire
from planner.ical.parsed import Parsed, Problem
from planner.ical.read import is_made_up
from planner.ical.scan import MAX_BYTES
from tasks import sandbox

UNREADABLE = 2


class Command(BaseCommand):
    help = "Show what Alongside makes of an iCalendar file, without a database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="an .ics file")
        parser.add_argument("--from", dest="begin", metavar="DATE", help="first day, default: today")
        parser.add_argument("--to", dest="end", metavar="DATE", help="day after the last, default: a year on")
        parser.add_argument("--json", dest="as_json", action="store_true", help="for programs")

    def handle(self, *args: Any, file: str, as_json: bool, **options: Any) -> None:
        try:
            window = _window(options["begin"], options["end"])
            listed = listing.of(_read(Path(file)), *window)
        except AlongsideError as refusal:
            self.stderr.write(refusal.message)
            sys.exit(UNREADABLE)
        self.stdout.write(_as_json(listed) if as_json else _as_text(listed))


def _window(begin: str | None, end: str | None) -> tuple[datetime, datetime]:
    first = _day(begin) if begin else datetime.now(UTC).date()
    last = _day(end) if end else _a_year_on(first)
    if last <= first:
        raise Invalid("--to must be a later day than --from.")
    return _midnight(first), _midnight(last)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"“{text}” is no date. Write it as 2026-12-31.") from None


def _a_year_on(day: date) -> date:
    year = min(day.year + 1, date.max.year)
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _read(path: Path) -> Parsed:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableCalendar(f"The file could not be opened: {_why(error)}.") from error
    try:
        return wire.load(sandbox.read_calendar(data))
    except sandbox.ReadingDied:
        raise Hostile("Reading this file took too much time or memory, so it was stopped.") from None


def _why(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or "its name cannot be one").lower()


def _as_json(listed: listing.Listing) -> str:
    problems = [
        {"uid": "" if is_made_up(one.uid) else one.uid, "code": one.code, "message": one.message}
        for one in listed.problems
    ]
    return json.dumps({"occurrences": listed.rows, "problems": problems})


def _as_text(listed: listing.Listing) -> str:
    dated = [_line(one) for one in listed.occurrences] or ["Nothing starts in this time."]
    if not listed.problems:
        return "\n".join(dated)
    return "\n".join([*dated, "", "What we mended or left out:", *map(_problem, listed.problems)])


def _line(one: Occurrence) -> str:
    summary = " ".join(one.component.summary.split()) or "(no title)"
    if one.is_all_day:
        return f"{one.starts_at:%Y-%m-%d} to {one.ends_at:%Y-%m-%d} (all day)  {summary}"
    zone = "floating" if one.start.is_floating else "UTC"
    return f"{one.starts_at:%Y-%m-%d %H:%M} to {one.ends_at:%Y-%m-%d %H:%M} ({zone})  {summary}"


def _problem(one: Problem) -> str:
    return f"- {one.summary or one.uid}: {one.message}" if one.uid else f"- {one.message}"
