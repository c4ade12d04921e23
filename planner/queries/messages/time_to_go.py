"""Time to go as it leaves: the words that the two chose, and nothing beside them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from planner.core.plan.going import HELPS_FOR
from planner.core.reminding.reminders import Channel, Drop, Reason
from planner.core.sms import segments
from planner.models import TimeToGo
from planner.queries.channels import devices, links, phones
from planner.queries.channels.outgoing import Mail, Message, Text, Urgency
from planner.queries.messages import layout, push
from planner.queries.messages.mail import headers
from planner.queries.messages.words import Words
from planner.queries.plan import times_to_go


def time_to_go(row: TimeToGo, *, now: datetime) -> Message | Drop:
    """One call by the channel that it goes by now; dropped when it would only startle by now."""
    lasts = row.created_at + HELPS_FOR - now
    if lasts <= timedelta():
        return Drop(Reason.TOO_LATE)
    if row.plan.closed_at is not None or not row.recipient.is_active:
        return Drop(Reason.NOT_THEIRS)
    with translation.override(row.recipient.language):
        words = times_to_go.words_of(row)
        if row.channel == Channel.PUSH:
            to = devices.addresses(row.recipient_id)
            return push.packed(row.id, row.recipient_id, to, lasts, Urgency.HIGH)
        return _text(row, words) if row.channel == Channel.SMS else _mail(row, words)


def _text(row: TimeToGo, words: str) -> Text | Drop:
    """No link either: whoever looks over a shoulder reads what any friend might write."""
    to = phones.number(row.recipient_id)
    return Text(row.id, row.recipient_id, to, segments.plain(words)) if to else Drop(Reason.NO_CHANNEL)


def _mail(row: TimeToGo, words: str) -> Mail:
    link = settings.PUBLIC_URL + links.card(row.plan_id)
    said = Words(subject=words, greeting="", opening=words, link=link, link_label=_("Open it"))
    to, text, html = row.recipient.email, layout.text(said), layout.html(said)
    return Mail(row.id, row.recipient_id, to, words, text, html, headers(row.id))
