"""By what an account can be opened, as its owner sees it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from backend.web.signed_in import actor

Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class PasskeyView:
    id: int
    name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class WaysIn:
    """`app_since` is when the authenticator app was added; `codes_left` of the recovery codes still work."""

    has_password: bool
    app_since: datetime | None
    passkeys: tuple[PasskeyView, ...]
    codes_left: int | None

    @property
    def has_second_step(self) -> bool:
        return bool(self.app_since or self.passkeys)


def mine(request: HttpRequest) -> WaysIn:
    """The viewer's own, in one query."""
    rows = list(Authenticator.objects.filter(user_id=actor(request)).order_by("created_at", "id"))
    of_type = {one.type: one for one in rows}
    app, codes = of_type.get(Type.TOTP), of_type.get(Type.RECOVERY_CODES)
    return WaysIn(
        has_password=bool(request.user.pk and request.user.has_usable_password()),
        app_since=app and app.created_at,
        passkeys=tuple(
            PasskeyView(one.id, one.data["name"], one.created_at) for one in rows if one.type == Type.WEBAUTHN
        ),
        codes_left=None if codes is None else _left(codes.data["used_mask"]),
    )


def _left(used_mask: int) -> int:
    """One bit of the mask is set for each code that was used."""
    count: int = settings.MFA_RECOVERY_CODE_COUNT
    return count - used_mask.bit_count()
