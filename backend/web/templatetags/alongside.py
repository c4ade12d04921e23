"""`{% load alongside %}`: words for codes, days as one speaks of them, and whose world."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.web import rule_words as rules
from backend.web import speech
from backend.web.deeds import BEFORE, UNDO
from planner.core.plan.draft_merge import Spare
from planner.core.priorities import Reason, SoftWarning, WeekLoad
from planner.core.reminding.fates import Fate
from planner.core.visibility import Shown
from planner.queries import wording
from planner.queries.views import (
    CoupleView,
    LayerDay,
    OccurrenceView,
    PlanView,
    ReminderView,
    SlotView,
    WebhookLine,
)
from planner.queries.wording import drafts

register = template.Library()

TABLES: Mapping[str, Mapping[Any, Promise]] = {
    "chips": wording.CHIPS,
    "push_tests": wording.PUSH_TESTS,
    "kinds": wording.KINDS,
    "webhook_kinds": wording.WEBHOOK_KINDS,
    "visibilities": wording.VISIBILITIES,
    "scopes": wording.SCOPES,
    "levels": wording.LEVELS,
    "mattering": wording.MATTERING,
    "felt": wording.FELT,
    "helped": wording.HELPED,
    "reveals": wording.REVEALS,
    "feelings": wording.FEELINGS,
    "repair_steps": wording.REPAIR_STEPS,
    "repair_parts": wording.REPAIR_PARTS,
    "repair_prompts": wording.REPAIR_PROMPTS,
    "repair_aloud": wording.REPAIR_ALOUD,
    "states": wording.STATES,
    "hows": wording.HOWS,
    "replies": wording.REPLIES,
    "heard": wording.HEARD,
    "signals": wording.SIGNALS,
    "missing": wording.MISSING,
    "places": wording.PLACES,
    "steps": wording.STEPS,
    "rungs": wording.RUNGS,
    "ladders": wording.LADDERS,
    "why_not": wording.WHY_NOT,
    "by": wording.BY,
    "would_wait": wording.WOULD_WAIT,
    "channels": wording.CHANNELS,
    "fates": wording.FATES,
    "told": wording.TOLD,
    "stages": wording.STAGES,
    "changed": wording.CHANGED,
    "exports": wording.EXPORTS,
    "happened": wording.HAPPENED,
    "why_not_sent": wording.WHY_NOT_SENT,
}
NEWLY = timedelta(days=3)
WORLD_CLASSES = {"mine": "world-mine", "yours": "world-theirs", "ours": "world-ours"}


@register.filter
def words(code: Any, table: str) -> str:
    """`{{ item.plan_state|words:"states" }}`"""
    return wording.words(TABLES[table], code)


@register.filter
def says(one: ReminderView) -> str:
    """`{{ reminder|says }}`: a line of one's log as a sentence."""
    return wording.says(one)


@register.filter
def told(one: WebhookLine) -> str:
    """`{{ message|told }}`: what became of a message to a webhook."""
    return wording.told(one)


@register.filter
def mark(one: ReminderView) -> str:
    """`{{ reminder|mark }}`: how it went, in a word or two before the sentence."""
    return wording.mark(one)


@register.filter
def spare_name(one: Spare) -> str:
    """`{{ spare|spare_name }}`: which part of a plan it is about."""
    return drafts.spare_name(one)


@register.filter
def spare_text(one: Spare, plan: PlanView) -> str:
    """`{{ spare|spare_text:plan }}`: what was written there."""
    names = {plan.me.id: _("you")} | ({plan.partner.id: plan.partner.name} if plan.partner else {})
    return drafts.spare_text(one, names=names)


@register.filter
def stands_at(one: ReminderView) -> datetime:
    """When a line of one's log stands: when it was over, or else when it is to go out."""
    return one.ended_local or one.due_local


@register.filter
def fate_class(fate: Fate) -> str:
    """The class of a step on the line of time; what is only planned has none of its own."""
    return {Fate.NEXT: "planned", Fate.DROPPED: "skipped"}.get(fate, fate.value)


@register.filter
def reasons_line(reasons: Iterable[Reason]) -> str:
    return wording.reasons(reasons)


@register.filter
def warning_words(warning: SoftWarning) -> str:
    return wording.warning(warning)


@register.filter
def week_words(week: WeekLoad) -> str:
    return wording.week(week)


@register.simple_tag
def spoken_day(day: date, now: datetime) -> str:
    """`{% spoken_day occurrence.start_local now %}`: "Friday, in 6 days"."""
    return speech.spoken_day(_date(day), timezone.localtime(now).date())


@register.simple_tag
def dated_day(day: date, now: datetime) -> str:
    """ "Friday, 12 December, in 6 days"."""
    return speech.dated_day(_date(day), timezone.localtime(now).date())


@register.simple_tag
def lately(day: date, now: datetime) -> str:
    """ "today", "yesterday", "on Friday"."""
    return speech.lately(_date(day), timezone.localtime(now).date())


@register.simple_tag
def long_day(day: date, now: datetime) -> str:
    """ "Friday, 12 December"."""
    return speech.long_day(_date(day), timezone.localtime(now).date())


@register.simple_tag
def days_range(first: date, last: date) -> str:
    """ "7 – 13 Dec 2026"."""
    return speech.days_range(first, last)


@register.simple_tag
def time_of(at: datetime, now: datetime) -> str:
    """A moment on the viewer's clock: "14:05", on another day "Fri 20 Nov, 18:00"."""
    return speech.time_of(timezone.localtime(at), timezone.localtime(now).date())


@register.simple_tag
def time_range(occurrence: OccurrenceView) -> str:
    """ "19:00–23:00"."""
    return speech.time_range(occurrence)


@register.simple_tag
def slot_words(slot: SlotView, now: datetime) -> str:
    """`{% slot_words talk.slot now %}`: "Tuesday, in 3 days · 18:30"."""
    return speech.slot(slot, timezone.localtime(now).date())


@register.simple_tag
def time_there(occurrence: OccurrenceView, couple: CoupleView | None = None) -> str:
    """ "13:00 in New York · 13:00 for Ben", or nothing where all clocks show the same."""
    other = couple.partner.name if couple and couple.partner else ""
    return speech.there(occurrence, other)


@register.filter
def on_day(layers: Mapping[date, Sequence[LayerDay]], day: date) -> Sequence[LayerDay]:
    """`{{ layers|on_day:day }}`: the holidays and birthdays of this day."""
    return layers.get(day, ())


@register.filter(expects_localtime=True)
def written(day: date | None, form: str) -> str:
    """`{{ day|written:"l, j F" }}`: a day as the reader's language writes it."""
    return wording.written(day, form) if day else ""


@register.filter
def as_json(options: Mapping[str, Any]) -> str:
    """`data-options="{{ options|as_json }}"`: for a script of ours to read."""
    return json.dumps(options, cls=DjangoJSONEncoder)


@register.simple_tag
def browser(program: str, machine: str) -> str:
    """`{% browser line.program line.machine %}`: "Firefox on Android"."""
    return wording.browser(program, machine)


@register.filter
def clock(wall: datetime | time) -> str:
    """The hour of a wall time as it stands; of a moment, on the viewer's clock."""
    if isinstance(wall, datetime) and timezone.is_aware(wall):
        wall = timezone.localtime(wall)
    return wording.clock(wall)


@register.filter
def iso_moment(text: str) -> str:
    """A day or a wall time in ISO 8601 as one reads it: "Fri 20 Nov 2026, 18:00"."""
    return speech.moment(text)


@register.filter
def world_class(occurrence: OccurrenceView) -> str:
    """The class that carries colour and pattern of whose world it is."""
    if occurrence.shown is Shown.BUSY:
        return "world-busy"
    return WORLD_CLASSES[occurrence.world]


@register.filter
def rule_words(rrule: str) -> str:
    """ "Every week, until 12 December 2026"."""
    return capfirst(rules.words(rrule))


@register.simple_tag
def world_name(world: str, couple: CoupleView) -> str:
    """Whose world, in the viewer's words."""
    if world == "mine":
        return _("My world")
    if world == "ours":
        return _("Our world")
    if couple.partner is None:
        return _("My partner’s world")
    return _("%(name)s’s world") % {"name": couple.partner.name}


@register.simple_tag
def undo_of(message: Message) -> dict[str, str]:
    """`{% undo_of message as undo %}`: the `id` of what undoes the deed, and the page `before`."""
    tags = (message.extra_tags or "").split()
    said = {"id": UNDO, "before": BEFORE}
    return {
        name: tag.removeprefix(begins)
        for name, begins in said.items()
        for tag in tags
        if tag.startswith(begins)
    }


@register.filter
def has_just_begun(couple: CoupleView, now: datetime) -> bool:
    """Whether the two came together in these days."""
    return couple.partner is not None and timedelta() <= now - couple.since < NEWLY


def _date(day: date) -> date:
    if isinstance(day, datetime):
        return (timezone.localtime(day) if timezone.is_aware(day) else day).date()
    return day
