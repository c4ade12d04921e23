"""The mail server's faults, as a plain client meets them."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.sinks import arrivals, process, smtp
from tests.sinks.smtp import Mail, Server


@pytest.fixture
def server() -> Iterator[Server]:
    with smtp.running() as running:
        yield running


def send(port: int | None, id: str = "<1@localhost>") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "alongside@localhost", "ada@example.org", id
    mail.set_content("Hello")
    with smtplib.SMTP("127.0.0.1", port or 0, timeout=0.5) as client:
        client.send_message(mail)


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ("refuse", smtplib.SMTPRecipientsRefused, 550),
        ("later", smtplib.SMTPRecipientsRefused, 451),
        ("4xx", smtplib.SMTPDataError, 451),
        ("5xx", smtplib.SMTPDataError, 554),
    ],
)
def test_what_is_refused_is_not_kept(
    server: Server, fault: str, error: type[smtplib.SMTPException], code: int
) -> None:
    server.faults.add(fault)

    with pytest.raises(error) as caught:
        send(server.port)

    codes = getattr(caught.value, "recipients", {"": (getattr(caught.value, "smtp_code", 0), b"")})
    assert [one for one, _ in codes.values()] == [code]
    send(server.port)
    assert server.ids == ["<1@localhost>"]


@pytest.mark.parametrize("fault", ["stall", "drop"])
def test_what_was_taken_may_never_be_answered(server: Server, fault: str) -> None:
    server.faults.add(fault)

    with pytest.raises((OSError, smtplib.SMTPException)):
        send(server.port)

    assert server.ids == ["<1@localhost>"]
    send(server.port, "<2@localhost>")
    assert server.ids == ["<1@localhost>", "<2@localhost>"]


def test_an_answer_that_trickles_never_ends(server: Server) -> None:
    server.faults.add("slow")

    with smtplib.SMTP("127.0.0.1", server.port, timeout=1) as client:
        client.ehlo()
        client.mail("alongside@localhost")
        client.rcpt("ada@example.org")
        client.docmd("DATA")
        client.send(b"Message-ID: <1@localhost>\r\n\r\nHello\r\n.\r\n")
        assert client.sock is not None
        assert [client.sock.recv(1) for _ in range(4)] == [b"2"] * 4
        client.close()

    assert server.ids == ["<1@localhost>"]


def test_as_a_process_it_keeps_what_came(tmp_path: Path) -> None:
    keep = tmp_path / "mails"
    with process.started("tests.sinks.smtp", "--keep", str(keep), "--fault", "drop=1") as url:
        with pytest.raises((OSError, smtplib.SMTPException)):
            send(urlsplit(url).port)

    (mail,) = arrivals.read(Mail, keep)
    assert (mail.id, mail.to) == ("<1@localhost>", ["ada@example.org"])
