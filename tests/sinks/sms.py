"""A provider of text messages over signed HTTP: a key that it has taken once it never takes again.

`POST /messages` takes a text, `GET /messages/KEY` says what became of it. Replies and status reports go to a
webhook, signed the same way.
"""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from uuid import uuid4

from tests.sinks import faults, process, signed, web
from tests.sinks.arrivals import Arrivals
from tests.sinks.faults import Faults
from tests.sinks.web import Answer, Pace, Request, Served

PATH = "/messages"
FAULTS = ("drop", "late", "slow", "400", "429", "500", "refuse")
"""Taken, then dropped, answered after any time-out or byte by byte; not taken, with that answer; cut off."""
_TAKEN = {"drop": Pace.DROPPED, "late": Pace.LATE, "slow": Pace.SLOW}
RETRY_AFTER_S = 2


@dataclass(frozen=True)
class Text:
    """A text that was taken, once for its key."""

    key: str
    to: str
    text: str
    id: str


class Sink:
    """What has arrived, how often each key was offered, and what to do with what arrives next."""

    def __init__(self, secret: str, keep: Path | None = None, wrong: Faults | None = None) -> None:
        self.secret = secret
        self.texts = Arrivals(Text, keep)
        self.faults = wrong or Faults(FAULTS)
        self.statuses: dict[str, str] = {}
        self.offers: list[str] = []
        self.refused_signatures = 0
        self.webhook = ""
        self.served = Served(0, "http")
        self._taken = {one.key: one for one in self.texts}
        self._lock = Lock()

    @property
    def url(self) -> str:
        return f"{self.served.origin}{PATH}"

    def answer(self, request: Request) -> Answer:
        path, _, key = request.path.removeprefix("/").partition("/")
        if request.method == "POST" and request.path == "/inbound":
            return Answer(self._pass_on(request.json()))
        if f"/{path}" != PATH:
            return Answer(404)
        if not self._is_signed(request):
            return Answer(401, {"error": "signature"})
        return self._status(key) if request.method == "GET" else self._offered(request)

    def reply(self, sender: str, text: str, *, id: str = "") -> int:
        """Somebody answers: what the webhook said to it."""
        return self._tell({"id": id or uuid4().hex, "from": sender, "text": text})

    def report(self, key: str, status: str) -> int:
        """What became of a text, told to the webhook: what that said to it."""
        self.statuses[key] = status
        return self._tell({"key": key, "status": status})

    def _is_signed(self, request: Request) -> bool:
        what = request.path.encode() if request.method == "GET" else request.body
        is_valid = signed.is_valid(self.secret, what, request.headers)
        self.refused_signatures += not is_valid
        return is_valid

    def _status(self, key: str) -> Answer:
        if key not in self._taken:
            return Answer(404)
        return Answer(200, {"status": self.statuses.get(key, "delivered")})

    def _offered(self, request: Request) -> Answer:
        asked = request.json()
        key = str(asked.get("key", ""))
        is_whole = all(isinstance(asked.get(name), str) and asked[name] for name in ("to", "text", "key"))
        if not is_whole or request.headers.get("idempotency-key") != key:
            return Answer(400, {"error": "to, text, key and the same Idempotency-Key are wanted"})
        with self._lock:
            self.offers.append(key)
            if key in self._taken:
                return Answer(409, {"id": self._taken[key].id})
            return self._new(Text(key, str(asked["to"]), str(asked["text"]), uuid4().hex))

    def _new(self, text: Text) -> Answer:
        fault = self.faults.draw()
        if fault == "refuse":
            return Answer(503, pace=Pace.DROPPED)
        if fault and fault not in _TAKEN:
            return Answer(int(fault), headers={"Retry-After": str(RETRY_AFTER_S)} if fault == "429" else {})
        self.texts.add(text)
        self._taken[text.key] = text
        return Answer(201, {"id": text.id}, pace=_TAKEN.get(fault, Pace.AT_ONCE))

    def _pass_on(self, said: Mapping[str, object]) -> int:
        return self.reply(str(said.get("from", "")), str(said.get("text", "")), id=str(said.get("id", "")))

    def _tell(self, what: Mapping[str, str]) -> int:
        body = json.dumps(what).encode()
        headers = {"Content-Type": "application/json", **signed.headers(self.secret, body)}
        request = urllib.request.Request(self.webhook, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code


@contextmanager
def running(
    sink: Sink | None = None, *, secret: str = "shared", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Sink]:
    """A provider on this machine, on a free port unless one is named."""
    sink = sink or Sink(secret)
    with web.serving(sink.answer, port=port, tls=tls) as sink.served:
        yield sink


def main() -> None:
    parser = process.options("A provider of text messages that keeps what arrives.")
    process.add_certificate(parser)
    parser.add_argument("--secret", default="shared")
    parser.add_argument("--webhook", default="", help="where what is posted to /inbound goes on to, signed")
    options = parser.parse_args()
    sink = Sink(options.secret, options.keep, faults.from_options(FAULTS, options))
    sink.webhook = options.webhook
    with running(sink, port=options.port, tls=process.tls(options)):
        sink.served.takes_s = options.takes_s
        process.run_until_ended(sink.url)


if __name__ == "__main__":
    main()
