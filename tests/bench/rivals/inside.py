"""Run as a process of the rivals' project: makes their reminders, and says how long that took."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.rivals.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django_celery_beat.models import ClockedSchedule, PeriodicTask  # noqa: E402
from django_celery_beat.schedulers import DatabaseScheduler  # noqa: E402

from tests.bench.rivals.app import app, remind  # noqa: E402


def eta(count: str, first_at: str, over_s: str) -> float:
    """So many ETA tasks, due from `first_at` (seconds since the epoch) on: how many a second."""
    began = time.perf_counter()
    for due_at in _moments(int(count), float(first_at), float(over_s)):
        remind.apply_async((uuid4().hex, due_at), eta=datetime.fromtimestamp(due_at, UTC))
    return int(count) / (time.perf_counter() - began)


def periodic(count: str, first_at: str, over_s: str) -> float:
    """So many one-off PeriodicTasks: how many a second."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    for due_at in _moments(int(count), float(first_at), float(over_s)):
        clocked, _ = ClockedSchedule.objects.get_or_create(clocked_time=datetime.fromtimestamp(due_at, UTC))
        key = uuid4().hex
        PeriodicTask.objects.create(
            name=key, task="rival.remind", clocked=clocked, one_off=True, args=json.dumps([key, due_at])
        )
    return int(count) / (time.perf_counter() - began)


def edit() -> float:
    """How long beat stands still after one of them has changed, in seconds."""
    scheduler = DatabaseScheduler(app=app)
    assert scheduler.schedule
    one = PeriodicTask.objects.order_by("id").last()
    assert one is not None
    one.save()
    began = time.perf_counter()
    assert scheduler.schedule_changed() and scheduler.schedule
    return time.perf_counter() - began


def size() -> int:
    """What the tables of PeriodicTasks take on the disk, in bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
            " WHERE relname IN ('django_celery_beat_periodictask', 'django_celery_beat_clockedschedule')"
        )
        return int(cursor.fetchone()[0])


def _moments(count: int, first_at: float, over_s: float) -> list[float]:
    """In bursts of a second, as reminders fall due at full hours."""
    return [first_at + over_s * number // count for number in range(count)]


if __name__ == "__main__":
    deed, *arguments = sys.argv[1:]
    print(json.dumps({"eta": eta, "periodic": periodic, "edit": edit, "size": size}[deed](*arguments)))
