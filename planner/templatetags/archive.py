"""`{% load archive %}`: words for codes in a page that somebody takes away."""

from collections.abc import Mapping
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
    "sending": wording.SENDING,
    "visibilities": wording.VISIBILITIES,
}


@register.filter
def said(code: Any, table: str) -> str:
    """`{{ flag.level|said:"levels" }}`"""
    return wording.words(TABLES[table], code)
