"""Run as a process on a deployment's own database: makes reminders that are due, shows and ages rows."""

import json
import os
import sys
from datetime import UTC, datetime

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
django.setup()

from planner.models import Reminder  # noqa: E402
from tests.actions.reminders.engine import overdue_reminder  # noqa: E402
from tests.factories import person  # noqa: E402


def make(count: str) -> list[str]:
    """The Message-IDs to expect: one overdue reminder for each of so many people."""
    people = [person(f"Person{n}", now=datetime.now(UTC)) for n in range(int(count))]
    return sorted(f"<{overdue_reminder(each).id.hex}@localhost>" for each in people)


def show() -> list[tuple[str, bool, int]]:
    rows = Reminder.objects.filter(step="last-call").order_by("id")
    return [(row.state, row.is_uncertain, row.attempts) for row in rows]


def end_leases() -> int:
    """As if two minutes had gone by."""
    held = Reminder.objects.filter(state__in=("leased", "sending"))
    return held.update(next_at=datetime.now(UTC))


if __name__ == "__main__":
    deed, *arguments = sys.argv[1:]
    print(json.dumps({"make": make, "show": show, "end_leases": end_leases}[deed](*arguments)))
