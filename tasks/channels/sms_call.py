"""One request to the provider of texts: bounded as a whole, and it is known whether it had gone out.

Its address comes from the settings, so it may lie in one's own network; what a person typed never gets here.
"""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from planner.core.calendar import outside_address
from tasks.channels.base import NotSent, is_refused_for_good
from tasks.net import dialling, http
from tasks.net.dialling import NotAnswered, NotFetched
from tasks.net.http import Answer, Letter, Limits

DEADLINE_S = 20
MAX_BYTES = 500_000
_REFUSAL_BYTES = 20_000


def call(method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """The answer, refusals too. Raises `NotSent`, uncertain if the request had gone out."""
    host, port = dialling.place(urlsplit(url))
    limits = Limits(DEADLINE_S, MAX_BYTES, (outside_address.authority(host, port),))
    try:
        return http.call(method, Letter(url, headers, body), limits, refusal_bytes=_REFUSAL_BYTES)
    except NotAnswered as problem:
        raise NotSent(problem.reason, is_uncertain=True) from None
    except NotFetched as problem:
        raise NotSent(problem.reason) from None


def refusal(status: int, code: str, retry_after: timedelta | None) -> NotSent:
    """What a status that is no success means for the message."""
    return NotSent(f"sms_{code}", is_permanent=is_refused_for_good(status), retry_after=retry_after)
