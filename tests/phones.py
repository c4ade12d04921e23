"""Numbers that belong to people, and the codes and texts that are on their way to them."""

import re
from datetime import datetime
from uuid import UUID

from planner.actions.channels import phones
from planner.models import OutboxText
from planner.queries.channels import contacts
from tests.factories import NOW

NUMBER = "+4915123456789"
ANOTHER = "+4915123456780"


def code_for(person_id: UUID) -> str:
    """The code in the newest text that waits for this person."""
    row = OutboxText.objects.filter(person_id=person_id, kind="code").order_by("created_at", "ordinal").last()
    assert row is not None
    return re.findall(r"\d{6}", row.text)[0]


def verified(person_id: UUID, number: str = NUMBER, *, now: datetime = NOW) -> None:
    """This person has shown that the number is theirs; nothing waits to be sent."""
    phones.ask_code(person_id, number, now=now)
    phones.verify(person_id, code_for(person_id), now=now)
    OutboxText.objects.filter(person_id=person_id).delete()


def has_sms(person_id: UUID) -> bool:
    """Whether texts reach them."""
    return "sms" in contacts.ways((person_id,))[person_id].channels
