"""How often one person, one token, one stranger may ask, and how often a deed may send a mail."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class PerPerson(SimpleRateThrottle):
    """All that one person asks for, by whichever way."""

    scope = "person"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return _place(self, request.user.pk) if request.user.is_authenticated else None


class PerToken(SimpleRateThrottle):
    """One program of theirs, so that it leaves something for the others."""

    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        grant: Any = request.auth
        return _place(self, grant.token_id) if grant else None


class Mails(SimpleRateThrottle):
    """Deeds after which a mail or a text goes out, together."""

    scope = "mail"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        is_meant = getattr(view, "action", None) in getattr(view, "sends", ())
        return _place(self, request.user.pk) if is_meant else None


class Strangers(SimpleRateThrottle):
    """Whoever is not let in, by the address that they call from."""

    scope = "stranger"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return _place(self, self.get_ident(request))


def _place(throttle: SimpleRateThrottle, ident: object) -> str:
    return throttle.cache_format % {"scope": throttle.scope, "ident": ident}
