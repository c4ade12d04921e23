"""A real SMTP server: it accepts, refuses, or takes a message and never answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from pathlib import Path
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.sinks import faults, process
from tests.sinks.arrivals import Arrivals
from tests.sinks.faults import Faults

FAULTS = {
    "refuse": "550 No such person here",
    "later": "451 Come back later",
    "stall": "",
    "drop": "",
    "slow": "",
    "4xx": "451 Try again later",
    "5xx": "554 We do not want this",
}
"""Refused at the recipient for good or for now; taken, then never answered, dropped or answered byte by byte;
refused after the text."""
_AT_RECIPIENT = ("refuse", "later")
_AFTER_THE_TEXT = ("4xx", "5xx")
_BYTE_EVERY_S = 0.2


@dataclass(frozen=True)
class Mail:
    """One message as it came over the wire."""

    id: str
    to: list[str]
    text: str


class Server:
    """What has arrived, and what to do with what arrives next."""

    def __init__(self, keep: Path | None = None, wrong: Faults | None = None) -> None:
        self.mails = Arrivals(Mail, keep)
        self.faults = wrong or Faults(FAULTS)
        self.connections = 0
        self.answer_to_recipient = "250 OK"
        self.answer_to_data = "250 OK"
        self.is_stalling = False
        self.has_stalled = Event()
        self.takes_s = 0.0
        self.port = 0

    @property
    def messages(self) -> list[Message]:
        return [message_from_string(one.text) for one in self.mails]

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.mails]

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.fault = self.faults.draw()  # type: ignore[attr-defined]
        if envelope.fault in _AT_RECIPIENT:  # type: ignore[attr-defined]
            return FAULTS[envelope.fault]  # type: ignore[attr-defined]
        envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        fault: str = envelope.fault  # type: ignore[attr-defined]
        if fault in _AFTER_THE_TEXT:
            return FAULTS[fault]
        # Taken half-way: a sender that dies meanwhile may have died before that, or after.
        await asyncio.sleep(self.takes_s / 2)
        if self.answer_to_data.startswith("250"):
            self._take(envelope)
        await asyncio.sleep(self.takes_s / 2)
        if self.is_stalling or fault == "stall":
            self.has_stalled.set()
            await asyncio.Event().wait()
        if fault == "drop":
            server.transport.abort()
        if fault == "slow":
            await _trickle(server)
        return self.answer_to_data

    def _take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        text = envelope.content.decode("ascii", "surrogateescape")
        self.mails.add(Mail(str(message_from_string(text)["Message-ID"]), list(envelope.rcpt_tos), text))


@contextmanager
def running(server: Server | None = None, *, port: int = 0) -> Iterator[Server]:
    """A server on this machine, on a free port unless one is named."""
    server = server or Server()
    controller = _Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        server.port = controller.port
        yield server
    finally:
        controller.stop(no_assert=True)


class _Controller(Controller):
    """Takes a port that the machine chooses; aiosmtpd itself would knock at port 0."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


async def _trickle(server: SMTP) -> None:
    """An answer that never comes to its end, until nobody listens any more."""
    while not server.transport.is_closing():
        server.transport.write(b"2")
        await asyncio.sleep(_BYTE_EVERY_S)


def main() -> None:
    options = process.options("A mail server that keeps what arrives.").parse_args()
    server = Server(options.keep, faults.from_options(FAULTS, options))
    server.takes_s = options.takes_s
    with running(server, port=options.port):
        process.run_until_ended(server.url)


if __name__ == "__main__":
    main()
