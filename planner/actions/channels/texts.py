"""Texts on their way: those that are no reminders wait in rows, and each handed over leaves a trace."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from planner import errors
from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.core.sms import statuses
from planner.core.sms.statuses import Status
from planner.models import OutboxText, ReceivedText, SentText
from planner.models.channels import number_hashes
from planner.models.channels.texts import MOST_OF_A_KIND_A_DAY
from planner.queries.channels.outgoing import Text

State = OutboxText.State
Kind = OutboxText.Kind
BLANK: Final = {"to": "", "text": ""}
MOST_A_DAY: Final = {Kind.CODE: 5, Kind.TEST: 3, Kind.ANSWER: MOST_OF_A_KIND_A_DAY}
"""To one number, whoever asks: nobody can be pestered from here."""
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of a text that was handed over before, or whose handing over broke off."""

    text: str
    status: Status
    began_at: datetime


def put(kind: Kind, person_id: UUID | None, number: str, text: str, *, now: datetime) -> UUID:
    """Queue one text; its id. Raises `TooOften` when this number has had enough of its kind today."""
    row = OutboxText(
        kind=kind,
        person_id=person_id,
        to=number,
        number_hash=number_hashes.first(number),
        text=text,
        asked_on=now.astimezone(UTC).date(),
        next_at=now,
        created_at=now,
    )
    for row.ordinal in range(1, MOST_A_DAY[kind] + 1):
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return row.id
        except IntegrityError:
            continue
    raise errors.TooOften


def claim_due(*, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False) -> tuple[Claimed, ...]:
    """At most `limit` texts that are due, leased to the caller."""
    return due.claim(OutboxText, now=now, limit=limit, is_repeatable=is_repeatable)


def put_back(claimed: Claimed, *, until: datetime) -> bool:
    """It has not begun, and the channel rests: due again then."""
    return due.hold(OutboxText, claimed, until=until)


def begin_send(claimed: Claimed, *, now: datetime) -> bool:
    """Whether it may go out now; commit before the network is touched."""
    return due.begin(OutboxText, claimed, now=now)


def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    """False when the lease was lost meanwhile."""
    return due.end(OutboxText, claimed, State.SENT, now=now, also=BLANK)


def record_failed(claimed: Claimed, *, now: datetime, **how: Any) -> str:
    """As `due.failed`; a text that is over keeps neither number nor words."""
    return due.failed(OutboxText, claimed, now=now, also=BLANK, **how)


def drop(claimed: Claimed, *, reason: str, now: datetime) -> bool:
    """What it was about no longer stands."""
    return due.end(OutboxText, claimed, State.CANCELLED, now=now, reason=reason, also=BLANK)


def earlier(key: UUID) -> Earlier | None:
    """What is known of an earlier copy of this text; None when there was none."""
    row = SentText.objects.filter(key=key).first()
    return Earlier(row.text, Status(row.status), row.began_at) if row else None


def begin(message: Text, *, now: datetime) -> None:
    """It is about to be handed over. Committed before the network is touched, so that an answer finds it."""
    known = {
        "person_id": message.person_id,
        "number_hash": number_hashes.first(message.to),
        "text": message.text,
        "began_at": now,
        "changed_at": now,
    }
    SentText.objects.update_or_create(key=message.key, defaults=known)


def taken(key: UUID, *, provider_id: str, now: datetime, status: Status = Status.TAKEN) -> None:
    """The provider has it, under this name; its words are not needed any more."""
    rows = SentText.objects.filter(key=key)
    if provider_id and not SentText.objects.filter(provider_id=provider_id).exists():
        rows.filter(provider_id="").update(provider_id=provider_id)
    rows.update(text="")
    rows.filter(status__in=statuses.before(status)).update(status=status, changed_at=now)


def refused(key: UUID) -> None:
    """It was not handed over after all, and that is certain."""
    SentText.objects.filter(key=key, status=Status.BEGUN).delete()


def sweep(*, now: datetime) -> None:
    """Throw away what nobody will ask about any more."""
    SentText.objects.filter(began_at__lt=now - KEPT).delete()
    OutboxText.objects.filter(ended_at__lt=now - KEPT).delete()
    ReceivedText.objects.filter(received_at__lt=now - KEPT).delete()
