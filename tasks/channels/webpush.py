"""Web push: sealed for each device of a person, signed, and posted to whatever push service its browser uses.

It is sent as soon as one device took it. A copy that comes twice takes the place of the first, by its topic
in the push service and by its tag in the browser.
"""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

from cryptography.hazmat.primitives.asymmetric import ec

from planner.actions.channels import devices, mailbox
from planner.core import push
from planner.queries.channels.outgoing import Device, Push
from tasks import clock
from tasks.channels import webpush_wire
from tasks.channels.base import HoldsNothing, NotSent
from tasks.net import http
from tasks.net.dialling import NotFetched
from tasks.net.http import Letter, Limits

DEADLINE_S = 10
"""How long a device may take; all of a person's are called at once, well within the lease."""
_LATER = (408, 425, 429)
_GONE = (404, 410)


class Fate(Enum):
    """What became of a message to one device; the better one comes first."""

    TAKEN = auto()
    LATER = auto()
    REFUSED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Told:
    fate: Fate
    reason: str = ""
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who we are to push services."""

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    subject: str


class WebPushChannel(HoldsNothing):
    is_repeatable = True

    def __init__(self, sender: Sender, *, allowed: Collection[str] = (), has_mailbox: bool = False) -> None:
        self._sender = sender
        self._limits = Limits(DEADLINE_S, 0, allowed)
        self._has_mailbox = has_mailbox

    def send(self, message: Push) -> None:
        """Give it to every device. Raises `NotSent` when none took it."""
        with ThreadPoolExecutor(max(len(message.devices), 1)) as threads:
            told = list(threads.map(partial(self._told, message, clock.now()), message.devices))
        for device, one in zip(message.devices, told, strict=True):
            if one.fate is Fate.GONE:
                devices.gone(device.id, now=clock.now())
        _check(told)
        if self._has_mailbox and message.person_id is not None:
            mailbox.keep_push(message, message.person_id, now=clock.now())

    def _told(self, message: Push, now: datetime, device: Device) -> Told:
        """What became of it on this device. In a thread, so it touches no database."""
        if device.endpoint.startswith(push.MAILBOX):
            # It went with the embedded default that had one.
            return Told(Fate.TAKEN if self._has_mailbox else Fate.GONE)
        try:
            answer = http.post(_letter(device, message, self._sender, now), self._limits)
        except NotFetched as problem:
            return Told(Fate.LATER, problem.reason)
        return Told(_fate(answer.status), f"push_{answer.status}", answer.retry_after)


def _letter(device: Device, message: Push, sender: Sender, now: datetime) -> Letter:
    audience = push.origin(device.endpoint)
    headers = {
        "Authorization": webpush_wire.authorization(
            sender.key, audience=audience, subject=sender.subject, now=now
        ),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(message.ttl_s),
        "Topic": message.topic,
        "Urgency": message.urgency,
    }
    body = webpush_wire.sealed(message.payload, p256dh=device.p256dh, auth=device.auth)
    return Letter(device.endpoint, headers, body)


def _fate(status: int) -> Fate:
    """RFC 8030, sections 5 and 8.4. What says nothing of the device is none of its doing."""
    if 200 <= status < 300:
        return Fate.TAKEN
    if status in _GONE:
        return Fate.GONE
    return Fate.LATER if status in _LATER or status >= 500 else Fate.REFUSED


def _check(told: Collection[Told]) -> None:
    """Nothing when a device took it. Raises `NotSent`: for now if one may yet take it, else for good."""
    best = min(told, key=lambda one: one.fate.value, default=Told(Fate.GONE))
    if best.fate is Fate.LATER:
        waits = [one.retry_after for one in told if one.retry_after is not None]
        # Each browser has a push service of its own choosing: one that is away says nothing of the others'.
        raise NotSent(best.reason, is_about_recipient=True, retry_after=min(waits, default=None))
    if best.fate is Fate.REFUSED:
        raise NotSent("push_refused", is_permanent=True)
    if best.fate is Fate.GONE:
        raise NotSent("no_device", is_permanent=True)
