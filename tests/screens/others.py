"""Who is there beside the couple: two newcomers, one invited by the other, and a couple who read German."""

import secrets
from datetime import datetime, time, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress

from planner.actions.calendar import events
from planner.actions.people import demo, people
from planner.actions.people.demo import TZID, Account
from planner.core.calendar.event_form import EventForm
from planner.models import Event, OutboxMail, Person, Plan

Accounts = list[dict[str, str]]


def build(*, now: datetime) -> tuple[dict[str, str], Accounts]:
    """What the addresses of their screens are filled with, and how each of them signs in."""
    nora, kim, lene, emil = (_account(name) for name in ("Nora", "Kim", "Lene", "Emil"))
    first = events.add(_newcomer(nora, now), _evening(now), now=now)
    _newcomer(kim, now)
    people.invite(Person.objects.get(email=nora.email).pk, email=kim.email, now=now)
    party = _german(lene, emil, now)
    places = {
        "first": first,
        "invitation": OutboxMail.objects.filter(kind="invitation").latest("created_at").text,
        "feier": party.id,
        "feier_plan": Plan.objects.get(uid=party.uid).id,
    }
    accounts = [
        {"name": one.name, "email": one.email, "password": str(one.password)} for one in (nora, kim, lene)
    ]
    return {name: str(value) for name, value in places.items()}, accounts


def _account(name: str) -> Account:
    return Account(name, f"{name.lower()}@alongside.example", secrets.token_urlsafe(12))


def _newcomer(account: Account, now: datetime) -> UUID:
    person = Person.objects.create_user(account.email, account.password, created_at=now)
    people.register(person.pk, name=account.name, tzid=TZID, now=now)
    _verified(person.pk, account)
    return person.pk


def _german(first: Account, second: Account, now: datetime) -> Event:
    """Their agreed evening."""
    for person_id, account in zip(
        demo.load(first, second, language="de", now=now), (first, second), strict=True
    ):
        _verified(person_id, account)
        mine = Event.objects.filter(owner_id=person_id).order_by("created_at")
        party = next((one for one in mine if "Betriebsfeier" in one.ics), None)
    assert party
    return party


def _verified(person_id: UUID, account: Account) -> None:
    EmailAddress.objects.create(user_id=person_id, email=account.email, verified=True, primary=True)


def _evening(now: datetime) -> EventForm:
    start = datetime.combine(now.date() + timedelta(days=9), time(18))
    return EventForm(title="Dinner with her parents", start=start, end=start + timedelta(hours=4), tzid=TZID)
