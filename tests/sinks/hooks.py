"""Somebody's own program that webhooks are posted to: it keeps what was signed for it, and may fail."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.sinks import web
from tests.sinks.arrivals import Arrivals
from tests.sinks.faults import Faults
from tests.sinks.web import Answer, Pace, Request, Served

FAULTS = ("drop", "slow", "307", "404", "410", "429", "503", "chatty")
"""Taken, then dropped or answered byte by byte; not taken, with that answer; taken with a long answer."""
RETRY_AFTER_S = 90


@dataclass(frozen=True)
class Told:
    """One message as it came in, by whatever name and however often."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    said: Mapping[str, Any]

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


class Sink:
    def __init__(self) -> None:
        self.told = Arrivals(Told)
        self.faults = Faults(FAULTS)
        self.served = Served(0, "http")

    @property
    def url(self) -> str:
        return f"{self.served.origin}/api/webhook/s3cret"

    def answer(self, request: Request) -> Answer:
        fault = self.faults.draw()
        if fault.isdigit():
            more = {"429": {"Retry-After": str(RETRY_AFTER_S)}, "307": {"Location": self.url}}
            return Answer(int(fault), headers=more.get(fault, {}))
        self.told.add(Told(request.path, request.headers, request.body, request.json()))
        pace = {"drop": Pace.DROPPED, "slow": Pace.SLOW}.get(fault, Pace.AT_ONCE)
        return Answer(200, {"words": "x" * 500_000} if fault == "chatty" else None, pace=pace)


@contextmanager
def running(*, tls: ssl.SSLContext | None = None) -> Iterator[Sink]:
    """A program on this machine, on a free port."""
    sink = Sink()
    with web.serving(sink.answer, tls=tls) as sink.served:
        yield sink
