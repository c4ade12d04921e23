"""Layers: what a person sees over their calendar, and the birthdays they keep.

A birthday is written with the couple held still: two deeds of one person come one after the other, so that
none is counted twice, and whoever may see it stays the same meanwhile.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from planner import errors
from planner.actions.engine import views
from planner.actions.plan import plan_writes
from planner.core import public_holidays, searching, vcards
from planner.core.birthdays import BirthdayForm
from planner.core.calendar import zones
from planner.models import Birthday, LayerChoice
from planner.queries.calendar import layers
from planner.queries.people.who import Who

MOST_BIRTHDAYS = 2_000


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came out of an address book: added, had before, and birthdays that no day could be made of."""

    added: int
    known: int
    unread: int


@transaction.atomic
def choose(
    actor: UUID, *, country: str, subdivision: str = "", shows_birthdays: bool = True, now: datetime
) -> None:
    """Choose what to see over one's calendar; "" is no country. Raises `Invalid`."""
    if country and not public_holidays.is_country(country):
        raise errors.Invalid("Choose a country from the list.", field="country")
    if subdivision and subdivision not in dict(public_holidays.subdivisions(country)):
        raise errors.Invalid("Choose a part of this country from the list.", field="subdivision")
    chosen = {"country": country, "subdivision": subdivision, "shows_birthdays": shows_birthdays}
    LayerChoice.objects.update_or_create(person_id=actor, defaults=chosen)
    views.touch(actor, now=now)


@transaction.atomic
def add_birthday(actor: UUID, form: BirthdayForm, *, now: datetime) -> UUID:
    """Keep a birthday. Raises `Invalid`, `TooMany`."""
    who = plan_writes.lock_couple(actor)
    form.check(today=zones.wall_clock(now, who.zone).date())
    _refuse_too_many(actor, 1)
    row = _row(actor, form, now=now)
    row.save(force_insert=True)
    _tell(who, row.is_shared, now=now)
    return row.id


@transaction.atomic
def edit_birthday(actor: UUID, birthday_id: UUID, form: BirthdayForm, *, now: datetime) -> None:
    """Change one's own. Raises `Invalid`, `NotFound`, and `NotAllowed` for one that the other shares."""
    who, row = plan_writes.lock_couple(actor), _own(actor, birthday_id, now=now)
    form.check(today=zones.wall_clock(now, who.zone).date())
    was_seen = row.is_shared
    row.name, row.is_shared = form.name.strip(), form.is_shared
    row.month, row.day, row.year = form.month, form.day, form.year
    row.save()
    _tell(who, was_seen or row.is_shared, now=now)


@transaction.atomic
def delete_birthday(actor: UUID, birthday_id: UUID, *, now: datetime) -> None:
    """Keep it no longer. Raises `NotFound`, and `NotAllowed` for one that the other shares."""
    who, row = plan_writes.lock_couple(actor), _own(actor, birthday_id, now=now)
    row.delete()
    _tell(who, row.is_shared, now=now)


@transaction.atomic
def share_birthdays(actor: UUID, shared: Collection[UUID], *, now: datetime) -> None:
    """Show the other exactly these of one's own birthdays; ids that are not one's own mean nothing."""
    who = plan_writes.lock_couple(actor)
    mine = Birthday.objects.filter(owner_id=actor)
    shown = mine.filter(id__in=shared, is_shared=False).update(is_shared=True)
    hidden = mine.filter(is_shared=True).exclude(id__in=shared).update(is_shared=False)
    _tell(who, bool(shown or hidden), now=now)


@transaction.atomic
def bring_in_birthdays(actor: UUID, data: bytes, *, now: datetime) -> BroughtIn:
    """Keep the birthdays of an address book, for oneself until one says otherwise.

    What one has already stays as it is. Raises `Invalid` for what is no address book, `TooLarge`, `TooMany`.
    """
    if len(data) > vcards.MAX_BYTES:
        raise errors.TooLarge("This address book is too large to read.", field="file")
    book = vcards.read(data)
    if not book.cards:
        raise errors.Invalid(
            "No contact could be read in this file. Export them as vCard (.vcf).", field="file"
        )
    who = plan_writes.lock_couple(actor)
    known = {_key(row.name, row.month, row.day) for row in Birthday.objects.filter(owner_id=actor)}
    fresh = {_key(one.name, one.month, one.day): one for one in reversed(book.born)}
    forms = [
        BirthdayForm(one.name, one.month, one.day, _past(one.year, now), is_shared=False)
        for key, one in reversed(fresh.items())
        if key not in known
    ]
    _refuse_too_many(actor, len(forms))
    Birthday.objects.bulk_create([_row(actor, form, now=now) for form in forms])
    _tell(who, False, now=now)
    return BroughtIn(len(forms), len(fresh) - len(forms), book.unread)


def _own(actor: UUID, birthday_id: UUID, *, now: datetime) -> Birthday:
    if not layers.birthday(actor, birthday_id, now=now).is_mine:
        raise errors.NotAllowed
    return Birthday.objects.get(id=birthday_id)


def _row(actor: UUID, form: BirthdayForm, *, now: datetime) -> Birthday:
    return Birthday(
        id=uuid4(),
        owner_id=actor,
        name=form.name.strip(),
        month=form.month,
        day=form.day,
        year=form.year,
        is_shared=form.is_shared,
        created_at=now,
    )


def _key(name: str, month: int, day: int) -> tuple[str, int, int]:
    """What makes two birthdays the same to somebody who brings in the same file again."""
    return searching.folded(name), month, day


def _past(year: int | None, now: datetime) -> int | None:
    return year if year is not None and year <= now.year else None


def _refuse_too_many(actor: UUID, more: int) -> None:
    if Birthday.objects.filter(owner_id=actor).count() + more > MOST_BIRTHDAYS:
        raise errors.TooMany("More birthdays than that cannot be kept.")


def _tell(who: Who, is_seen: bool, *, now: datetime) -> None:
    views.touch(who.person_id, who.partner_id if is_seen else None, now=now)
