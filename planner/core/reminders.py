"""What a reminder is made of: its steps, its channels, who gets it and what they may know."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.core.plan_content import How


class Step(StrEnum):
    EARLY = "early"
    TALK = "talk"
    TALK_NOW = "talk-now"
    LAST_CALL = "last-call"
    READ_THROUGH = "read-through"
    CARD = "card"
    CHECK_IN = "check-in"
    REPAIR = "repair"
    NEWS = "news"


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"


@dataclass(frozen=True, slots=True)
class Recipient:
    zone: ZoneInfo
    quiet_from: time | None = None
    quiet_until: time | None = None
    """Both None: no quiet hours."""
    channels: frozenset[Channel] = frozenset({Channel.EMAIL})
    card_by_email: bool = True
    """The card goes by email when they have neither push nor SMS."""
    steps: frozenset[Step] = field(default=frozenset(Step))
    """The steps they want for this kind of event."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one person's ladder depends on, as far as this person may see it."""

    start: datetime
    """Naive wall time as meant; midnight for an all-day event."""
    event_zone: ZoneInfo | None
    """None: floating or all-day, so the recipient's own zone."""
    is_all_day: bool
    starts_at: datetime
    ends_at: datetime
    level_seen: int | None = None
    """None: no flag seen. Their own flag's level or the other's shared one; shared without its level: 1."""
    sees_open_plan: bool = False
    is_agreed: bool = False
    how: How | None = None
    is_cancelled: bool = False
    talk_at: datetime | None = None
    """The accepted quarter of an hour."""
    not_needed: bool = False
    is_alone: bool = False
    """No partner yet: the plan they see is a few lines for themselves."""
    both_want_repair: bool = False
    """Both said yes to talking it over, and it is still open."""
    check_in_at: datetime | None = None
    """When they were asked how it was, if that is known better than by the rule."""


@dataclass(frozen=True, slots=True)
class Due:
    step: Step
    channel: Channel
    due_at: datetime
    anchor_local: datetime
    """Naive wall time in `tzid` of `due_at`."""
    tzid: str
