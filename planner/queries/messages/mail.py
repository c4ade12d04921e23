"""A reminder as a mail, and "our week": both parts, the headers and what is attached."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import translation

from planner.core.reminding.reminders import Drop, Hold, Reason, Send
from planner.models import Reminder
from planner.queries.channels import links
from planner.queries.channels.outgoing import Mail
from planner.queries.messages import digests, files, layout, our_week, words
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import SlotView

Headers = tuple[tuple[str, str], ...]


def reminder(about: Occasion, offered: tuple[SlotView, ...], *, now: datetime) -> Mail:
    """One reminder, with the links by which it is answered and the file it brings."""
    person, row = about.person, about.reminder
    unsubscribe = links.unsubscribe(person.id, row.step)
    with translation.override(person.language):
        said = replace(
            words.of(about, unsubscribe=unsubscribe),
            offers=links.offers(row.id, offered),
            replies=links.replies(row.id, about.step),
        )
        text, html = layout.text(said), layout.html(said)
        attached = files.attached(about, now=now)
    headers_ = ends_with_one_click(row.key, unsubscribe)
    return Mail(row.key, person.id, person.email, said.subject, text, html, headers_, attached)


def digest(row: Reminder, *, now: datetime) -> Mail | Hold | Drop:
    """Our week, or what becomes of it instead."""
    decision = digests.decide(row, now=now)
    if not isinstance(decision, Send):
        return decision
    week = digests.week(row, now=now)
    if not week:
        return Drop(Reason.NOTHING_COMING)
    person, unsubscribe = row.person, links.unsubscribe(row.person_id, row.step)
    with translation.override(person.language):
        said = our_week.of(person.name, week, unsubscribe=unsubscribe)
        text, html = layout.text(said), layout.html(said)
    headers_ = ends_with_one_click(row.id, unsubscribe)
    return Mail(row.id, person.id, person.email, said.subject, text, html, headers_)


def headers(key: UUID) -> Headers:
    """The same Message-ID for the same row: whoever gets two copies sees one."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return (("Message-ID", f"<{key.hex}@{host}>"), ("Auto-Submitted", "auto-generated"))


def ends_with_one_click(key: UUID, unsubscribe: str) -> Headers:
    """The headers of a message of a kind that its recipient may end by a link (RFC 8058)."""
    one_click = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return (*headers(key), ("List-Unsubscribe", f"<{unsubscribe}>"), one_click)
