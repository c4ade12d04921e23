"""News ends with what it is about, and goes another way when its own is closed or has failed."""

from collections.abc import Collection, Iterable, Iterator

from planner.actions.reminders.places import Changes, Place, State, is_stoppable, why_not
from planner.core.reminding import fallback
from planner.core.reminding.reminders import Reason, Step, channel_for
from planner.models import Reminder


def follow(place: Place, changes: Changes) -> None:
    """Note what is to be done about the news, and the nudges, that wait or did not arrive."""
    news = [one for one in place.rows if one.step == Step.NEWS]
    for one in filter(is_stoppable, news):
        if reason := why_not(one, place):
            changes.cancel(one, reason, place.now)
        elif one.channel not in place.recipient.channels:
            _reroute(one, news, place, changes)
    for one in (each for each in place.rows if each.step == Step.NUDGE and is_stoppable(each)):
        gone = None if one.channel in place.recipient.channels else Reason.NO_CHANNEL
        if why := why_not(one, place) or gone:
            changes.cancel(one, why, place.now)
    lost = (one for one in news if one.state == State.DEAD and one.due_at >= place.now - fallback.NEWS_LASTS)
    for one in lost:
        changes.added.extend(_told_otherwise(one, news, place))


def _reroute(one: Reminder, news: Iterable[Reminder], place: Place, changes: Changes) -> None:
    channel = channel_for(Step.NEWS, place.recipient)
    if channel is None or any(is_stoppable(each) and each.channel == channel for each in news):
        changes.cancel(one, Reason.MERGED if channel else Reason.NO_CHANNEL, place.now)
        return
    one.channel, one.lease_token, one.message_key = channel.value, None, None
    one.state, one.reason = State.PENDING, ""
    changes.changed.append(one)


def _told_otherwise(lost: Reminder, news: Collection[Reminder], place: Place) -> Iterator[Reminder]:
    """The same news by a channel that it was not tried by; none if what waits will take it up."""
    if any(is_stoppable(one) or one.state == State.SENDING for one in news):
        return
    tried = {one.channel for one in news if one.due_at == lost.due_at}
    if any(one.due_at == lost.due_at and one.state != State.DEAD for one in news):
        return
    channel = fallback.another(
        Step.NEWS, place.facts, place.recipient, tried=tried, due_at=lost.due_at, now=place.now
    )
    if channel is not None:
        columns = ("person_id", "uid", "recurrence_id", "step", "about", "schedule_version", "event_on")
        same = {name: getattr(lost, name) for name in (*columns, "anchor_local", "tzid", "due_at")}
        yield Reminder(**same, channel=channel.value, next_at=place.now, created_at=place.now)
