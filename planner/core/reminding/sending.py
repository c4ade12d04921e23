"""What becomes of a reminder at its moment: sent, held or dropped, by what is true by then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from planner.core.calendar import zones
from planner.core.reminding import ladder, quiet_hours
from planner.core.reminding.reminders import (
    BY_DEEDS,
    Channel,
    Drop,
    Facts,
    Hold,
    Reason,
    Recipient,
    Send,
    Step,
    Waits,
    channel_for,
    why_not,
    why_unwanted,
)

EXEMPT = frozenset({Step.TALK_NOW})
"""Steps that neither quiet hours nor the daily caps hold."""
MAX_MESSAGES_A_DAY = 2
MAX_SMS_A_DAY = 1
NEWS_MERGES_OVER = timedelta(minutes=15)
_TALK_LASTS = timedelta(minutes=15)
_AFTERWARDS_LASTS = timedelta(days=7)
_MORNING = time(8, 0)

Decision = Send | Hold | Drop


@dataclass(frozen=True, slots=True)
class SentToday:
    """What has already gone to this person on their own calendar day; see `local_day`.

    `kept`: places for cards still to come on that day, in all and by text. A card cannot wait for tomorrow.
    """

    messages: int
    sms: int
    kept: int = 0
    kept_sms: int = 0

    def is_full(self, channel: Channel) -> bool:
        """Whether one more by this channel would be one too many."""
        is_sms_full = channel is Channel.SMS and self.sms + self.kept_sms >= MAX_SMS_A_DAY
        return self.messages + self.kept >= MAX_MESSAGES_A_DAY or is_sms_full

    def with_one_more(self, channel: Channel) -> "SentToday":
        """As it stands once another has gone by this channel."""
        return replace(self, messages=self.messages + 1, sms=self.sms + (channel is Channel.SMS))

    def without_kept(self) -> "SentToday":
        """What really went."""
        return SentToday(self.messages, self.sms)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message about one occurrence that has not gone out yet."""

    id: UUID
    step: Step
    channel: Channel
    due_at: datetime
    had_at: datetime | None = None
    """Of one that was put off: when its person had it first."""


def before_cap(one: Waiting, facts: Facts, recipient: Recipient, *, now: datetime) -> Decision:
    """Send it, unless it makes no sense any more, reaches nobody or it is quiet; the cap comes after."""
    if reason := _why_silent(one, facts, recipient, now):
        return Drop(reason)
    return hold(one.step, facts, recipient, due_at=one.due_at, now=now)


def gives_way(
    one: Waiting,
    others: Iterable[Waiting],
    sent: SentToday,
    facts: Facts,
    recipient: Recipient,
    *,
    now: datetime,
) -> bool:
    """Whether a later message about the same occurrence is due as well: one of them is enough.

    Not one that a full day drops: both would be lost. And a talk is now, and nothing else says so.
    """
    if one.step is Step.TALK_NOW:
        return False
    due = [each for each in others if each.had_at is None and each.due_at <= now]
    speaking = [each for each in due if _will_speak(each, sent, facts, recipient, now)]
    if one.had_at is not None:
        # What its person put off gives way to whatever came since they had it.
        return any(each.due_at > one.had_at for each in speaking)
    if one.step is Step.NUDGE:
        return bool(speaking)
    if one.step is Step.NEWS:
        return any(each.step is not Step.NUDGE for each in speaking)
    rungs = (each for each in speaking if each.step not in BY_DEEDS)
    return any((each.due_at, each.id) > (one.due_at, one.id) for each in rungs)


def _will_speak(one: Waiting, sent: SentToday, facts: Facts, recipient: Recipient, now: datetime) -> bool:
    if _why_silent(one, facts, recipient, now):
        return False
    return not isinstance(cap(one, sent, facts, recipient, now=now), Drop)


def _why_silent(one: Waiting, facts: Facts, recipient: Recipient, now: datetime) -> Reason | None:
    if reason := still_applies(one.step, facts, recipient, due_at=one.due_at, now=now):
        return reason
    return None if one.channel in recipient.channels else Reason.NO_CHANNEL


def still_applies(
    step: Step, facts: Facts, recipient: Recipient, *, due_at: datetime | None = None, now: datetime
) -> Reason | None:
    """Why this step, if known due at `due_at`, must not be sent any more; None when it still makes sense."""
    if unwanted := why_unwanted(step, facts, recipient):
        return unwanted
    if channel_for(step, recipient) is None:
        return Reason.NO_CHANNEL
    if reason := why_not(step, facts):
        return reason
    return Reason.TOO_LATE if now >= useful_until(step, facts, recipient, due_at=due_at) else None


def useful_until(
    step: Step, facts: Facts, recipient: Recipient, *, due_at: datetime | None = None
) -> datetime:
    """The moment from which this step no longer helps, aware UTC.

    An invitation to talk makes way for the next step of the ladder; a card serves until the end. News that is
    due after the end is of what came afterwards, and lasts as long as that.
    """
    if step in (Step.EARLY, Step.TALK):
        return _makes_way_at(step, facts, recipient)
    if step in (Step.LAST_CALL, Step.READ_THROUGH, Step.NUDGE):
        return ladder.begins_at(facts, recipient)
    if step is Step.TALK_NOW:
        return _moment(step, facts, recipient) + _TALK_LASTS
    if step in (Step.CHECK_IN, Step.REPAIR):
        return _moment(step, facts, recipient) + _AFTERWARDS_LASTS
    finishes_at = ladder.finishes_at(facts, recipient)
    is_afterwards = step is Step.NEWS and due_at is not None and due_at >= finishes_at
    return due_at + _AFTERWARDS_LASTS if due_at and is_afterwards else finishes_at


def _makes_way_at(step: Step, facts: Facts, recipient: Recipient) -> datetime:
    """When an invitation to talk makes way for the next one that they want, or else for the event."""
    later = (Step.TALK, Step.LAST_CALL) if step is Step.EARLY else (Step.LAST_CALL,)
    wanted = (one for one in later if why_unwanted(one, facts, recipient) is None)
    following = next(wanted, None)
    return _moment(following, facts, recipient) if following else ladder.begins_at(facts, recipient)


def _moment(step: Step, facts: Facts, recipient: Recipient) -> datetime:
    return ladder.moment_of(step, facts, recipient) or ladder.begins_at(facts, recipient)


def hold(
    step: Step, facts: Facts, recipient: Recipient, *, due_at: datetime | None = None, now: datetime
) -> Decision:
    """Send, or hold until the quiet hours are over; dropped when that would be too late to help."""
    quiet = quiet_hours.window(recipient, now)
    if step in EXEMPT or quiet is None:
        return Send()
    until = useful_until(step, facts, recipient, due_at=due_at)
    return _held(Hold(quiet.ends_at, Waits.QUIET_HOURS), until)


def cap(one: Waiting, sent: SentToday, facts: Facts, recipient: Recipient, *, now: datetime) -> Decision:
    """Send, or hold until the next morning when this person has had enough messages today.

    What would come too late tomorrow takes a place that was kept, unless it is what the other has just done:
    neither can take a card away from the other.
    """
    if one.step in EXEMPT or not sent.is_full(one.channel):
        return Send()
    until = useful_until(one.step, facts, recipient, due_at=one.due_at)
    held = _held(Hold(next_morning(recipient, now), Waits.ENOUGH_TODAY), until)
    is_urgent = isinstance(held, Drop) and one.step not in BY_DEEDS
    has_place = is_urgent and not sent.without_kept().is_full(one.channel)
    return Send() if has_place else held


def _held(hold: Hold, useful_until: datetime) -> Decision:
    return Drop(Reason.HELD_PAST_EVENT) if hold.until >= useful_until else hold


def next_morning(recipient: Recipient, now: datetime) -> datetime:
    """Eight o'clock of their next day, or the end of their quiet hours if those last longer."""
    tomorrow = zones.wall_clock(now, recipient.zone).date() + timedelta(days=1)
    morning = zones.instant(datetime.combine(tomorrow, _MORNING), recipient.zone)
    quiet = quiet_hours.window(recipient, morning)
    return quiet.ends_at if quiet else morning


def local_day(recipient: Recipient, now: datetime) -> tuple[datetime, datetime]:
    """Their calendar day around `now`, half-open, aware UTC: what `SentToday` is counted over."""
    today = zones.wall_clock(now, recipient.zone).date()
    days = (today, today + timedelta(days=1))
    begins, ends = (zones.instant(datetime.combine(day, time.min), recipient.zone) for day in days)
    return begins, ends


def news_due(now: datetime, *, waiting: datetime | None = None) -> datetime:
    """When news goes out: with what already waits, or a quarter of an hour from now so that more can join."""
    return waiting if waiting and waiting >= now else now + NEWS_MERGES_OVER
