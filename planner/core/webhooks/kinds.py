"""What a webhook can tell, for how long it helps, and how it is written."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from planner.core.plan import going
from planner.core.reminding.reminders import Step


class Kind(StrEnum):
    """As it stands in `type`: what it is about, a dot, and what happened."""

    REMINDER = "reminder.due"
    TALK = "talk.now"
    SOON = "event.soon"
    TIME_TO_GO = "time_to_go.called"
    AGREED = "plan.agreed"
    NEWS = "news.waiting"
    TEST = "webhook.test"


CHOICES: Final = tuple(one for one in Kind if one is not Kind.TEST)
"""What somebody may want to hear of; a test comes to whoever asks for one."""

_BY_STEP: Final = {
    Step.TALK_NOW: Kind.TALK,
    Step.CARD: Kind.SOON,
    Step.NEWS: Kind.NEWS,
    Step.NUDGE: Kind.NEWS,
}
_LASTS: Final = {
    Kind.TALK: timedelta(minutes=15),
    Kind.SOON: timedelta(hours=3),
    Kind.TIME_TO_GO: going.HELPS_FOR,
    Kind.TEST: timedelta(minutes=10),
}
_LASTS_ELSE: Final = timedelta(days=1)


def of_step(step: str) -> Kind | None:
    """How a reminder of this step is told; None for what is about no event."""
    known = next((one for one in Step if one == step), None)
    return _BY_STEP.get(known, Kind.REMINDER) if known else None


def helps_until(kind: Kind, happened_at: datetime) -> datetime:
    """When it would only startle: a light that blinks for a talk of yesterday."""
    return happened_at + _LASTS.get(kind, _LASTS_ELSE)


def body(kind: Kind, happened_at: datetime, data: Mapping[str, str]) -> bytes:
    """The body, as the specification lays it out. `data` is ids and moments, and nothing that says why."""
    said = {"type": kind.value, "timestamp": happened_at.isoformat(), "data": dict(data)}
    return json.dumps(said, separators=(",", ":")).encode()
