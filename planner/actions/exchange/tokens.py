"""Personal tokens for the API: shown once, kept as a hash."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner import errors
from planner.actions.channels import security
from planner.actions.engine import locks
from planner.core import scopes as core_scopes
from planner.core import secret_tokens
from planner.core.scopes import EVERYTHING, Scope
from planner.core.security import Happened
from planner.models import ApiToken
from planner.queries.exchange import tokens as queries

NAME_MAX = 80
MOST = 20
SHORTEST, LONGEST = timedelta(days=1), timedelta(days=3650)


@transaction.atomic
def create(
    actor: UUID,
    *,
    name: str,
    scopes: Collection[Scope] = EVERYTHING,
    lasts: timedelta | None = None,
    now: datetime,
) -> tuple[UUID, str]:
    """A new token: its id, and the token itself, which nobody can read again. Raises `Invalid`, `TooMany`.

    It is good for these scopes, for as long as it `lasts` or until it is revoked.
    """
    clean = checked_name(name)
    if not scopes:
        raise errors.Invalid("Choose what it is for.", field="scopes")
    if lasts is not None and not SHORTEST <= lasts <= LONGEST:
        raise errors.Invalid("A token lasts from a day to ten years.", field="days")
    locks.person(actor)
    if queries.working(now).filter(owner_id=actor).count() >= MOST:
        raise errors.TooMany
    token = secret_tokens.fresh(secret_tokens.API_PREFIX)
    row = ApiToken.objects.create(
        owner_id=actor,
        name=clean,
        token_hash=secret_tokens.digest(token),
        scopes=core_scopes.written(scopes),
        created_at=now,
        expires_at=now + lasts if lasts else None,
    )
    security.note(actor, Happened.TOKEN_MADE, about=clean, now=now)
    return row.id, token


@transaction.atomic
def revoke(actor: UUID, token_id: UUID, *, now: datetime) -> None:
    """End a token of one's own at once. Raises `NotFound`."""
    row = ApiToken.objects.select_for_update().filter(id=token_id, owner_id=actor, revoked_at=None).first()
    if row is None:
        raise errors.NotFound
    ApiToken.objects.filter(id=row.id).update(revoked_at=now)
    security.note(actor, Happened.TOKEN_ENDED, about=row.name, now=now)


def revoke_all(person_id: UUID, *, now: datetime) -> None:
    """End all tokens of somebody who leaves."""
    ApiToken.objects.filter(owner_id=person_id, revoked_at=None).update(revoked_at=now)


def note_use(token: str, *, now: datetime) -> None:
    """Remember the day on which a token was last used; one write a day."""
    rows = ApiToken.objects.filter(token_hash=secret_tokens.digest(token), revoked_at=None)
    rows.filter(Q(last_used_on=None) | Q(last_used_on__lt=now.date())).update(last_used_on=now.date())


def checked_name(name: str) -> str:
    """What somebody calls a token or a feed. Raises `Invalid`, `TooLong`."""
    clean = " ".join(name.split())
    if not clean:
        raise errors.Invalid("Give it a name, so that you know it again.", field="name")
    if len(clean) > NAME_MAX:
        raise errors.TooLong(field="name")
    return clean
