"""A provider that speaks Twilio's wire as far as a sender of texts needs it, and knows no idempotency key.

`POST /2010-04-01/Accounts/SID/Messages.json` takes a text, `GET` of the same lists what was taken.
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from threading import Lock
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from tests.sinks import web
from tests.sinks.faults import Faults
from tests.sinks.web import Answer, Pace, Request, Served

FAULTS = ("drop", "late", "slow", "lost", "garbled", "21211", "21610", "401", "429", "500", "refuse")
"""Taken, then dropped, answered after any time-out, byte by byte, or by a gateway that gave up; not taken."""
_TAKEN = {"drop": Pace.DROPPED, "late": Pace.LATE, "slow": Pace.SLOW}
RETRY_AFTER_S = 7


@dataclass
class Text:
    sid: str
    to: str
    body: str
    fields: Mapping[str, str]
    created_at: datetime
    status: str = "queued"


class Sink:
    def __init__(self, account_sid: str, token: str) -> None:
        self.account_sid, self.token = account_sid, token
        self.texts: list[Text] = []
        self.faults = Faults(FAULTS)
        self.list_faults = Faults(FAULTS)
        self.listed = 0
        self.prefix = ""
        """What a trial account puts before every text."""
        self.served = Served(0, "http")
        self._lock = Lock()

    @property
    def path(self) -> str:
        return f"/2010-04-01/Accounts/{self.account_sid}/Messages.json"

    def answer(self, request: Request) -> Answer:
        split = urlsplit(request.path)
        if split.path != self.path:
            return _refused(404, 20404)
        if request.headers.get("authorization") != self._authorization():
            return _refused(401, 20003)
        if request.method == "GET":
            return self._list(parse_qs(split.query))
        return self._create({key: values[0] for key, values in parse_qs(request.body.decode()).items()})

    def _authorization(self) -> str:
        return "Basic " + base64.b64encode(f"{self.account_sid}:{self.token}".encode()).decode()

    def _create(self, fields: Mapping[str, str]) -> Answer:
        fault = self.faults.draw()
        if refusal := _refusal(fault):
            return refusal
        text = Text(f"SM{uuid4().hex}", fields["To"], self.prefix + fields["Body"], fields, datetime.now(UTC))
        with self._lock:
            self.texts.append(text)
        if fault in ("lost", "garbled"):
            return Answer(502 if fault == "lost" else 201)
        return Answer(201, _shown(text), pace=_TAKEN.get(fault, Pace.AT_ONCE))

    def _list(self, query: Mapping[str, list[str]]) -> Answer:
        self.listed += 1
        fault = self.list_faults.draw()
        if refusal := _refusal(fault):
            return refusal
        to = query.get("To", [""])[0]
        found = [_shown(one) for one in reversed(self.texts) if one.to == to]
        page = {"messages": found, "next_page_uri": None, "page": 0, "page_size": 50}
        return Answer(200, page, pace=_TAKEN.get(fault, Pace.AT_ONCE))


def _refusal(fault: str) -> Answer | None:
    if fault == "refuse":
        return Answer(503, pace=Pace.DROPPED)
    if fault in ("21211", "21610"):
        return _refused(400, int(fault))
    if fault == "429":
        return _refused(429, 20429, {"Retry-After": str(RETRY_AFTER_S)})
    return _refused(int(fault), 20003 if fault == "401" else 20500) if fault.isdigit() else None


def _refused(status: int, code: int, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, {"code": code, "message": "no", "status": status}, headers or {})


def _shown(text: Text) -> Mapping[str, object]:
    return {
        "sid": text.sid,
        "to": text.to,
        "body": text.body,
        "status": text.status,
        "direction": "outbound-api",
        "date_created": format_datetime(text.created_at),
    }


@contextmanager
def running(account_sid: str, token: str) -> Iterator[Sink]:
    sink = Sink(account_sid, token)
    with web.serving(sink.answer) as sink.served:
        yield sink
