"""A person's own API tokens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner import errors
from planner.core import scopes, secret_tokens
from planner.core.scopes import Scope
from planner.models import ApiToken
from planner.queries.views import TokenView


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token lets in, and whose it is."""

    token_id: UUID
    owner_id: UUID
    scopes: tuple[Scope, ...]


def tokens(actor: UUID, *, now: datetime) -> tuple[TokenView, ...]:
    """The viewer's tokens that still work, the newest first."""
    rows = working(now).filter(owner_id=actor).order_by("-created_at", "id")
    return tuple(_view(row) for row in rows)


def one(actor: UUID, token_id: UUID, *, now: datetime) -> TokenView:
    """One of them. Raises `NotFound`, also once it works no longer."""
    row = working(now).filter(owner_id=actor, id=token_id).first()
    if row is None:
        raise errors.NotFound
    return _view(row)


def grant(token: str, *, now: datetime) -> Grant | None:
    """Whose token it is and what it is good for, if it works."""
    if not token.startswith(secret_tokens.API_PREFIX):
        return None
    row = working(now).filter(token_hash=secret_tokens.digest(token)).only("owner_id", "scopes").first()
    return Grant(row.id, row.owner_id, scopes.read(row.scopes)) if row else None


def working(now: datetime) -> QuerySet[ApiToken]:
    """Neither revoked nor run out."""
    return ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


def _view(row: ApiToken) -> TokenView:
    return TokenView(
        row.id, row.name, row.created_at, row.last_used_on, scopes.read(row.scopes), row.expires_at
    )
