"""When a session was signed in: giving a password just then is as good as giving it again."""

import time
from typing import Final

from django.conf import settings
from django.http import HttpRequest

SIGNED_IN_AT: Final = "signed_in_at"


def note(request: HttpRequest, **signal: object) -> None:
    """Receiver of Django's `user_logged_in`."""
    request.session[SIGNED_IN_AT] = time.time()


def was_lately(request: HttpRequest) -> bool:
    """Whether this very session was signed in no longer ago than a password is asked for again."""
    signed_in_at: float = request.session.get(SIGNED_IN_AT, 0)
    return time.time() - signed_in_at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
