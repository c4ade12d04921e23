"""Texts by a signed POST, for any service that knows a text by its key (docs/operations.md has the wire)."""

import json
import time
from contextlib import suppress

from planner.actions.channels import texts
from planner.core.sms import signatures
from planner.core.sms.provider import Signed
from planner.queries.channels.outgoing import Text
from tasks import clock
from tasks.channels import sms_call
from tasks.channels.base import HoldsNothing

TAKEN = (200, 201)
KNOWN = 409
"""It has this key already: our first copy arrived."""


class SignedChannel(HoldsNothing):
    is_repeatable = True

    def __init__(self, provider: Signed) -> None:
        self._provider = provider

    def send(self, message: Text) -> None:
        """Hand it over. Raises `NotSent`."""
        texts.begin(message, now=clock.now())
        key = str(message.key)
        said = {"to": message.to, "text": message.text, "key": key}
        body = json.dumps(said, ensure_ascii=False).encode()
        signed = signatures.headers(self._provider.secret, body, at_s=int(time.time()))
        headers = {"Content-Type": "application/json", "Idempotency-Key": key, **signed}
        answer = sms_call.call("POST", self._provider.url, headers, body)
        if answer.status not in (*TAKEN, KNOWN):
            raise sms_call.refusal(answer.status, str(answer.status), answer.retry_after)
        texts.taken(message.key, provider_id=_id(answer.body), now=clock.now())


def _id(body: bytes) -> str:
    """What the service calls it, "" if it does not say."""
    with suppress(ValueError):
        answer = json.loads(body)
        if isinstance(answer, dict) and isinstance(answer.get("id"), str):
            return str(answer["id"])
    return ""
