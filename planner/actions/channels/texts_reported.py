"""What became of a text, as its provider tells: late, twice, and in any order."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner.actions import reminders
from planner.actions.channels import phones, texts
from planner.actions.plan import times_to_go
from planner.core.sms.statuses import Status
from planner.models import Phone, SentText
from planner.models.channels import number_hashes


@transaction.atomic
def report(
    key: UUID | None, provider_id: str, status: Status, *, is_number_dead: bool = False, now: datetime
) -> None:
    """Note it. It only moves forward, and what is said of a text that nobody sent changes nothing.

    `is_number_dead`: the networks say that no text will reach this number.
    """
    named = Q(key=key) if key else Q(provider_id=provider_id)
    row = SentText.objects.select_for_update().filter(named).first()
    if row is None:
        return
    texts.taken(row.key, provider_id=provider_id, now=now, status=status)
    row.refresh_from_db()
    if row.status == Status.DELIVERED:
        reminders.record_delivered(row.key, now=now)
    elif row.status == Status.FAILED:
        _did_not_arrive(row, is_number_dead=is_number_dead, now=now)


def _did_not_arrive(row: SentText, *, is_number_dead: bool, now: datetime) -> None:
    phone = Phone.objects.filter(person=row.person).first()
    if is_number_dead and phone and bytes(row.number_hash) in number_hashes.every(phone.number):
        # First, for it locks everybody who has the number in the order of their ids.
        phones.refuse(phone.number, now=now)
    reminders.record_undelivered(row.key, now=now)
    times_to_go.record_undelivered(row.key, now=now)
