"""Several things in one message: each under words of its own, with its own links.

No title stands before the link to the page that has them all: subject and preview line say how many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from planner.core.reminding.reminders import Channel, Step
from planner.queries import wording
from planner.queries.channels import links
from planner.queries.channels.links import Link
from planner.queries.channels.outgoing import Attachment, Mail, Push
from planner.queries.messages import files, layout, mail, push, words
from planner.queries.messages.words import Section, Words
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import SlotView

Part = tuple[Occasion, tuple[SlotView, ...]]
"""One of the things, and the times for a talk that it offers."""


def message(parts: Sequence[Part], key: UUID, *, now: datetime) -> Mail | Push:
    """All of them as one, by the channel of the first."""
    if parts[0][0].reminder.channel == Channel.PUSH:
        return push.together([about for about, _slots in parts], key, now=now)
    return _mail(parts, key, now)


def _mail(parts: Sequence[Part], key: UUID, now: datetime) -> Mail:
    first = parts[0][0]
    with translation.override(first.person.language):
        said = _words(parts)
        text, html = layout.text(said), layout.html(said)
        attached = tuple(_attached(parts, now))
    unsubscribe = links.unsubscribe(first.person.id, first.reminder.step)
    headers = mail.ends_with_one_click(key, unsubscribe)
    return Mail(key, first.person.id, first.person.email, said.subject, text, html, headers, attached)


def _words(parts: Sequence[Part]) -> Words:
    first = parts[0][0]
    return Words(
        subject=words.several(len(parts), is_alone=first.seen.facts.is_alone),
        greeting=words.greeting(first.person.name),
        opening=_(
            "A few things have come together, so here they are in one message. Each of them can wait"
            " for a quiet minute."
        ),
        link=settings.PUBLIC_URL + links.LOOK_AHEAD,
        link_label=_("Look ahead"),
        sections=tuple(_section(about, offered) for about, offered in parts),
        replies=tuple(_ends(first.person.id, {about.step: None for about, _slots in parts})),
    )


def _section(about: Occasion, offered: tuple[SlotView, ...]) -> Section:
    said, row = words.of(about, unsubscribe=""), about.reminder
    lines = (said.opening, said.about, said.closing)
    return Section(
        heading=said.subject,
        lines=tuple(line for line in lines if line),
        links=(Link(said.link_label, said.link), *links.offers(row.id, offered)),
        replies=links.replies(row.id, about.step),
    )


def _ends(person_id: UUID, steps: dict[Step, None]) -> Iterator[Link]:
    """One link for each kind that is in it: it ends that kind alone."""
    for step in steps:
        label = _("No more of “%(kind)s”") % {"kind": wording.words(wording.STEPS, step)}
        yield Link(label, links.unsubscribe(person_id, step))


def _attached(parts: Sequence[Part], now: datetime) -> Iterator[Attachment]:
    """The file of each that brings one, under a name of its own that says nothing."""
    found = [one for about, _slots in parts for one in files.attached(about, now=now)]
    for number, one in enumerate(found, start=1):
        yield one if number == 1 else replace(one, name=files.NAME.replace(".", f"-{number}."))
