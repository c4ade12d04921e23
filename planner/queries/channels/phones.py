"""A person's own number, as they see it themselves; nobody else sees it at all."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, QuerySet

from planner.core.sms import numbers
from planner.models import ChannelChoice, Phone, StoppedNumber, Suspension
from planner.models.channels import number_hashes
from planner.models.channels.contacts import MOST_TRIES
from planner.queries.engine import offered
from planner.queries.views import PhoneView


def mine(actor: UUID, *, now: datetime) -> PhoneView | None:
    """This person's number and how it stands; None without one."""
    is_refused = Exists(_suspended(actor))
    phone = Phone.objects.filter(person_id=actor).annotate(is_refused=is_refused).first()
    return view(phone, is_refused=vars(phone)["is_refused"], now=now) if phone else None


def view(phone: Phone, *, is_refused: bool, now: datetime) -> PhoneView:
    """A number as its owner sees it."""
    is_open = phone.code_expires_at is not None and now < phone.code_expires_at
    return PhoneView(
        number=numbers.spoken(phone.number),
        is_verified=phone.verified_at is not None,
        # Before the code is typed, a STOP is somebody else's word, and not for whoever asked for the code.
        is_stopped=phone.verified_at is not None and phone.stopped_at is not None,
        is_refused=is_refused,
        waits_for_code=phone.code_hash is not None,
        tries_left=MOST_TRIES - phone.code_tries if is_open else 0,
    )


def number(person_id: UUID) -> str | None:
    """Where texts to this person go, if there are any and they want them."""
    if not offered.texts():
        return None
    rows = Phone.objects.filter(person_id=person_id, verified_at__isnull=False, stopped_at__isnull=True)
    suspended = _suspended(person_id)
    phone = rows.exclude(person_id__in=suspended.values("person_id")).first()
    return phone.number if phone else None


def verified(person_id: UUID) -> str | None:
    """The number that is this person's own, whether they want texts there or not."""
    phone = Phone.objects.filter(person_id=person_id, verified_at__isnull=False).first()
    return phone.number if phone else None


def stopped_since(number: str) -> datetime | None:
    """When STOP came from this number, if no START did since."""
    rows = StoppedNumber.objects.filter(number_hash__in=number_hashes.every(number))
    return rows.values_list("stopped_at", flat=True).first()


def is_wanted(number: str) -> bool:
    """Whether anybody with this number still wants texts."""
    rows = Phone.objects.filter(number_hash__in=number_hashes.every(number), verified_at__isnull=False)
    return rows.filter(stopped_at__isnull=True).exists()


def _suspended(person_id: UUID) -> QuerySet[Suspension]:
    return Suspension.objects.filter(person_id=person_id, channel=ChannelChoice.SMS, lifted_at__isnull=True)
