"""`{% load archive %}`: words for codes in a page that somebody takes away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise

from planner.queries import wording

register = template.Library()

TABLES: Mapping[str, Mapping[Any, Promise]] = {
    "chips": wording.CHIPS,
    "levels": wording.LEVELS,
    "mattering": wording.MATTERING,
    "states": wording.STATES,
    "hows": wording.HOWS,
    "replies": wording.REPLIES,
    "signals": wording.SIGNALS,
    "steps": wording.STEPS,
    "weekdays": wording.WEEKDAYS,
    "sending": wording.SENDING,
    "visibilities": wording.VISIBILITIES,
}


@register.filter
def said(code: Any, table: str) -> str:
    """`{{ flag.level|said:"levels" }}`"""
    return wording.words(TABLES[table], code)


@register.filter(expects_localtime=True)
def day(on: date) -> str:
    """ "Friday, 12 December 2026": whoever reads it may do so years later."""
    return wording.written(on, "l, j F Y")


@register.filter(expects_localtime=True)
def written(on: date, form: str) -> str:
    """`{{ on|written:"j F Y" }}`"""
    return wording.written(on, form)
