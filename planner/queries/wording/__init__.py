"""Codes become words: what pages, the API's readers and messages say for what the core only names.

Difficulty belongs to the situation; no sentence in here tells whose flag, answer or silence it is.
"""

from planner.queries.wording.afterwards import (
    FEELINGS,
    FELT,
    HELPED,
    REPAIR_ALOUD,
    REPAIR_PARTS,
    REPAIR_PROMPTS,
    REPAIR_STEPS,
    REVEALS,
)
from planner.queries.wording.ahead import in_days, reason, reasons, warning, week
from planner.queries.wording.days import written
from planner.queries.wording.events import (
    CHIPS,
    KEPT_TALK,
    KINDS,
    LEVELS,
    MATTERING,
    SCOPES,
    TALK,
    VISIBILITIES,
    WEEKDAYS,
    WORLDS,
    title,
)
from planner.queries.wording.files import CHANGED, EXPORTS, STAGES, noted
from planner.queries.wording.log import BY, FATES, WAITS, WOULD_WAIT, mark, says
from planner.queries.wording.plans import HEARD, HOWS, MISSING, OUR_PHRASES, REPLIES, SIGNALS, STATES
from planner.queries.wording.reminders import (
    CHANNELS,
    LADDERS,
    PUSH_TESTS,
    RUNGS,
    SENDING,
    STEPS,
    WHY_NOT,
    WHY_NOT_SENT,
)
from planner.queries.wording.tables import Words, choices, words

__all__ = [
    "BY",
    "CHANGED",
    "CHANNELS",
    "CHIPS",
    "EXPORTS",
    "FATES",
    "FEELINGS",
    "FELT",
    "HEARD",
    "HELPED",
    "HOWS",
    "KINDS",
    "LADDERS",
    "KEPT_TALK",
    "LEVELS",
    "MATTERING",
    "MISSING",
    "OUR_PHRASES",
    "PUSH_TESTS",
    "REPAIR_ALOUD",
    "REPAIR_PARTS",
    "REPAIR_PROMPTS",
    "REPAIR_STEPS",
    "REPLIES",
    "REVEALS",
    "RUNGS",
    "SCOPES",
    "SENDING",
    "SIGNALS",
    "STAGES",
    "STATES",
    "STEPS",
    "TALK",
    "VISIBILITIES",
    "WAITS",
    "WEEKDAYS",
    "WHY_NOT",
    "WHY_NOT_SENT",
    "WORLDS",
    "WOULD_WAIT",
    "Words",
    "choices",
    "in_days",
    "mark",
    "noted",
    "reason",
    "reasons",
    "says",
    "title",
    "warning",
    "week",
    "words",
    "written",
]
