"""One line per outcome, ids only. What Django logs of a request has no path in it, which may hold a token."""

import logging
from typing import Any

from django.http import HttpRequest

UNKNOWN = "an unknown address"


class NoAddresses(logging.Filter):
    """Names the route in place of the path, as in `/feeds/<str:token>.ics`."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            match = request.resolver_match
            route = f"/{match.route}" if match else UNKNOWN
            # Django escapes the path, and a refusal may quote the Referer: neither equals `request.path`.
            record.args = tuple(route if "/" in str(one) else one for one in record.args)
        return True


def lines(level: str) -> dict[str, Any]:
    """The settings of logging: everything from this level on to standard error, a line each."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "filters": {"no_addresses": {"()": "backend.logs.NoAddresses"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            name: {"filters": ["no_addresses"]} for name in ("django.request", "django.security.csrf")
        }
        # It would tell whose passkey was used, by the key's id.
        | {"fido2": {"level": "WARNING"}},
        "root": {"handlers": ["console"], "level": level},
    }
