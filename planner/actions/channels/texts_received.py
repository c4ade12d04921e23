"""What somebody answers to a text: heard once, acted upon by the deed that a page would call, answered once.

Whoever holds the number speaks for all accounts that have it when they say STOP or START; anything else is
about the text that came last. A number that nobody has is answered like one without anything to answer.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from planner import errors
from planner.actions.calendar import talks
from planner.actions.channels import phones, replies, texts
from planner.actions.engine import locks
from planner.core.sms.replies import PICKS, Reply, read
from planner.models import Phone, ReceivedText, Reminder
from planner.models.channels import number_hashes
from planner.queries.channels import mailbox, texts_sent
from planner.queries.channels import phones as numbers
from planner.queries.messages import texts_answers as words
from planner.queries.messages.texts_answers import Answer

_WHOLE_NUMBER = re.compile(r"\+[1-9]\d{7,14}")
"""Anything shorter is a service, and two machines that answer each other do not stop."""
_ALWAYS = (Reply.STOP, Reply.START, Reply.HELP)


@transaction.atomic
def receive(provider_id: str, number: str, said: str, *, is_answered: bool, now: datetime) -> None:
    """Hear one text. A second time under the same name it changes nothing.

    `is_answered`: the provider has answered a STOP, START or HELP itself.
    """
    reply = read(said)
    heard = {"number_hash": number_hashes.first(number), "reply": reply, "received_at": now}
    _, is_new = ReceivedText.objects.get_or_create(provider_id=provider_id, defaults=heard)
    if not is_new:
        return
    owners = _owners(reply, number)
    answer = _acted(reply, number, owners, now)
    if answer and not (is_answered and reply in _ALWAYS):
        _put(answer, number, now)


def answer_here(actor: UUID, key: str, said: str, *, now: datetime) -> None:
    """Answer a text that lies in the mailbox as its phone would. Raises `NotFound` for another's."""
    number = mailbox.text(actor, key).to
    receive(f"mailbox-{uuid4().hex}", number, said, is_answered=False, now=now)


def _put(answer: Answer, number: str, now: datetime) -> None:
    if not _WHOLE_NUMBER.fullmatch(number):
        return
    # After ten answers in a day, silence is the better one.
    with suppress(errors.TooOften):
        texts.put(texts.Kind.ANSWER, answer.person_id, number, answer.text, now=now)


def _owners(reply: Reply, number: str) -> Sequence[UUID]:
    """Everybody who has this number, under the locks of whoever decides about their messages.

    Not for one who picks a time: that deed locks the couple first, as on a page, and then people itself.
    """
    rows = Phone.objects.filter(number_hash__in=number_hashes.every(number), verified_at__isnull=False)
    owners = rows.order_by("person_id").values_list("person_id", flat=True)
    return list(owners) if reply in PICKS else locks.people(owners)


def _acted(reply: Reply, number: str, owners: Sequence[UUID], now: datetime) -> Answer | None:
    """Do what is asked; what to answer, None for nothing."""
    if reply is Reply.STOP:
        phones.stop(number, now=now)
    elif reply is Reply.START:
        phones.start(number, now=now)
    if reply in _ALWAYS:
        return words.about_texts(reply, owners)
    if owners and not numbers.is_wanted(number):
        return None
    return _answered(reply, owners, now)


def _answered(reply: Reply, owners: Sequence[UUID], now: datetime) -> Answer:
    """A deed about the text that came last."""
    if reply is Reply.OTHER:
        return words.not_understood(owners)
    reminder = texts_sent.last(owners, now=now, with_offer=reply in PICKS)
    if reminder is None:
        return words.nothing_to_answer(owners)
    try:
        return _done(reply, reminder, now)
    except errors.AlongsideError:
        return words.not_possible(reminder)


def _done(reply: Reply, reminder: Reminder, now: datetime) -> Answer:
    person_id = reminder.person_id
    # What a deed has begun before it refuses is undone with it, and the text stays heard.
    with transaction.atomic():
        if reply in PICKS:
            talk_id = talks.pick(person_id, reminder.id, PICKS[reply], now=now)
            return words.picked(reminder, talk_id, now=now)
        if reply is Reply.LATER:
            return words.put_off(reminder, replies.snooze(person_id, reminder.id, now=now).until)
        replies.mute(person_id, reminder.uid, reminder.recurrence_id, now=now)
        return words.muted(reminder)
