"""The SMTP channel against a real server: what arrives, and what each kind of failure means."""

import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from backend import email_url
from planner.queries.channels.outgoing import Attachment, Mail
from tasks.channels import email
from tasks.channels.base import NotSent
from tasks.channels.email import EmailChannel
from tests.flows.system import free_port
from tests.sinks.smtp import Server


def message(to: str = "ada@example.org") -> Mail:
    key = uuid4()
    headers = (("Message-ID", f"<{key.hex}@localhost>"), ("Auto-Submitted", "auto-generated"))
    return Mail(key, None, to, "Grüße", "Plain ✓\n", "<p>Rich ✓</p>", headers)


def channel_to(port: int) -> EmailChannel:
    return EmailChannel(email_url.read(f"smtp://127.0.0.1:{port}").smtp or {})


def failure(port: int) -> NotSent:
    with channel_to(port) as channel, pytest.raises(NotSent) as caught:
        channel.send(message())
    return caught.value


def test_both_parts_and_the_headers_arrive(smtp: Server) -> None:
    sent = message()

    with channel_to(smtp.port) as channel:
        channel.send(sent)

    (mail,) = smtp.messages
    assert mail["Message-ID"] == f"<{sent.key.hex}@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "ada@example.org"
    parts = {part.get_content_type(): part.get_payload(decode=True) for part in mail.walk()}
    assert parts["text/plain"] == "Plain ✓\r\n".encode()
    assert parts["text/html"] == "<p>Rich ✓</p>".encode()


def test_what_is_attached_arrives_as_it_is(smtp: Server) -> None:
    event = Attachment("event.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar; method=PUBLISH; charset=utf-8")

    with channel_to(smtp.port) as channel:
        channel.send(replace(message(), attachments=(event,)))

    (mail,) = smtp.messages
    (part,) = (one for one in mail.walk() if one.get_filename())
    assert (part.get_filename(), part.get_content_type()) == ("event.ics", "text/calendar")
    assert (part.get_param("method"), part.get_payload(decode=True)) == ("PUBLISH", event.content)


def test_a_batch_shares_one_connection(smtp: Server) -> None:
    with channel_to(smtp.port) as channel:
        for _ in range(5):
            channel.send(message())

    assert len(smtp.messages) == 5
    assert smtp.connections == 1


@pytest.mark.parametrize(("answer", "is_permanent"), [("550 no such user", True), ("451 later", False)])
@pytest.mark.parametrize("where", ["answer_to_recipient", "answer_to_data"])
def test_a_refusal_is_permanent_or_not_by_its_code(
    smtp: Server, where: str, answer: str, is_permanent: bool
) -> None:
    setattr(smtp, where, answer)

    problem = failure(smtp.port)

    assert (problem.is_permanent, problem.is_uncertain) == (is_permanent, False)
    assert problem.is_about_recipient
    assert smtp.messages == []


@pytest.mark.parametrize("where", ["answer_to_recipient", "answer_to_data"])
def test_a_server_that_goes_away_refuses_no_message_and_is_dialled_anew(smtp: Server, where: str) -> None:
    with channel_to(smtp.port) as channel:
        setattr(smtp, where, "421 4.3.2 shutting down")
        with pytest.raises(NotSent) as caught:
            channel.send(message())
        setattr(smtp, where, "250 OK")
        channel.send(message())

    assert (caught.value.reason, caught.value.is_permanent) == ("smtp_421", False)
    assert not caught.value.is_about_recipient
    assert (len(smtp.messages), smtp.connections) == (1, 2)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("550 5.1.1 <ada@example.org>: no such user", "no_such_address"),
        ("452 4.2.2 over quota", "mailbox_full"),
        ("550 5.7.1 not from you", "recipient_refused"),
        ("550 no such user", "recipient_refused"),
    ],
)
def test_why_an_address_was_refused_is_noted_where_the_server_says_it(
    smtp: Server, answer: str, reason: str
) -> None:
    smtp.answer_to_recipient = answer

    assert failure(smtp.port).reason == reason


def test_after_a_refusal_the_next_message_goes(smtp: Server) -> None:
    with channel_to(smtp.port) as channel:
        smtp.answer_to_recipient = "550 no"
        with pytest.raises(NotSent):
            channel.send(message())
        smtp.answer_to_recipient = "250 OK"
        channel.send(message())

    assert len(smtp.messages) == 1


def test_no_answer_after_the_text_is_uncertain(smtp: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email, "DEADLINE_S", 0.5)
    smtp.is_stalling = True

    problem = failure(smtp.port)

    assert problem.is_uncertain and not problem.is_permanent
    assert len(smtp.messages) == 1


def test_a_server_that_is_not_there_is_certain() -> None:
    problem = failure(free_port())

    assert not problem.is_uncertain and not problem.is_permanent


def test_a_greeting_that_trickles_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email, "DEADLINE_S", 0.5)
    stop = threading.Event()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        trickling = threading.Thread(target=_trickle, args=(listener, stop.wait))
        trickling.start()
        problem = failure(listener.getsockname()[1])
        stop.set()
        trickling.join()

    assert not problem.is_uncertain


def _trickle(listener: socket.socket, is_over: Callable[[float], bool]) -> None:
    """A byte every tenth of a second: no single read ever times out."""
    connection, _ = listener.accept()
    with connection:
        while not is_over(0.1):
            try:
                connection.send(b"2")
            except OSError:
                return
