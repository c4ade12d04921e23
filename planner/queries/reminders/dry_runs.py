"""What will be sent to this viewer about one occurrence, and why nothing else, if nothing changes.

From the same facts, rows and decisions as planning and sending, so it says no more than they would.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from uuid import UUID

from planner.core.calendar import zones
from planner.core.reminding import ladder, sending
from planner.core.reminding.rehearsal import Outcome, Queued, Rehearsed
from planner.core.reminding.reminders import (
    BY_DEEDS,
    Drop,
    Reason,
    Send,
    Step,
    channel_for,
    why_not,
    why_unwanted,
)
from planner.core.reminding.sending import Waiting
from planner.models import Reminder
from planner.queries.afterwards import check_ins
from planner.queries.calendar import calendar
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.reminders import foretelling, ladders, reminders
from planner.queries.reminders.grounds import Member
from planner.queries.reminders.ladders import Ground, Seen
from planner.queries.views import DryRunLine, DryRunView, OccurrenceView, ReminderView
from planner.queries.views.reminders.dry_runs import Comes

_CANCELLED = Reminder.State.CANCELLED
_WHOLE = (Reason.CANCELLED, Reason.NOT_THEIRS, Reason.MUTED, Reason.DECLINED)
"""What is true of all steps is said before what one has chosen about one of them."""
_MAY_YET = (None, Reason.NOT_AGREED, Reason.NO_TALK, Reason.NO_REPAIR)
"""What still lets a step come, if somebody does something."""
_OF_TWO = (Step.TALK_NOW, Step.READ_THROUGH, Step.CARD, Step.REPAIR, Step.NEWS, Step.NUDGE)
"""The steps that take what both do, or the other."""


def dry_run(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> DryRunView:
    """What will be sent, when, and why not. Raises `NotFound`."""
    who = who_queries.of(actor)
    event = sight.one(who, event_id)
    found = sight.occurrence(who, event, recurrence_id)
    ground = ladders.ground((actor,), uid=None, now=now)
    seen = ground.one(actor, event.uid, recurrence_id) or ladders.one(who, event.uid, recurrence_id)
    view = calendar.occurrence_view(who, event, found)
    if seen is None:
        return DryRunView(view, (), (), (), ())
    return _DryRun(ground, ground.members[actor], seen, now).view(view)


class _DryRun:
    def __init__(self, ground: Ground, member: Member, seen: Seen, now: datetime) -> None:
        self.ground, self.member, self.seen, self.now = ground, member, seen, now
        self.key = seen.key

    def view(self, occurrence: OccurrenceView) -> DryRunView:
        outcomes = [one for one in self._rehearsed().outcomes if one.queued.key == self.key]
        coming = tuple(self._will(one) for one in outcomes if isinstance(one.decision, Send))
        past = self._was()
        dropped = [self._not(one) for one in outcomes if isinstance(one.decision, Drop)]
        told = {one.step for one in (*coming, *dropped)}
        # What was news once can be news again.
        told |= {one.step for one in past if one.step not in BY_DEEDS}
        rest = [self._silent(step) for step in Step if step not in told]
        return DryRunView(
            occurrence=occurrence,
            coming=coming,
            past=past,
            whenever=tuple(one for one in rest if one.comes is Comes.WHENEVER),
            not_coming=(*dropped, *(one for one in rest if one.comes is Comes.NOT)),
        )

    def _rehearsed(self) -> Rehearsed:
        known = {self.key: self.seen.facts}
        return foretelling.rehearse(
            self.ground, self.member, also=self._unplanned(), known=known, now=self.now
        )

    def _unplanned(self) -> Iterator[Queued]:
        """Steps of an occurrence that is still too far away to be planned."""
        if self.key in self.member.schedules:
            return
        for number, due in enumerate(ladder.ladder(self.seen.facts, self.member.recipient, now=self.now)):
            waiting = Waiting(UUID(int=number), due.step, due.channel, due.due_at)
            yield Queued(self.key, waiting, due.due_at)

    def _will(self, one: Outcome) -> DryRunLine:
        waiting = one.queued.waiting
        return DryRunLine(
            step=waiting.step,
            comes=Comes.WILL,
            channel=waiting.channel,
            at_local=self._local(one.at),
            due_local=self._local(waiting.due_at),
            waits=one.queued.waits,
            goes_along=one.is_taken_along,
        )

    def _not(self, one: Outcome) -> DryRunLine:
        reason = one.decision.reason if isinstance(one.decision, Drop) else ""
        due_local = self._local(one.queued.waiting.due_at)
        return DryRunLine(one.queued.waiting.step, Comes.NOT, due_local=due_local, reason=reason)

    def _was(self) -> tuple[ReminderView, ...]:
        """What went out, or was given up, for the day on which the occurrence stands now."""
        on = ladder.event_day(self.seen.facts, self.member.recipient)
        rows = self.member.reminders.get(self.key, ())
        ended = [one for one in rows if one.ended_at and one.event_on == on and one.state != _CANCELLED]
        ended.sort(key=lambda row: (row.ended_at, row.id))
        return reminders.told(self.member.who, ended)

    def _silent(self, step: Step) -> DryRunLine:
        """A step of which nothing waits."""
        facts, recipient = self.seen.facts, self.member.recipient
        never = why_not(step, facts)
        reason = never if never in _WHOLE else why_unwanted(step, facts, recipient)
        if reason is None and channel_for(step, recipient) is None:
            reason = Reason.NO_CHANNEL
        reason = reason or never
        reason = self._no_more(step) or reason if reason in _MAY_YET else reason
        if reason is None and step in BY_DEEDS:
            return DryRunLine(step, Comes.WHENEVER, channel=channel_for(step, recipient) or "")
        return DryRunLine(step, Comes.NOT, reason=reason or Reason.TOO_LATE)

    def _no_more(self, step: Step) -> Reason | None:
        """Why it does not come, whatever somebody does; None when it may yet."""
        facts, recipient = self.seen.facts, self.member.recipient
        # Of what is planned, a move is news all the same.
        is_of_two = step in _OF_TWO and not (step is Step.NEWS and self.seen.plan)
        if is_of_two and self._is_kept:
            return Reason.ONLY_YOURS
        if step is Step.REPAIR:
            return Reason.TALKED_OVER if self._is_talked_over() else None
        if step is Step.NEWS:
            # What they say afterwards is news whenever they say it.
            return None
        if self.now >= ladder.finishes_at(facts, recipient):
            return Reason.OVER
        return Reason.TOO_LATE if self.now >= sending.useful_until(step, facts, recipient) else None

    @cached_property
    def _is_kept(self) -> bool:
        """Whether there is another, and they are not shown the event."""
        who = self.member.who
        return who.partner_id is not None and not sight.is_seen_by_the_other(who, self.key[0])

    def _is_talked_over(self) -> bool:
        return check_ins.said_of(self.member.who, *self.key).is_talked_over

    def _local(self, at: datetime) -> datetime:
        return zones.wall_clock(at, self.member.recipient.zone)
