"""What a person does with an outside calendar: subscribe, change, refresh, show, end. `tasks` reads it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from planner import errors
from planner.actions.calendar import bulk, events
from planner.actions.engine import due, locks, outside
from planner.actions.exchange.subscriptions_work import NAME_MAX
from planner.core.calendar import outside_address, refresh_times
from planner.core.calendar.changes import Vanished
from planner.core.calendar.outside_address import OutsideAddress
from planner.core.visibility import Visibility
from planner.models import Calendar, Event, Subscription
from planner.queries.people import who as who_queries

MOST = 20
_JUST_NOW = "This was looked at a moment ago. Wait a minute and try again."
_NOT_READ_YET = {"etag": "", "last_modified": "", "body_hash": "", "content_hash": ""}


@transaction.atomic
def subscribe(
    actor: UUID,
    *,
    address: str,
    name: str = "",
    username: str = "",
    password: str = "",
    visibility: Visibility = Visibility.BUSY,
    now: datetime,
) -> UUID:
    """Read an outside calendar for the actor from now on; the subscription's id.

    Raises `Invalid`, `OnlyForReal`, and `TooMany` for one more than fits.
    """
    outside.reach(actor)
    found = _address(address, username, password)
    locks.person(actor)
    mine = Subscription.objects.filter(owner_id=actor)
    if mine.count() >= MOST:
        raise errors.TooMany(field="address")
    _check_is_new(mine.values_list("url", flat=True), found)
    calendar = Calendar.objects.create(
        owner_id=actor,
        name=_name(name) or found.host,
        source=Calendar.Source.SUBSCRIPTION,
        visibility=visibility,
        created_at=now,
    )
    columns = {"url": found.url, "username": found.username, "password": found.password}
    row = Subscription.objects.create(
        owner_id=actor, calendar=calendar, next_at=now, created_at=now, **columns
    )
    return row.id


@transaction.atomic
def edit(
    actor: UUID,
    subscription_id: UUID,
    *,
    name: str | None = None,
    address: str | None = None,
    username: str | None = None,
    password: str | None = None,
    visibility: Visibility | None = None,
    now: datetime,
) -> None:
    """Change what is given, and leave the rest; `visibility` as `show` does. Raises `NotFound`, `Invalid`.

    With another address comes another name and password, or none: the old ones are not for a new place.
    """
    row = _own(actor, subscription_id)
    if name is not None and _name(name):
        Calendar.objects.filter(id=row.calendar_id).update(name=_name(name))
    if visibility is not None:
        _show(row, visibility, now=now)
    if address:
        found = _address(address, username or "", password or "")
        others = Subscription.objects.filter(owner_id=actor).exclude(id=row.id)
        _check_is_new(others.values_list("url", flat=True), found)
    elif username is not None or password is not None:
        name_there = row.username if username is None else username
        secret = row.password if password is None else password
        found = _address(row.url, name_there, secret)
    else:
        return
    columns = {"url": found.url, "username": found.username, "password": found.password}
    _start_again(row, now=now, **columns, **_NOT_READ_YET, failures=0, error_code="")


@transaction.atomic
def refresh_now(actor: UUID, subscription_id: UUID, *, now: datetime) -> None:
    """Have it read at once; what is being read is left to finish. Raises `NotFound`, `TooOften`."""
    row = _own(actor, subscription_id)
    if row.state == Subscription.State.LEASED and row.next_at > now:
        return
    if row.tried_at and row.tried_at > now - refresh_times.NOW_AGAIN:
        raise errors.TooOften(_JUST_NOW)
    _start_again(row, now=now)


@transaction.atomic
def confirm_empty(actor: UUID, subscription_id: UUID, *, now: datetime) -> None:
    """Say that the source is empty now: the next reading may take everything away.

    Raises `NotFound`, and `Stale` when nothing has vanished.
    """
    row = _own(actor, subscription_id)
    if row.error_code != Vanished.code:
        raise errors.Stale
    _start_again(row, now=now, may_be_empty=True)


@transaction.atomic
def show(actor: UUID, subscription_id: UUID, visibility: Visibility, *, now: datetime) -> None:
    """Choose what the other sees of all that is in it, and of what will come. Raises `NotFound`."""
    _show(_own(actor, subscription_id), visibility, now=now)


@transaction.atomic
def share(actor: UUID, subscription_id: UUID, event_ids: Collection[UUID], *, now: datetime) -> None:
    """Say which of its events involve both. Raises `NotFound`."""
    row = _own(actor, subscription_id)
    events.share(actor, event_ids, calendar_id=row.calendar_id, now=now)


@transaction.atomic
def unsubscribe(actor: UUID, subscription_id: UUID, *, now: datetime) -> None:
    """End it, and take away what it brought; what was said of that stays its writer's own.

    Raises `NotFound`.
    """
    row = _own(actor, subscription_id)
    bulk.empty(who_queries.of(actor), row.calendar_id, now=now)
    Calendar.objects.filter(id=row.calendar_id).delete()


def _own(actor: UUID, subscription_id: UUID) -> Subscription:
    rows = Subscription.objects.select_for_update().defer("held")
    row = rows.filter(id=subscription_id, owner_id=actor).first()
    if row is None:
        raise errors.NotFound
    return row


def _show(row: Subscription, visibility: Visibility, *, now: datetime) -> None:
    Calendar.objects.filter(id=row.calendar_id).update(visibility=visibility)
    held = Event.objects.select_for_update().filter(calendar_id=row.calendar_id).order_by("id")
    bulk.show(who_queries.of(row.owner_id), held, visibility, now=now)


def _start_again(row: Subscription, *, now: datetime, **columns: Any) -> None:
    """Due at once. Whoever is reading it loses the lease, and with it what they found."""
    Subscription.objects.filter(id=row.id).update(**due.again(now=now), **columns)


def _address(address: str, username: str, password: str) -> OutsideAddress:
    return outside_address.read(
        address, username=username, password=password, allowed=settings.SUBSCRIPTION_ALLOW
    )


def _check_is_new(urls: Any, found: OutsideAddress) -> None:
    # Addresses are encrypted, so they are compared here.
    if found.url in set(urls):
        raise errors.Invalid("You have subscribed to this address already.", field="address")


def _name(name: str) -> str:
    found = " ".join(name.split())
    if len(found) > NAME_MAX:
        raise errors.TooLong(field="name")
    return found
