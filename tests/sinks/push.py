"""A push service, and the browsers behind it: it hands out subscriptions, checks who sends, and decrypts.

`POST /subscriptions` makes a subscription as a browser would; its `endpoint` takes messages (RFC 8030).
"""

import re
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from tests.sinks import faults, process, web, webpush
from tests.sinks.arrivals import Arrivals
from tests.sinks.faults import Faults
from tests.sinks.web import Answer, Pace, Request, Served
from tests.sinks.webpush import Device, Refused

FAULTS = ("drop", "late", "slow", "404", "410", "413", "429", "500", "refuse")
"""Taken, then dropped, answered after any time-out or byte by byte; not taken, with that answer; cut off."""
_TAKEN = {"drop": Pace.DROPPED, "late": Pace.LATE, "slow": Pace.SLOW}
_GONE = ("404", "410")
RETRY_AFTER_S = 2
MOST_BYTES = 4096
_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
_URGENCIES = ("very-low", "low", "normal", "high")


@dataclass(frozen=True)
class Pushed:
    """A message that a device got, in plain."""

    device: str
    payload: str
    ttl_s: int
    topic: str = ""
    urgency: str = ""


class Sink:
    """What has arrived, and what to do with what arrives next."""

    def __init__(self, keep: Path | None = None, wrong: Faults | None = None) -> None:
        self.pushed = Arrivals(Pushed, keep)
        self.faults = wrong or Faults(FAULTS)
        self.devices: dict[str, Device] = {}
        self.refused: list[str] = []
        self.served = Served(0, "http")
        self._lock = Lock()

    def subscribe(self, *, sender: str = "") -> dict[str, Any]:
        """A new device's subscription; `sender`: the one application server that it listens to."""
        device = Device(sender=sender)
        self.devices[device.id] = device
        return device.subscription(self.served.origin)

    def shown(self) -> list[Pushed]:
        """What the devices show by now."""
        return shown(self.pushed)

    def forget(self, subscription: dict[str, Any]) -> None:
        """The person takes the permission away: 410 from now on."""
        del self.devices[str(subscription["endpoint"]).rpartition("/")[2]]

    def answer(self, request: Request) -> Answer:
        _, place, *device_id = request.path.split("/")
        if (request.method, place) == ("POST", "subscriptions"):
            return Answer(201, self.subscribe(sender=str(request.json().get("applicationServerKey", ""))))
        if (request.method, place) != ("POST", "push") or not device_id:
            return Answer(404)
        device = self.devices.get(device_id[0])
        return self._offered(device, request) if device else Answer(410)

    def _offered(self, device: Device, request: Request) -> Answer:
        try:
            pushed = self._read(device, request)
        except Refused as problem:
            self.refused.append(str(problem))
            return Answer(400, {"error": str(problem)})
        with self._lock:
            return self._new(device, pushed)

    def _read(self, device: Device, request: Request) -> Pushed:
        headers = request.headers
        webpush.check_vapid(headers.get("authorization", ""), origin=self.served.origin, sender=device.sender)
        if headers.get("content-encoding") != "aes128gcm" or len(request.body) > MOST_BYTES:
            raise Refused("no aes128gcm, or too long")
        payload = webpush.decrypt(device, request.body).decode()
        ttl, topic, urgency = (headers.get(name, "") for name in ("ttl", "topic", "urgency"))
        _check_headers(ttl, topic, urgency)
        return Pushed(device.id, payload, int(ttl), topic, urgency)

    def _new(self, device: Device, pushed: Pushed) -> Answer:
        fault = self.faults.draw()
        if fault == "refuse":
            return Answer(503, pace=Pace.DROPPED)
        if fault in _GONE:
            self.devices.pop(device.id, None)
        if fault and fault not in _TAKEN:
            return Answer(int(fault), headers={"Retry-After": str(RETRY_AFTER_S)} if fault == "429" else {})
        self.pushed.add(pushed)
        location = f"{self.served.origin}/messages/{len(self.pushed)}"
        headers = {"Location": location, "TTL": str(pushed.ttl_s)}
        return Answer(201, headers=headers, pace=_TAKEN.get(fault, Pace.AT_ONCE))


def shown(pushed: Iterable[Pushed]) -> list[Pushed]:
    """What devices show after all that: of several messages with one topic, the last."""
    latest: dict[object, Pushed] = {}
    for number, one in enumerate(pushed):
        latest[(one.device, one.topic) if one.topic else number] = one
    return list(latest.values())


@contextmanager
def running(sink: Sink | None = None, *, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Sink]:
    """A push service on this machine, on a free port unless one is named."""
    sink = sink or Sink()
    with web.serving(sink.answer, port=port, tls=tls) as sink.served:
        yield sink


def _check_headers(ttl: str, topic: str, urgency: str) -> None:
    """RFC 8030, 5.2 to 5.4."""
    if not ttl.isdigit():
        raise Refused("no TTL")
    if topic and not _TOPIC.fullmatch(topic):
        raise Refused("a Topic is at most 32 characters of base64url")
    if urgency and urgency not in _URGENCIES:
        raise Refused("no such Urgency")


def main() -> None:
    parser = process.options("A push service that decrypts what arrives.")
    process.add_certificate(parser)
    options = parser.parse_args()
    sink = Sink(options.keep, faults.from_options(FAULTS, options))
    with running(sink, port=options.port, tls=process.tls(options)):
        sink.served.takes_s = options.takes_s
        process.run_until_ended(sink.served.origin)


if __name__ == "__main__":
    main()
