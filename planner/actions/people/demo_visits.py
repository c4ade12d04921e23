"""The demo, lent to a visitor without an account: a couple of their own for a day. Nothing of it leaves."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from planner import errors
from planner.actions.people import demo
from planner.actions.people.demo import Account
from planner.core import secret_tokens
from planner.models import ChannelChoice, Couple, Person, Suspension

LASTS = timedelta(days=1)
# Reserved for what is no address at all (RFC 2606), so that no mistake of ours writes to anybody.
NOWHERE = "demo.invalid"


@transaction.atomic
def lend(*, language: str = "en", now: datetime) -> tuple[UUID, UUID]:
    """A new demo couple for one visitor, who reads this language; the first is whom they begin as.

    Raises `NotFound` where no demo is offered, `DemoFull` while too many are out.
    """
    if not settings.DEMO_COUPLES:
        raise errors.NotFound
    if Person.objects.filter(demo_until__gt=now).count() >= 2 * settings.DEMO_COUPLES:
        raise errors.DemoFull
    name = secret_tokens.fresh()[:16].lower()
    accounts = (_nowhere("Mira", name), _nowhere("Jonas", name))
    couple = demo.load(*accounts, language=language, now=now)
    Person.objects.filter(id__in=couple).update(demo_until=now + LASTS)
    if not settings.MAILBOX:
        _write_no_mail(couple, now=now)
    return couple


@transaction.atomic
def end(actor: UUID) -> None:
    """Throw away the demo that was lent, both people of it. Raises `NotFound` for anybody else."""
    lent = Person.objects.filter(demo_until__isnull=False)
    visitor = lent.filter(id=actor)
    if not _throw_away(lent.filter(membership__couple__memberships__person__in=visitor)):
        raise errors.NotFound


def sweep(*, now: datetime) -> int:
    """Throw away what was lent long enough; how many rows went."""
    return _throw_away(Person.objects.filter(demo_until__lte=now))


def _nowhere(name: str, token: str) -> Account:
    return Account(name, f"{name.lower()}-{token}@{NOWHERE}", None)


def _write_no_mail(couple: tuple[UUID, UUID], *, now: datetime) -> None:
    Suspension.objects.bulk_create(
        Suspension(person_id=one, channel=ChannelChoice.EMAIL, reason=Suspension.Reason.DEMO, since=now)
        for one in couple
    )


@transaction.atomic
def _throw_away(people: QuerySet[Person]) -> int:
    """These people with all that is theirs, what they once agreed and parted from too; how many rows."""
    ids = list(people.values_list("id", flat=True))
    agreed = Q(plans__versions__agreements__person_id__in=ids)
    couples = list(
        Couple.objects.filter(agreed | Q(memberships__person_id__in=ids)).values_list("id", flat=True)
    )
    gone, _ = Person.objects.filter(id__in=ids).delete()
    rest, _ = Couple.objects.filter(id__in=couples, memberships=None).delete()
    return gone + rest
