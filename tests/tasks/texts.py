"""Texts to hand over, and how the senders of them are made to give up soon."""

from uuid import UUID, uuid4

import pytest

from planner.queries.channels.outgoing import Text
from tasks.channels import sms_call
from tasks.channels.base import Channel, NotSent

NUMBER = "+4915123456789"


def text(words: str = "Alongside: Ready for later. https://example.org/", *, key: UUID | None = None) -> Text:
    return Text(key or uuid4(), None, NUMBER, words)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider has this long, so that a test need not wait."""
    monkeypatch.setattr(sms_call, "DEADLINE_S", 0.5)


def failure(channel: Channel[Text], message: Text) -> NotSent:
    with channel, pytest.raises(NotSent) as caught:
        channel.send(message)
    return caught.value
