"""What beat says, to which queue and how often. A wake-up only says "look now": the rows are the queue.

Each channel has a queue of its own, so that workers can be given to one of them, and a provider that hangs
holds up nobody else's wake-ups.
"""

from collections.abc import Iterator
from typing import Any

WAKE_UPS: tuple[tuple[str, tuple[str, ...], str, int], ...] = (
    ("tasks.lanes.reminders.tick", ("email",), "reminders-email", 5),
    ("tasks.lanes.reminders.tick", ("sms",), "reminders-sms", 5),
    ("tasks.lanes.reminders.tick", ("push",), "reminders-push", 5),
    # Somebody stands at the door.
    ("tasks.lanes.times_to_go.tick", ("push",), "time-to-go", 1),
    ("tasks.lanes.times_to_go.tick", ("sms",), "time-to-go", 1),
    ("tasks.lanes.times_to_go.tick", ("email",), "time-to-go", 1),
    ("tasks.lanes.account_mail.tick", (), "account", 5),
    ("tasks.lanes.account_texts.tick", (), "account", 5),
    ("tasks.lanes.push_tests.tick", (), "account", 5),
    ("tasks.lanes.webhooks.tick", (), "webhooks", 5),
    ("tasks.imports.tick", (), "files", 5),
    ("tasks.exports.tick", (), "files", 5),
    ("tasks.subscriptions.tick", (), "subscriptions", 5),
    ("tasks.upkeep.heal", (), "upkeep", 3600),
)
"""Task, its arguments, queue, period in seconds."""

QUEUES = tuple(dict.fromkeys(queue for _, _, queue, _ in WAKE_UPS))


def schedule() -> dict[str, dict[str, Any]]:
    """Beat's schedule, by a name for each wake-up."""
    return dict(_entries())


def _entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for task, args, queue, period_s in WAKE_UPS:
        # One that waited longer than its own period says nothing that the next does not.
        options = {"queue": queue, "expires": period_s}
        entry = {"task": task, "args": args, "schedule": period_s, "options": options}
        yield " ".join((task, *args)), entry
