"""Account mail and invitations: written inside the request, sent by `tasks`, blanked once they are over."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.models import OutboxMail, Person

State = OutboxMail.State
BLANK: Final = {"subject": "", "text": "", "html": ""}
"""Links that sign in or join lose their meaning once sent, so they are not kept."""


def put(
    *,
    kind: str,
    person_id: UUID | None,
    to: str,
    subject: str = "",
    text: str = "",
    html: str = "",
    now: datetime,
) -> UUID:
    """Queue one mail; its id. The person is looked up by the address when it is not known."""
    mail = OutboxMail.objects.create(
        kind=kind,
        person_id=person_id or _person_at(to),
        to=to,
        subject=subject,
        text=text,
        html=html,
        next_at=now,
        created_at=now,
    )
    return mail.id


def claim_due(*, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False) -> tuple[Claimed, ...]:
    """At most `limit` mails that are due, leased to the caller."""
    return due.claim(OutboxMail, now=now, limit=limit, is_repeatable=is_repeatable)


def begin_send(claimed: Claimed, *, now: datetime) -> bool:
    """Whether it may go out now; commit before the network is touched."""
    return due.begin(OutboxMail, claimed, now=now)


def put_back(claimed: Claimed, *, until: datetime) -> bool:
    """It has not begun, and the channel rests: due again then."""
    return due.hold(OutboxMail, claimed, until=until)


def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    """False when the lease was lost meanwhile."""
    return due.end(OutboxMail, claimed, State.SENT, now=now, also=BLANK)


def record_failed(claimed: Claimed, *, now: datetime, **how: Any) -> str:
    """As `due.failed`; a mail that is over keeps neither address nor text."""
    return due.failed(OutboxMail, claimed, now=now, also=BLANK, **how)


def drop(claimed: Claimed, *, reason: str, now: datetime) -> bool:
    """What it was about no longer stands."""
    return due.end(OutboxMail, claimed, State.CANCELLED, now=now, reason=reason, also=BLANK)


def _person_at(address: str) -> UUID | None:
    """Whose mail it is. Nobody's before they first signed in: the mailbox could not show it to them."""
    can_sign_in = Q(last_login__isnull=False) | Q(is_demo=True)
    people = Person.objects.filter(can_sign_in, email=address.strip().lower())
    return people.values_list("id", flat=True).first()
