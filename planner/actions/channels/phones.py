"""One's own number: a code shows that it is one's own, and texts come from then on."""

import hmac
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from planner import errors
from planner.actions import reminders
from planner.actions.channels import texts
from planner.actions.engine import locks, outside
from planner.core.sms import numbers, segments
from planner.models import ChannelChoice, OutboxText, Person, Phone, StoppedNumber, Suspension
from planner.models.channels import number_hashes
from planner.models.channels.contacts import MOST_TRIES
from planner.queries.channels import phones
from planner.queries.engine import offered

CODE_GOOD_FOR = timedelta(minutes=10)
MOST_CODES_A_DAY = 5
"""For one person, whatever numbers they type."""
_DAY = timedelta(days=1)


@transaction.atomic
def ask_code(actor: UUID, number: str, *, now: datetime) -> None:
    """Text a code to this number. Until it is typed, no other text goes there.

    After a STOP from it nothing goes there at all, which whoever asks cannot tell: the text is dropped on its
    way, so that the answer here is the same for every number.

    Raises `NotANumber`, `TooOften`, `NoTextsOffered` or `OnlyForReal`.
    """
    outside.reach(actor)
    person = _locked(actor)
    to = numbers.e164(number)
    _check_how_often(actor, now)
    code = f"{secrets.randbelow(1_000_000):06d}"
    known = Phone.objects.filter(person=person).first()
    is_same = known is not None and known.number == to
    fields = {"number": to, "number_hash": number_hashes.first(to), "created_at": now}
    changes = {} if is_same else fields | {"verified_at": None, "stopped_at": phones.stopped_since(to)}
    fresh = {"code_hash": _digest(actor, to, code), "code_expires_at": now + CODE_GOOD_FOR, "code_tries": 0}
    Phone.objects.update_or_create(person=person, defaults=changes | fresh)
    if known is not None and not is_same:
        reminders.reschedule_everything((actor,), now=now)
    texts.put(texts.Kind.CODE, actor, to, _code_text(person, code), now=now)


@transaction.atomic
def ask_again(actor: UUID, *, now: datetime) -> None:
    """Text a new code to the number that was given; the old one ends. Raises as `ask_code` does."""
    phone = Phone.objects.filter(person_id=actor).first()
    if phone is None:
        raise errors.NotFound
    ask_code(actor, phone.number, now=now)


def verify(actor: UUID, code: str, *, now: datetime) -> None:
    """The code shows that the number is this person's own. Raises `WrongCode` or `CodeOver`."""
    problem = _verified(actor, code, now)
    # Raised after the commit, which has counted the try.
    if problem is not None:
        raise problem


@transaction.atomic
def remove(actor: UUID, *, now: datetime) -> None:
    """Forget the number; what was to come as a text comes another way, if there is one."""
    person = locks.person(actor)
    Phone.objects.filter(person=person).delete()
    Suspension.objects.filter(person=person, channel=ChannelChoice.SMS).delete()
    reminders.reschedule_everything((actor,), now=now)


@transaction.atomic
def stop(number: str, *, now: datetime) -> None:
    """No more texts to this number, for whoever has it or says so. Twice is once."""
    if phones.stopped_since(number) is None:
        key = number_hashes.first(number)
        # Only a whole number can ever be written to, and those have nothing but digits.
        stopped = {"number": number if number.isascii() else "", "stopped_at": now}
        StoppedNumber.objects.get_or_create(number_hash=key, defaults=stopped)
    rows = _everybody_with(number).filter(stopped_at__isnull=True)
    owners = list(rows.values_list("person_id", flat=True))
    rows.update(stopped_at=now)
    reminders.reschedule_everything(owners, now=now)


@transaction.atomic
def start(number: str, *, now: datetime) -> None:
    """Texts again, for whoever has this number and had it verified. Twice is once."""
    StoppedNumber.objects.filter(number_hash__in=number_hashes.every(number)).delete()
    rows = _everybody_with(number)
    owners = list(rows.values_list("person_id", flat=True))
    rows.update(stopped_at=None)
    Suspension.objects.filter(person_id__in=owners, channel=ChannelChoice.SMS).delete()
    reminders.reschedule_everything(owners, now=now)


@transaction.atomic
def refuse(number: str, *, now: datetime) -> None:
    """The networks take no texts to this number: nobody who has it is written to there any more."""
    for person_id in _everybody_with(number).values_list("person_id", flat=True):
        known = {"reason": Suspension.Reason.REFUSED, "since": now}
        Suspension.objects.get_or_create(person_id=person_id, channel=ChannelChoice.SMS, defaults=known)
        reminders.reschedule_everything((person_id,), now=now)


@transaction.atomic
def send_test(actor: UUID, *, now: datetime) -> None:
    """Text a few words to one's own verified number. Raises `NotFound` or `TooOften`."""
    person = _locked(actor)
    to = phones.number(actor)
    if to is None:
        raise errors.NotFound
    with translation.override(person.language):
        words = _("Alongside: this is the test you asked for. Reminders will reach you here.")
    texts.put(texts.Kind.TEST, actor, to, segments.plain(words), now=now)


@transaction.atomic
def _verified(actor: UUID, code: str, now: datetime) -> errors.Invalid | None:
    person = _locked(actor)
    phone = Phone.objects.select_for_update().filter(person=person).first()
    if phone is None or phone.code_hash is None or phone.code_expires_at is None:
        return errors.CodeOver(field="code")
    if now >= phone.code_expires_at or phone.code_tries >= MOST_TRIES:
        return errors.CodeOver(field="code")
    if not hmac.compare_digest(bytes(phone.code_hash), _digest(actor, phone.number, code)):
        phone.code_tries += 1
        phone.save(update_fields=("code_tries",))
        return errors.WrongCode(field="code")
    _opened(phone, person, now)
    return None


def _opened(phone: Phone, person: Person, now: datetime) -> None:
    """It is theirs: the code has served. A STOP that came after it stands."""
    phone.code_hash = phone.code_expires_at = None
    phone.code_tries, phone.verified_at = 0, now
    phone.save(update_fields=("code_hash", "code_expires_at", "code_tries", "verified_at"))
    Suspension.objects.filter(person=person, channel=ChannelChoice.SMS).delete()
    reminders.reschedule_everything((person.id,), now=now)


def _everybody_with(number: str) -> QuerySet[Phone]:
    """The rows with this number, their people locked in the order of their ids."""
    rows = Phone.objects.filter(number_hash__in=number_hashes.every(number))
    locks.people(rows.values("person_id"))
    return rows.order_by("person_id")


def _locked(actor: UUID) -> Person:
    """The person, locked. Raises `NoTextsOffered`."""
    if not offered.texts():
        raise errors.NoTextsOffered
    return locks.person(actor)


def _check_how_often(actor: UUID, now: datetime) -> None:
    asked = OutboxText.objects.filter(person_id=actor, kind=OutboxText.Kind.CODE)
    if asked.filter(created_at__gt=now - _DAY).count() >= MOST_CODES_A_DAY:
        raise errors.TooOften


def _digest(actor: UUID, number: str, code: str) -> bytes:
    """Keyed, for there are only a million codes to try."""
    digits = "".join(str(int(char)) for char in code if char.isdecimal())
    return salted_hmac("alongside.sms-code", f"{actor}:{number}:{digits}", algorithm="sha256").digest()


def _code_text(person: Person, code: str) -> str:
    """The last line is for the phone: it offers the code on our page, and on no other."""
    with translation.override(person.language):
        words = _("%(code)s is your code for Alongside. If you did not ask for it, do nothing.")
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return segments.fitted(words % {"code": code}, f"\n\n@{host} #{code}", most=1)
