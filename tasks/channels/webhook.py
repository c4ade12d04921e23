"""A signed POST to the address of somebody's own program. Of the answer only the status counts.

A second copy has the same `webhook-id`, by which the other end knows it: so none ends as `unknown`.
"""

from collections.abc import Collection
from datetime import timedelta

from planner.core.webhooks import signing
from planner.queries.channels.outgoing import WebhookCall
from tasks import clock
from tasks.channels.base import HoldsNothing, NotSent
from tasks.net import http
from tasks.net.dialling import NotFetched
from tasks.net.http import Letter, Limits

DEADLINE_S = 10
GONE = 410
"""The one answer by which an address says for itself that it is not to be called again."""


class WebhookChannel(HoldsNothing):
    is_repeatable = True

    def __init__(self, *, allowed: Collection[str] = ()) -> None:
        self._limits = Limits(DEADLINE_S, 0, allowed)

    def send(self, message: WebhookCall) -> None:
        """Hand it over. Raises `NotSent`; each address is its owner's, so that says nothing of others."""
        try:
            answer = http.post(_letter(message), self._limits)
        except NotFetched:
            # One reason for refused, timed out and unknown: a webhook is no means to look into our network.
            raise NotSent("no_answer", is_about_recipient=True) from None
        if not 200 <= answer.status < 300:
            raise _refusal(answer.status, answer.retry_after)


def _letter(message: WebhookCall) -> Letter:
    called = signing.message_id(message.key)
    at_s = int(clock.now().timestamp())
    signed = signing.headers(message.secrets, called, message.body, at_s=at_s)
    return Letter(message.url, {"Content-Type": "application/json", **signed}, message.body)


def _refusal(status: int, retry_after: timedelta | None) -> NotSent:
    """Tried again whatever it says, but for the one answer that takes the address away."""
    is_gone = status == GONE
    return NotSent(
        f"answered {status}", is_permanent=is_gone, is_about_recipient=True, retry_after=retry_after
    )
