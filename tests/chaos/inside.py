"""Run as a process inside a deployment: fills its database, and says what became of the reminders."""

import json
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count, F, Max, Q  # noqa: E402
from kombu.exceptions import OperationalError  # noqa: E402

from backend.celery import app  # noqa: E402
from planner.models import LIVE_STATES, Reminder  # noqa: E402
from planner.models.reminders.reminders import StepChoice  # noqa: E402
from tasks.lanes.reminders import OPEN  # noqa: E402
from tests.chaos import fill  # noqa: E402

LOOK_EVERY_S = WAKE_EVERY_S = 0.5


def cards(channel: str, count: str, over_s: str) -> float:
    """Fills; in how many seconds the first is due."""
    due = fill.cards(channel, int(count), over=timedelta(seconds=float(over_s)))
    return (min(due) - datetime.now(UTC)).total_seconds()


def settled(channel: str, within_s: str) -> dict[str, list[object]]:
    """Waits until nothing is left to do: state, attempts, attempts without an end, seconds late, by id."""
    give_up_at, now = time.monotonic() + float(within_s), datetime.now(UTC)
    due = Reminder.objects.filter(step=StepChoice.CARD, channel=channel, due_at__lte=now)
    while due.filter(state__in=LIVE_STATES).exists() and time.monotonic() < give_up_at:
        connection.close()
        time.sleep(LOOK_EVERY_S)
    unended = Count("deliveries", filter=Q(deliveries__ended_at__isnull=True))
    rows = due.annotate(
        made=Count("deliveries"), unended=unended, late=Max("deliveries__began_at") - F("due_at")
    )
    return {
        one.id.hex: [one.state, one.made, one.unended, one.late.total_seconds() if one.late else 0.0]
        for one in rows
    }


def wake() -> None:
    """Wakes every lane again and again, for ever: beat in a hurry. A broker that is away wakes nobody."""
    while True:
        for channel in OPEN:
            with suppress(OperationalError, OSError):
                app.send_task("tasks.lanes.reminders.tick", args=[channel], expires=WAKE_EVERY_S, retry=False)
        time.sleep(WAKE_EVERY_S)


if __name__ == "__main__":
    deed, *arguments = sys.argv[1:]
    print(json.dumps({"cards": cards, "settled": settled, "wake": wake}[deed](*arguments)))
