"""Run as a process inside a deployment: what a journey begins with, made by the actions that pages call."""

import json
import os
import secrets
import sys
from datetime import UTC, datetime
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.db import transaction  # noqa: E402

from planner.actions.exchange import tokens  # noqa: E402
from planner.actions.people import people  # noqa: E402
from planner.models import Person, PushTest, Reminder  # noqa: E402
from tests.actions.reminders.engine import overdue_reminder  # noqa: E402
from tests.factories import join, person  # noqa: E402

TZID = "Europe/Berlin"


def couple() -> list[dict[str, str]]:
    """Ada and Ben, who are together and have no quiet hours."""
    ada, ben = _account("Ada"), _account("Ben")
    join(UUID(ada["id"]), UUID(ben["id"]), now=datetime.now(UTC))
    return [ada, ben]


def push_tests(person_id: str) -> list[str]:
    """The ids of the test messages to this person's devices, the newest first."""
    rows = PushTest.objects.filter(device__person_id=person_id).order_by("-created_at")
    return [str(row.id) for row in rows]


@transaction.atomic
def overdue(count: str) -> list[str]:
    """The Message-IDs to expect of one reminder for each of so many people, all due since a while.

    In one transaction: the callers of the tick are already running.
    """
    guests = [person(f"Guest-{secrets.token_hex(4)}", now=datetime.now(UTC)) for _ in range(int(count))]
    Person.objects.filter(id__in=guests).update(quiet_from=None, quiet_until=None)
    return sorted(f"<{overdue_reminder(guest).id.hex}@localhost>" for guest in guests)


def states() -> list[str]:
    """The states of all overdue last calls."""
    return list(Reminder.objects.filter(step="last-call").values_list("state", flat=True))


def _account(name: str) -> dict[str, str]:
    """Somebody who can sign in and use the API."""
    now = datetime.now(UTC)
    email, password = f"{name.lower()}-{secrets.token_hex(4)}@example.org", secrets.token_urlsafe(12)
    made = Person.objects.create_user(email, password)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    people.register(made.pk, name=name, tzid=TZID, now=now)
    people.describe(made.pk, name=name, tzid=TZID, quiet_from=None, quiet_until=None, language="en", now=now)
    people.settle(made.pk, now=now)
    _, token = tokens.create(made.pk, name="tests", now=now)
    return {"id": str(made.pk), "name": name, "email": email, "password": password, "token": token}


if __name__ == "__main__":
    deed, *arguments = sys.argv[1:]
    deeds = {"couple": couple, "overdue": overdue, "push_tests": push_tests, "states": states}
    print(json.dumps(deeds[deed](*arguments)))
