"""A due row as a text: one segment, discreet, with a link that shows the rest to whoever is signed in."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation

from planner.core.reminding.reminders import Drop, Reason
from planner.core.sms import segments
from planner.models import OutboxText
from planner.queries import messages_words, phones
from planner.queries.deliveries import Occasion
from planner.queries.outgoing import Text

SENDER = "Alongside: "
_GOOD_FOR = {OutboxText.Kind.CODE: timedelta(minutes=10)}
_ELSE = timedelta(hours=1)
_ENDS = ".?!"


def reminder(about: Occasion) -> Text | Drop:
    """One reminder. What it says is what may stand in a subject: no title, person, reason or plan."""
    to = phones.number(about.person.id)
    if to is None:
        return Drop(Reason.NO_CHANNEL)
    with translation.override(about.person.language):
        words = messages_words.of(about, unsubscribe="")
    text = segments.fitted(SENDER + _sentence(words.subject), f" {words.link}", most=1)
    return Text(about.reminder.id, about.person.id, to, text)


def account(text_id: UUID, *, now: datetime) -> Text | Drop:
    """A code, a test or an answer; dropped when it comes too late to mean anything."""
    row = OutboxText.objects.get(id=text_id)
    if now >= row.created_at + _GOOD_FOR.get(OutboxText.Kind(row.kind), _ELSE):
        return Drop(Reason.TOO_LATE)
    return Text(row.id, row.person_id, row.to, row.text)


def _sentence(words: str) -> str:
    return words if words.endswith(tuple(_ENDS)) else f"{words}."
