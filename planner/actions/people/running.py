"""What whoever runs the installation may do about an account or a row, without reading anything."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from planner.actions.engine import due
from planner.actions.exchange import feeds, tokens
from planner.models import Person, Reminder


@transaction.atomic
def deactivate(person_id: UUID, *, now: datetime) -> bool:
    """Nobody signs in, is written to or served under this account; what is in it stays. False: it was so."""
    revoke_secrets(person_id, now=now)
    return bool(Person.objects.filter(id=person_id, is_active=True).update(is_active=False))


def reactivate(person_id: UUID) -> bool:
    """They sign in again; revoked addresses and tokens stay so. False: it was so."""
    return bool(Person.objects.filter(id=person_id, is_active=False).update(is_active=True))


@transaction.atomic
def revoke_secrets(person_id: UUID, *, now: datetime) -> None:
    """Every calendar address and token of theirs answers no more."""
    tokens.revoke_all(person_id, now=now)
    feeds.revoke_all(person_id, now=now)


def retry(reminder_id: UUID, *, now: datetime) -> bool:
    """What was given up is due again; the rules for late ones hold. False: there is nothing to retry."""
    try:
        with transaction.atomic():
            rows = Reminder.objects.filter(id=reminder_id, state=Reminder.State.DEAD, dismissed_at=None)
            return bool(rows.update(**due.again(now=now)))
    except IntegrityError:
        # Another row has taken its place since.
        return False


def appoint(address: str, *, is_staff: bool) -> bool:
    """Let somebody with an account see how it runs, or no more. False: nobody has this address."""
    return bool(Person.objects.filter(email=address.lower()).update(is_staff=is_staff))
