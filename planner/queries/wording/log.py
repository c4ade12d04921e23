"""What a person's own log says of each message: what it waits for, how it went, and why it did not."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planner.core.plan.going import Stage
from planner.core.reminding.fates import Fate
from planner.core.reminding.reminders import Reason, Waits
from planner.queries.views import Instead, ReminderView
from planner.queries.wording import troubles
from planner.queries.wording.reminders import WHY_NOT, WHY_NOT_SENT
from planner.queries.wording.tables import Words

FATES: Words = {
    Fate.NEXT: gettext_lazy("Next"),
    Fate.HELD: gettext_lazy("Waiting"),
    Fate.SENT: gettext_lazy("Sent"),
    Fate.FAILED: gettext_lazy("Not arrived"),
    Fate.DROPPED: gettext_lazy("Not needed"),
}

_NOT_CERTAIN = gettext_lazy("Not certain")

TOLD: Words = {
    Stage.SENDING: gettext_lazy("On its way"),
    Stage.WAITING: gettext_lazy("Waiting"),
    Stage.SENT: gettext_lazy("Sent"),
    Stage.FAILED: gettext_lazy("Not arrived"),
    Stage.UNKNOWN: _NOT_CERTAIN,
}
"""How far a call is that somebody said at a door."""

BY: Words = {
    "email": gettext_lazy("by email"),
    "sms": gettext_lazy("as a text message"),
    "push": gettext_lazy("as a notification"),
}

WAITS: Words = {
    Waits.QUIET_HOURS: gettext_lazy("It came due in your quiet hours, and waits until they are over."),
    Waits.ENOUGH_TODAY: gettext_lazy(
        "You have had enough messages for one day, so it waits for the next morning."
    ),
    "resting": gettext_lazy("What delivers it has not answered for a while. It is tried again soon."),
}

WOULD_WAIT: Words = {
    Waits.QUIET_HOURS: gettext_lazy("It falls into your quiet hours, so it waits until they are over."),
    Waits.ENOUGH_TODAY: gettext_lazy("The day that it was for already has enough messages."),
}
"""The same of days that have not come yet."""

_NOBODY_KNOWS = gettext_lazy("We could not find out whether this arrived.")


def says(one: ReminderView) -> str:
    """A line of the log as one or two sentences."""
    return _SAYS[one.fate](one)


def mark(one: ReminderView) -> str:
    """How it went, in a word or two."""
    return str(_NOT_CERTAIN if one.state == "unknown" else FATES[one.fate])


def _next(one: ReminderView) -> str:
    if one.state != "pending":
        return _("It is on its way.")
    if one.will_not:
        return _("As things stand it will not come. %(why)s") % {"why": WHY_NOT[one.will_not]}
    return _("It comes %(by)s.") % {"by": _by(one.channel)}


def _held(one: ReminderView) -> str:
    waits = WAITS.get(one.reason)
    if waits is not None:
        return str(waits)
    return _("%(trouble)s It is tried again.") % {"trouble": troubles.trouble(one.reason, one.channel)}


def _sent(one: ReminderView) -> str:
    if one.reason == Reason.MERGED:
        return _("It went out %(by)s, in one message with others.") % {"by": _by(one.channel)}
    return _("It went out %(by)s.") % {"by": _by(one.channel)}


def _failed(one: ReminderView) -> str:
    parts = [_why(one)]
    if one.state == "dead" and one.attempts > 1:
        tries = ngettext("We tried %(n)d time.", "We tried %(n)d times.", one.attempts)
        parts.append(tries % {"n": one.attempts})
    if one.instead:
        parts.append(_instead(one.instead))
    return " ".join(parts)


def _why(one: ReminderView) -> str:
    if one.state == "unknown":
        return str(_NOBODY_KNOWS)
    clause = WHY_NOT_SENT.get(one.reason)
    return _clause(clause) if clause else troubles.trouble(one.reason, one.channel)


def _instead(other: Instead) -> str:
    if other.state in ("sent", "unknown"):
        return _("It went out %(by)s instead.") % {"by": _by(other.channel)}
    return _("It comes %(by)s instead.") % {"by": _by(other.channel)}


def _dropped(one: ReminderView) -> str:
    return _clause(WHY_NOT_SENT.get(one.reason) or gettext_lazy("it is not needed any more"))


def _clause(words: Promise) -> str:
    return f"{capfirst(str(words))}."


def _by(channel: str) -> str:
    return str(BY[channel])


_SAYS: Mapping[Fate, Callable[[ReminderView], str]] = {
    Fate.NEXT: _next,
    Fate.HELD: _held,
    Fate.SENT: _sent,
    Fate.FAILED: _failed,
    Fate.DROPPED: _dropped,
}
