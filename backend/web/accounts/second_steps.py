"""What allauth asks us about passkeys, authenticator apps and recovery codes."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from backend.web import browsers
from planner.queries.engine import sealing

OURS: Final = "Alongside"
COLUMN: Final = "mfa.authenticator.data"
SECRETS: Final = ("secret", "seed")
"""What of an authenticator's data is sealed."""


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Its secrets are sealed like our own columns; the rest is how things are called."""

    def encrypt(self, text: str) -> str:
        return sealing.sealed(text, column=COLUMN)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.opened(encrypted_text, column=COLUMN)

    def build_totp_svg(self, url: str) -> str:
        drawn, code = BytesIO(), segno.make(url, error="m", micro=False)
        code.save(drawn, kind="svg", xmldecl=False, scale=4, border=2, light="#fff")
        return drawn.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """What its owner knows it by again, unless they call it something else."""
        return browsers.name_of(context.request.headers.get("User-Agent", ""))

    def _get_site_name(self) -> str:
        return OURS


def seal_again() -> int:
    """Seal with the first of `FIELD_KEYS` what is under another; how many authenticators that were."""
    found = [row.pk for row in _with_secrets() if _is_behind(row)]
    for pk in found:
        _seal_one_again(pk)
    return len(found)


def behind() -> int:
    """How many authenticators have a secret under any key but the first."""
    return sum(map(_is_behind, _with_secrets()))


@transaction.atomic
def _seal_one_again(pk: int) -> None:
    # What it says besides, such as which codes were used, may change at any time: hence the lock.
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is not None:
        adapter = Adapter()
        row.data |= {name: adapter.encrypt(adapter.decrypt(row.data[name])) for name in _sealed_in(row)}
        row.save(update_fields=["data"])


def _with_secrets() -> Iterator[Authenticator]:
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    yield from rows.order_by("pk").iterator()


def _sealed_in(row: Authenticator) -> list[str]:
    return [name for name in SECRETS if name in row.data]


def _is_behind(row: Authenticator) -> bool:
    return any(sealing.is_behind(row.data[name]) for name in _sealed_in(row))
