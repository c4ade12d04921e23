"""The links by which a mail is answered: their short opaque tokens, and what each of them leads to."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from planner.core.reminding.reminders import Step
from planner.queries import wording
from planner.queries.views import SlotView

LOOK_AHEAD = "/"
"""The page that lists what is coming, whatever a message is about."""
REMINDERS = "/reminders/"
"""The page of one's own reminders."""
WEBHOOKS = "/me/webhooks/"
"""The page of one's own webhooks."""
_TOKEN_BYTES = 12
_NOT_TOMORROW = (Step.TALK_NOW, Step.CARD)
"""By then they are about something that is over."""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


def card(plan_id: UUID) -> str:
    """The path of a plan's card."""
    return f"/plans/{plan_id}/card/"


def unsubscribe_token(person_id: UUID, step: str) -> str:
    """The short opaque token of the link in this step's mails; the database holds only its hash.

    Short, because Django folds a long List-Unsubscribe header in the middle of its address.
    """
    return _token("alongside.unsubscribe", f"{person_id}:{step}")


def unsubscribe(person_id: UUID, step: str) -> str:
    """The address that ends this step's mails for them."""
    return f"{settings.PUBLIC_URL}/unsubscribe/{unsubscribe_token(person_id, step)}/"


def reply_token(reminder_id: UUID) -> str:
    """The token by which one reminder's mail is answered, the same in every copy of it."""
    return _token("alongside.reply", str(reminder_id))


def works_token(mail_id: UUID) -> str:
    """The token in a test mail: its holder has shown that it arrived."""
    return _token("alongside.mail-works", str(mail_id))


def works(mail_id: UUID) -> str:
    """The address in a test mail by which they say that it arrived."""
    return f"{settings.PUBLIC_URL}/reminders/email/works/{mail_id}/{works_token(mail_id)}/"


def offers(reminder_id: UUID, slots: Iterable[SlotView]) -> tuple[Link, ...]:
    """One link for each time that the mail offers, in its order: the first is 1."""
    return tuple(
        Link(_slot(one), f"{_base(reminder_id)}talk/{number}/") for number, one in enumerate(slots, start=1)
    )


def replies(reminder_id: UUID, step: Step) -> tuple[Link, ...]:
    """What else can be said to it without signing in."""
    again = Link(_("Again tomorrow"), f"{_base(reminder_id)}snooze/")
    mute = Link(_("No more about this event"), f"{_base(reminder_id)}mute/")
    return (mute,) if step in _NOT_TOMORROW else (again, mute)


def _base(reminder_id: UUID) -> str:
    return f"{settings.PUBLIC_URL}/reply/{reply_token(reminder_id)}/"


def _slot(one: SlotView) -> str:
    return wording.moment(one.start_local, "l, j F")


def _token(salt: str, value: str) -> str:
    mac = salted_hmac(salt, value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac[:_TOKEN_BYTES]).rstrip(b"=").decode()
