"""What providers say of an address, and its person's word that it works: mail is suspended, or goes on."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.engine import locks, outbox, outside
from planner.core import secret_tokens
from planner.models import ChannelChoice, MailEvent, OutboxMail, Person, Suspension
from planner.queries.channels.mail_ways import TRIED

MOST_TRIED_AN_HOUR = 3
AN_HOUR = timedelta(hours=1)


class Kind(StrEnum):
    """What a provider of mail can say that ends the mail."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"


@transaction.atomic
def bounced(email: str, kind: Kind, event_id: str, *, at: datetime, now: datetime) -> None:
    """Send no more reminders to an address where mail does not arrive, or is not wanted.

    Told again, nothing happens; neither does it if they have confirmed the address since `at`. Whatever they
    were to get goes by another channel of theirs.
    """
    people = Person.objects.select_for_update(no_key=True).filter(email=email.strip().lower())
    person = people.first()
    digest = secret_tokens.digest(event_id)
    _, is_new = MailEvent.objects.get_or_create(digest=digest, defaults={"heard_at": now})
    if person is None or not is_new or not _suspend(person, kind, at, now):
        return
    reminders.reschedule_everything((person.id,), now=now)


@transaction.atomic
def confirmed(person_id: UUID, *, now: datetime) -> None:
    """Their mail arrives, or they have another address: write to it again."""
    owner = locks.people((person_id,))
    suspended = Suspension.objects.filter(
        person__in=owner, channel=ChannelChoice.EMAIL, lifted_at__isnull=True
    )
    if suspended.update(lifted_at=now):
        reminders.reschedule_everything((person_id,), now=now)


@transaction.atomic
def try_mail(actor: UUID, *, now: datetime) -> None:
    """Send this person a mail to try theirs, by the lane that account mail takes.

    Raises `TooOften`, `OnlyForReal`.
    """
    outside.reach(actor)
    person = locks.person(actor)
    lately = OutboxMail.objects.filter(person=person, kind=TRIED, created_at__gt=now - AN_HOUR)
    if lately.count() >= MOST_TRIED_AN_HOUR:
        raise errors.TooOften("Three in an hour are enough. Try again a little later.")
    outbox.put(kind=TRIED, person_id=person.id, to=person.email, now=now)


def _suspend(person: Person, kind: Kind, at: datetime, now: datetime) -> bool:
    """Whether the channel has just been closed. A complaint outweighs a bounce, and stays."""
    known = Suspension.objects.filter(person=person, channel=ChannelChoice.EMAIL).first()
    if known is None:
        Suspension.objects.create(person=person, channel=ChannelChoice.EMAIL, reason=kind, since=now)
        return True
    if known.lifted_at is None:
        Suspension.objects.filter(id=known.pk, reason=Kind.BOUNCED).update(reason=kind)
        return False
    if at <= known.lifted_at:
        return False
    Suspension.objects.filter(id=known.pk).update(reason=kind, since=now, lifted_at=None)
    return True
