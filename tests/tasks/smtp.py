"""A real SMTP server for tests: it accepts, refuses, or takes a message and never answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Server:
    """What has arrived, and what to do with what arrives next."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.connections = 0
        self.answer_to_recipient = "250 OK"
        self.answer_to_data = "250 OK"
        self.is_stalling = False
        self.has_stalled = Event()
        self.port = 0

    @property
    def ids(self) -> list[str]:
        return [str(one["Message-ID"]) for one in self.messages]

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
        envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer_to_data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.messages.append(message_from_bytes(envelope.content))
        if self.is_stalling:
            self.has_stalled.set()
            await asyncio.Event().wait()
        return self.answer_to_data


@contextmanager
def running() -> Iterator[Server]:
    """A server on a free port of this machine."""
    server = Server()
    controller = _Controller(server, hostname="127.0.0.1", port=0)
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
