"""A person's own API tokens."""

from uuid import UUID

from planner.core import secret_tokens
from planner.models import ApiToken
from planner.queries.views import TokenView


def tokens(actor: UUID) -> tuple[TokenView, ...]:
    """The viewer's tokens that still work, the newest first."""
    rows = ApiToken.objects.filter(owner_id=actor, revoked_at=None).order_by("-created_at", "id")
    return tuple(TokenView(row.id, row.name, row.created_at, row.last_used_on) for row in rows)


def owner_of(token: str) -> UUID | None:
    """Whose token it is, if it works."""
    if not token.startswith(secret_tokens.API_PREFIX):
        return None
    rows = ApiToken.objects.filter(token_hash=secret_tokens.digest(token), revoked_at=None)
    return rows.values_list("owner_id", flat=True).first()
