"""Three people, made through the actions that pages call: two partners and a stranger."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from planner.actions import events, people
from planner.core.event_form import EventForm
from planner.core.visibility import Visibility
from planner.models import OutboxMail, Person

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
"""A Monday, a week after the clocks of Berlin went back."""

TZID = "Europe/Berlin"
EVENING = datetime(2026, 11, 20, 19, 0)


@dataclass(frozen=True)
class Couple:
    """Two partners, and somebody who has nothing to do with them."""

    ada: UUID
    ben: UUID
    stranger: UUID


def person(name: str, *, tzid: str = TZID, now: datetime = NOW) -> UUID:
    """Somebody with an account and a couple of one; the address is `name@example.org`."""
    made = Person.objects.create_user(f"{name.lower()}@example.org", "a long enough password")
    people.register(made.pk, name=name, tzid=tzid, now=now)
    return made.pk


def invite(inviter: UUID, address: str, *, now: datetime = NOW) -> str:
    """The token of a new invitation, taken out of the mail that carries it."""
    known = set(OutboxMail.objects.values_list("id", flat=True))
    people.invite(inviter, email=address, now=now)
    return OutboxMail.objects.exclude(id__in=known).get().text


def join(inviter: UUID, invitee: UUID, *, now: datetime = NOW) -> None:
    """Make these two a couple."""
    address = Person.objects.get(id=invitee).email
    people.accept(invitee, invite(inviter, address, now=now), now=now)


def form(
    title: str = "Office party",
    start: datetime = EVENING,
    *,
    hours: float = 4,
    visibility: Visibility = Visibility.SHARED,
    **fields: object,
) -> EventForm:
    """A timed event as somebody fills it in."""
    end = start + timedelta(hours=hours)
    return EventForm(title, start, end, tzid=TZID, visibility=visibility, **fields)  # type: ignore[arg-type]


def event(
    owner: UUID,
    title: str = "Office party",
    start: datetime = EVENING,
    *,
    visibility: Visibility = Visibility.SHARED,
    now: datetime = NOW,
    **fields: object,
) -> UUID:
    """The id of a new event."""
    return events.add(owner, form(title, start, visibility=visibility, **fields), now=now)  # type: ignore[arg-type]


@pytest.fixture
def couple(db: None) -> Couple:
    """Ada and Ben, who are together, and Cleo, a stranger to both."""
    ada, ben, cleo = person("Ada"), person("Ben"), person("Cleo")
    join(ada, ben)
    return Couple(ada, ben, cleo)


@pytest.fixture
def ada(couple: Couple) -> UUID:
    return couple.ada


@pytest.fixture
def ben(couple: Couple) -> UUID:
    return couple.ben


@pytest.fixture
def stranger(couple: Couple) -> UUID:
    return couple.stranger
