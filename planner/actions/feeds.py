"""Secret iCalendar addresses: made, changed for another, revoked; what they last said, and on which day."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from planner import errors
from planner.actions.tokens import checked_name
from planner.core import secret_tokens
from planner.models import Feed, Person
from planner.queries.feeds import Rendered

MOST = 20


@transaction.atomic
def create(actor: UUID, *, name: str, now: datetime) -> tuple[UUID, str]:
    """A new feed: its id, and the token of its address, which is shown once. Raises `Invalid`, `TooMany`."""
    clean = checked_name(name)
    Person.objects.select_for_update(no_key=True).get(id=actor)
    if Feed.objects.filter(owner_id=actor, revoked_at=None).count() >= MOST:
        raise errors.TooMany
    token = secret_tokens.fresh()
    row = Feed.objects.create(
        owner_id=actor, name=clean, token_hash=secret_tokens.digest(token), created_at=now
    )
    return row.id, token


@transaction.atomic
def rotate(actor: UUID, feed_id: UUID, *, now: datetime) -> str:
    """Give a feed of one's own a new address; the old one ends at once. The new token. Raises `NotFound`."""
    token = secret_tokens.fresh()
    rows = Feed.objects.filter(id=feed_id, owner_id=actor, revoked_at=None)
    if not rows.update(token_hash=secret_tokens.digest(token), last_used_on=None):
        raise errors.NotFound
    return token


@transaction.atomic
def revoke(actor: UUID, feed_id: UUID, *, now: datetime) -> None:
    """End a feed of one's own at once; nothing of it is kept. Raises `NotFound`."""
    if not _end(Feed.objects.filter(id=feed_id, owner_id=actor, revoked_at=None), now=now):
        raise errors.NotFound


def revoke_all(person_id: UUID, *, now: datetime) -> None:
    """End all feeds of somebody who leaves."""
    _end(Feed.objects.filter(owner_id=person_id, revoked_at=None), now=now)


def note_use(feed_id: UUID, *, now: datetime) -> None:
    """Remember the day on which a feed was last fetched; one write a day."""
    rows = Feed.objects.filter(Q(last_used_on=None) | Q(last_used_on__lt=now.date()), id=feed_id)
    rows.update(last_used_on=now.date())


def keep(feed_id: UUID, made: Rendered) -> None:
    """Keep a rendering for those who ask again; one of an older view version never replaces a newer one."""
    rows = Feed.objects.filter(id=feed_id, revoked_at=None, body_version__lt=made.version)
    rows.update(body=made.body, etag=made.etag, body_version=made.version, body_changed_at=made.last_modified)


def _end(rows: QuerySet[Feed], *, now: datetime) -> int:
    return rows.update(revoked_at=now, body=b"", body_version=0, body_changed_at=None, etag="")
