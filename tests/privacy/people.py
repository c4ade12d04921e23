"""People and events for the edges' tests, made through actions."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model

from planner.actions.people import people
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from planner.models import OutboxMail

TZID = "Europe/Berlin"


def form(now: datetime, title: str, days: int, *, visibility: Visibility, **more: str) -> EventForm:
    start = (now + timedelta(days=days)).replace(tzinfo=None, hour=18, minute=0, second=0, microsecond=0)
    return EventForm(
        title=title, start=start, end=start + timedelta(hours=3), tzid=TZID, visibility=visibility, **more
    )


def person(name: str, now: datetime) -> UUID:
    """Somebody with an account. Without a password, because hashing one takes longer than most tests."""
    person = get_user_model().objects.create_user(f"{name}@example.org")
    people.register(person.pk, name=name.title(), tzid=TZID, now=now)
    return UUID(str(person.pk))


def pair(inviter: UUID, invited: UUID, name: str, now: datetime) -> None:
    people.accept(invited, invite(inviter, f"{name}@example.org", now), now=now)


def invite(inviter: UUID, email: str, now: datetime) -> str:
    known = set(OutboxMail.objects.values_list("id", flat=True))
    people.invite(inviter, email=email, now=now)
    return str(OutboxMail.objects.exclude(id__in=known).get().text)
