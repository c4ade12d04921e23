"""What Django itself logs about a request, without the address: it may hold a token."""

import logging

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
