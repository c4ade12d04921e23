"""How people come to be reached by a channel: the few by deeds, those like them by the rows these leave."""

from datetime import UTC, datetime
from uuid import UUID

from planner.core.reminding.reminders import Channel
from planner.models import Person, Phone, number_hashes
from tests import phones


def give(channel: str, person_id: UUID, number: int) -> None:
    """Somebody new opts in; nothing to do for mail, which everybody has. `number` is theirs alone."""
    if channel == Channel.SMS:
        phones.verified(person_id, _phone(number), now=datetime.now(UTC))


def give_everybody(channel: str) -> None:
    """Whoever came by multiplication has what the first of their kind have."""
    if channel == Channel.SMS:
        _give_phones()


def _give_phones() -> None:
    now, taken = datetime.now(UTC), Phone.objects.count()
    without = Person.objects.filter(phone__isnull=True).values_list("id", flat=True)
    numbered = ((id, _phone(taken + position)) for position, id in enumerate(without))
    Phone.objects.bulk_create(
        Phone(
            person_id=id,
            number=number,
            number_hash=number_hashes.first(number),
            verified_at=now,
            created_at=now,
        )
        for id, number in numbered
    )


def _phone(number: int) -> str:
    return f"+49151{20_000_000 + number}"
