"""Every mail that would go to somebody, composed as the clock would compose it at its time."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from planner.models import LIVE_STATES, OutboxMail, Reminder
from planner.queries import messages
from planner.queries.outgoing import Mail


def all_of(person_id: UUID, now: datetime) -> list[str]:
    """All of each message: address, headers and both parts."""
    waiting = Reminder.objects.filter(person_id=person_id, state__in=LIVE_STATES).order_by("next_at", "id")
    account = OutboxMail.objects.filter(person_id=person_id).order_by("id")
    composed = [_compose(row) for row in waiting] + [messages.account(mail.id, now=now) for mail in account]
    return [repr(message) for message in composed if isinstance(message, Mail)]


def _compose(row: Reminder) -> object:
    """The message of one reminder at its due moment; its lease is given back."""
    token = uuid4()
    with transaction.atomic():
        Reminder.objects.filter(id=row.id).update(state=Reminder.State.LEASED, lease_token=token)
        message = messages.compose(row.id, token, now=row.next_at)
        transaction.set_rollback(True)
    return message
