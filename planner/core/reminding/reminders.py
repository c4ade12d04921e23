"""What a reminder is made of: its steps, who gets it, what they may know, and whether a step is for them.

`ladder` says when the steps are due, `sending` what becomes of one at its moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.plan.plan_content import How
from planner.core.reminding import nights


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
    NUDGE = "nudge"


BY_DEEDS = (Step.NEWS, Step.NUDGE)
"""The steps of no ladder: what somebody does brings them."""
URGENT = frozenset({Step.TALK_NOW, Step.CARD})
"""The steps that are of use at one moment only."""


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"


EVERY_KIND = "all"
"""The rungs for all kinds of event that somebody has none of their own for."""


@dataclass(frozen=True, slots=True)
class DaysBefore:
    """So many days before the event begins, when the clocks of the recipient show `at`."""

    days: int
    at: time = time(18)


@dataclass(frozen=True, slots=True)
class Rungs:
    """Which steps somebody wants for a kind of event, and when; as it stands, what the product offers."""

    steps: frozenset[Step] = frozenset(Step)
    early: DaysBefore = DaysBefore(14)
    talk: DaysBefore = DaysBefore(7)
    last_call: DaysBefore = DaysBefore(3)
    read_through: DaysBefore = DaysBefore(1)
    card_before: timedelta = timedelta(hours=3)
    check_in_at: time = time(10)

    def days_before(self, step: Step) -> DaysBefore | None:
        """When a step comes that counts in days back from the event; None for all others."""
        return {
            Step.EARLY: self.early,
            Step.TALK: self.talk,
            Step.LAST_CALL: self.last_call,
            Step.READ_THROUGH: self.read_through,
        }.get(step)


OURS = Rungs()


@dataclass(frozen=True, slots=True)
class Recipient:
    zone: ZoneInfo
    quiet_from: time | None = None
    quiet_until: time | None = None
    """Both None: no quiet hours."""
    channels: frozenset[Channel] = frozenset({Channel.EMAIL})
    urgent_by_email: bool = True
    """What is of use at one moment only goes by email when they have neither push nor SMS."""
    unsubscribed: frozenset[Step] = frozenset()
    """The steps that they have ended by the link in a message, whatever the kind of event."""
    rungs: Mapping[str, Rungs] = field(default_factory=dict)
    """Their own, by kind of event."""

    def rungs_for(self, kind: str) -> Rungs:
        """Their own for this kind of event, else their own for every kind, else ours."""
        return self.rungs.get(kind) or self.rungs.get(EVERY_KIND) or OURS


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
    kind: str = EVERY_KIND
    """What sort of event; it decides which rungs count."""
    level_seen: int | None = None
    """None: no flag seen. Their own flag's level or the other's shared one; shared without its level: 1."""
    sees_open_plan: bool = False
    is_agreed: bool = False
    how: How | None = None
    is_cancelled: bool = False
    talk_at: datetime | None = None
    """The accepted quarter of an hour."""
    has_talk: bool = False
    """A talk was suggested at some time: what becomes of it is theirs to hear, whatever else they see."""
    has_checked_in: bool = False
    """They have said how it was."""
    sees_their_check_in: bool = False
    """The other has, and shows it: theirs to hear, as with a talk."""
    not_needed: bool = False
    is_alone: bool = False
    """No partner yet: the plan they see is a few lines for themselves."""
    both_want_repair: bool = False
    """Both said yes to talking it over, and it is still open."""
    is_muted: bool = False
    """They want no reminders of it."""
    check_in_at: datetime | None = None
    """When the check-in came to a talk: both said yes to talking it over. None: by the rule."""


@dataclass(frozen=True, slots=True)
class Due:
    step: Step
    channel: Channel
    due_at: datetime
    anchor_local: datetime
    """Naive wall time in `tzid` of `due_at`."""
    tzid: str


class Reason(StrEnum):
    """Why a step is not for this person, or no longer."""

    NOT_WANTED = "not_wanted"
    UNSUBSCRIBED = "unsubscribed"
    NO_CHANNEL = "no_channel"
    NOT_THEIRS = "not_theirs"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    NOT_NEEDED = "not_needed"
    NOT_HARD = "not_hard"
    ALONE = "alone"
    TALK_BOOKED = "talk_booked"
    NO_TALK = "no_talk"
    NO_REPAIR = "no_repair"
    TOO_LATE = "too_late"
    HELD_PAST_EVENT = "held_past_event"
    MOVED = "moved"
    MERGED = "merged"
    MUTED = "muted"
    NOTHING_COMING = "nothing_coming"
    CHECKED_IN = "checked_in"
    OVER = "over"
    TALKED_OVER = "talked_over"
    ONLY_YOURS = "only_yours"


@dataclass(frozen=True, slots=True)
class Send:
    """It goes out now."""


class Waits(StrEnum):
    """What a message waits for whose moment has come."""

    QUIET_HOURS = "quiet_hours"
    ENOUGH_TODAY = "enough_today"


@dataclass(frozen=True, slots=True)
class Hold:
    until: datetime
    waits: Waits


@dataclass(frozen=True, slots=True)
class Drop:
    reason: Reason


_CHANNELS: dict[Step, tuple[Channel, ...]] = {
    Step.TALK_NOW: (Channel.PUSH, Channel.SMS),
    Step.LAST_CALL: (Channel.EMAIL, Channel.SMS),
    Step.CARD: (Channel.PUSH, Channel.SMS),
    Step.NEWS: (Channel.PUSH, Channel.EMAIL),
    Step.NUDGE: (Channel.PUSH, Channel.EMAIL),
}


def channels_of(step: Step, recipient: Recipient) -> tuple[Channel, ...]:
    """The channels that the step comes by, the best first, whether they have them or not.

    Everybody has mail, unless it is suspended: then what would come by mail comes by what else they have.
    """
    channels = _CHANNELS.get(step, (Channel.EMAIL,))
    if step in URGENT and recipient.urgent_by_email:
        channels += (Channel.EMAIL,)
    by_mail = Channel.EMAIL in channels and Channel.EMAIL not in recipient.channels
    return (*channels, Channel.PUSH, Channel.SMS) if by_mail else channels


def channel_for(step: Step, recipient: Recipient) -> Channel | None:
    """The first of the step's channels that they have, or None."""
    return next((one for one in channels_of(step, recipient) if one in recipient.channels), None)


def why_unwanted(step: Step, facts: Facts, recipient: Recipient) -> Reason | None:
    """Why this person does not want the step for this event, or None."""
    if step not in recipient.rungs_for(facts.kind).steps:
        return Reason.NOT_WANTED
    return Reason.UNSUBSCRIBED if step in recipient.unsubscribed else None


def why_not(step: Step, facts: Facts) -> Reason | None:
    """Why this step is not for them, whatever the hour; None when it is."""
    if facts.is_cancelled:
        return Reason.CANCELLED
    if not _is_theirs(step, facts):
        return Reason.NOT_THEIRS
    if facts.is_muted:
        return Reason.MUTED
    if step is Step.NEWS:
        return None
    if facts.is_agreed and facts.how is How.DECLINE:
        return Reason.DECLINED
    if step is Step.NUDGE:
        return Reason.AGREED if facts.is_agreed else None
    if step in (Step.EARLY, Step.TALK, Step.LAST_CALL, Step.TALK_NOW):
        return _why_not_planning(step, facts)
    return _why_not_planned(step, facts)


def _is_theirs(step: Step, facts: Facts) -> bool:
    if facts.level_seen is not None or facts.sees_open_plan:
        return True
    if step is Step.REPAIR:
        return facts.both_want_repair
    hears = facts.has_talk or facts.sees_their_check_in
    return hears if step is Step.NEWS else facts.has_talk and step is Step.TALK_NOW


def _why_not_planning(step: Step, facts: Facts) -> Reason | None:
    if facts.is_agreed:
        return Reason.AGREED
    if step is Step.TALK_NOW:
        return None if facts.talk_at else Reason.NO_TALK
    if facts.not_needed:
        return Reason.NOT_NEEDED
    if step is Step.LAST_CALL:
        return None
    if facts.is_alone:
        return Reason.ALONE
    if facts.talk_at:
        return Reason.TALK_BOOKED
    if step is Step.TALK:
        return None
    return None if facts.level_seen == 3 or is_overnight(facts) else Reason.NOT_HARD


def _why_not_planned(step: Step, facts: Facts) -> Reason | None:
    if step in (Step.READ_THROUGH, Step.CARD):
        has_own_lines = facts.is_alone and facts.sees_open_plan
        return None if facts.is_agreed or has_own_lines else Reason.NOT_AGREED
    if step is Step.REPAIR and not facts.both_want_repair:
        return Reason.NO_REPAIR
    if step is Step.CHECK_IN and facts.has_checked_in:
        return Reason.CHECKED_IN
    return Reason.NOT_NEEDED if facts.not_needed and not facts.is_agreed else None


def is_overnight(facts: Facts) -> bool:
    """Whether it takes them away for a night at least."""
    if facts.event_zone is None or facts.is_all_day:
        end = facts.start + (facts.ends_at - facts.starts_at)
    else:
        end = zones.wall_clock(facts.ends_at, facts.event_zone)
    return nights.count(facts.start, end, is_all_day=facts.is_all_day) > 0
