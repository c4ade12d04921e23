"""Secret iCalendar addresses: made, changed for another, revoked; what they last said, and on which day."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from planner import errors
from planner.actions.channels import security
from planner.actions.engine import locks
from planner.actions.exchange.tokens import checked_name
from planner.core import secret_tokens
from planner.core.feed_choices import USUAL, Choices
from planner.core.security import Happened
from planner.models import Feed
from planner.queries.exchange.feeds import Rendered

MOST = 20


@transaction.atomic
def create(actor: UUID, *, name: str, choices: Choices = USUAL, now: datetime) -> tuple[UUID, str]:
    """A new feed: its id, and the token of its address, which is shown once. Raises `Invalid`, `TooMany`."""
    clean = checked_name(name)
    locks.person(actor)
    if Feed.objects.filter(owner_id=actor, revoked_at=None).count() >= MOST:
        raise errors.TooMany
    token = secret_tokens.fresh()
    secret = secret_tokens.digest(token)
    row = Feed.objects.create(
        owner_id=actor, name=clean, token_hash=secret, created_at=now, **asdict(choices)
    )
    security.note(actor, Happened.FEED_MADE, about=clean, now=now)
    return row.id, token


@transaction.atomic
def edit(actor: UUID, feed_id: UUID, *, name: str, choices: Choices) -> None:
    """Another name or other choices for a feed of one's own; its address stays. `NotFound`, `Invalid`."""
    clean = checked_name(name)
    rows = Feed.objects.filter(id=feed_id, owner_id=actor, revoked_at=None)
    if not rows.update(name=clean, **asdict(choices)):
        raise errors.NotFound
    # The validators stay, so that those of what is rendered next differ from them.
    rows.update(body=b"", body_version=0)


@transaction.atomic
def rotate(actor: UUID, feed_id: UUID, *, now: datetime) -> str:
    """Give a feed of one's own a new address; the old one ends at once. The new token. Raises `NotFound`."""
    token = secret_tokens.fresh()
    rows = Feed.objects.filter(id=feed_id, owner_id=actor, revoked_at=None)
    if not rows.update(token_hash=secret_tokens.digest(token), last_used_on=None):
        raise errors.NotFound
    security.note(actor, Happened.FEED_ROTATED, about=_name(feed_id), now=now)
    return token


@transaction.atomic
def revoke(actor: UUID, feed_id: UUID, *, now: datetime) -> None:
    """End a feed of one's own at once; nothing of it is kept. Raises `NotFound`."""
    if not _end(Feed.objects.filter(id=feed_id, owner_id=actor, revoked_at=None), now=now):
        raise errors.NotFound
    security.note(actor, Happened.FEED_ENDED, about=_name(feed_id), now=now)


def revoke_all(person_id: UUID, *, now: datetime) -> None:
    """End all feeds of somebody who leaves."""
    _end(Feed.objects.filter(owner_id=person_id, revoked_at=None), now=now)


def note_use(feed_id: UUID, *, now: datetime) -> None:
    """Remember the day on which a feed was last fetched; one write a day."""
    rows = Feed.objects.filter(Q(last_used_on=None) | Q(last_used_on__lt=now.date()), id=feed_id)
    rows.update(last_used_on=now.date())


def keep(feed_id: UUID, made: Rendered) -> None:
    """Keep a rendering for those who ask again; one of an older view version never replaces a newer one."""
    if made.choices is None:
        return
    # Made for what was chosen before an edit, it would be taken for what is chosen now.
    rows = Feed.objects.filter(id=feed_id, revoked_at=None, **asdict(made.choices))
    rows = rows.filter(body_version__lt=made.version)
    rows.update(body=made.body, etag=made.etag, body_version=made.version, body_changed_at=made.last_modified)


def _name(feed_id: UUID) -> str:
    return str(Feed.objects.values_list("name", flat=True).get(id=feed_id))


def _end(rows: QuerySet[Feed], *, now: datetime) -> int:
    return rows.update(revoked_at=now, body=b"", body_version=0, body_changed_at=None, etag="")
