"""Codes become words: what pages, the API's readers and messages say for what the core only names.

Difficulty belongs to the situation; no sentence in here tells whose flag, answer or silence it is.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from planner.core.feed_choices import Scope
from planner.core.plan.plan_content import How, Reply, SignalMeans
from planner.core.plan.support_plan import Missing, State
from planner.core.priorities import Reason, SoftWarning, Warns, WeekLoad, Why
from planner.core.reminding.reminders import EVERY_KIND, Step
from planner.core.visibility import Visibility

C = TypeVar("C", str, int)
Words = Mapping[str, Promise]
"""What to say for each code."""

CHIPS: Words = {
    "new_people": gettext_lazy("new people"),
    "left_alone": gettext_lazy("being left alone"),
    "certain_person": gettext_lazy("a certain person"),
    "remarks": gettext_lazy("remarks"),
    "alcohol": gettext_lazy("alcohol"),
    "length": gettext_lazy("how long it takes"),
    "noise": gettext_lazy("noise"),
    "travel": gettext_lazy("the journey"),
    "money": gettext_lazy("money"),
    "beliefs": gettext_lazy("beliefs"),
}
"""What may be hard about an event, in the order of the page."""

KINDS: Words = {
    "work_party": gettext_lazy("Work party"),
    "family": gettext_lazy("Family"),
    "friends": gettext_lazy("Friends"),
    "celebration": gettext_lazy("Celebration"),
    "travel": gettext_lazy("Travel"),
    "medical": gettext_lazy("Medical"),
    "us": gettext_lazy("Time for us"),
    "other": gettext_lazy("Something else"),
}

TALK = gettext_lazy("A quarter of an hour")
"""The title of a talk, everywhere."""

WORLDS: Words = {
    "mine": gettext_lazy("my world"),
    "yours": gettext_lazy("your world"),
    "ours": gettext_lazy("our world"),
}

VISIBILITIES: Words = {
    Visibility.SHARED: gettext_lazy("Shared: you both see it"),
    Visibility.BUSY: gettext_lazy("Busy: the other sees only the time"),
    Visibility.PRIVATE: gettext_lazy("Private: only you can see this"),
}

SCOPES: Words = {
    Scope.ALL: gettext_lazy("Everything I see"),
    Scope.FLAGGED: gettext_lazy("Only what has a flag"),
    Scope.OURS: gettext_lazy("Only our world"),
}

LEVELS: Mapping[int, Promise] = {
    1: gettext_lazy("a little hard"),
    2: gettext_lazy("hard"),
    3: gettext_lazy("very hard"),
}

MATTERING: Mapping[int, Promise] = {
    1: gettext_lazy("matters a little"),
    2: gettext_lazy("matters"),
    3: gettext_lazy("matters a lot"),
}

STATES: Words = {
    State.NONE: gettext_lazy("No plan yet"),
    State.DRAFT: gettext_lazy("A few lines, so far only yours"),
    State.PROPOSED: gettext_lazy("On the table"),
    State.AGREED: gettext_lazy("Agreed"),
    State.DONE: gettext_lazy("Behind you two"),
    State.REVIEWED: gettext_lazy("Talked over"),
    State.GOING_SEPARATELY: gettext_lazy("One of you goes"),
    State.DECLINED: gettext_lazy("You two decline"),
}

HOWS: Words = {
    How.TOGETHER: gettext_lazy("Together"),
    How.PART: gettext_lazy("For part of it"),
    How.ONE_OF_US: gettext_lazy("One of us goes"),
    How.DECLINE: gettext_lazy("We decline"),
}

REPLIES: Words = {
    Reply.YES: gettext_lazy("Yes, gladly"),
    Reply.OTHER: gettext_lazy("Something else"),
    Reply.NOT_THIS_TIME: gettext_lazy("Not this time"),
}

SIGNALS: Words = {
    SignalMeans.UNSAID: gettext_lazy("We haven't said yet"),
    SignalMeans.JOIN: gettext_lazy("Join me"),
    SignalMeans.STEP_OUTSIDE: gettext_lazy("Step outside with me"),
    SignalMeans.LEAVE: gettext_lazy("Let's leave"),
}

MISSING: Words = {
    Missing.PARTNER: gettext_lazy("your partner, who has not joined yet"),
    Missing.ASK: gettext_lazy("one ask: “I'd love it if you …”"),
    Missing.ANSWER: gettext_lazy("one ask with a yes, or with something else instead"),
    Missing.IF_THEN: gettext_lazy("one line of “If …, then we …”"),
    Missing.LEAVING: gettext_lazy("how you leave: a latest time, or the way home"),
}

STEPS: Words = {
    Step.EARLY: gettext_lazy("Pick a quarter of an hour to talk"),
    Step.TALK: gettext_lazy("Talk about a plan"),
    Step.TALK_NOW: gettext_lazy("Your quarter of an hour"),
    Step.LAST_CALL: gettext_lazy("Still time for a short plan"),
    Step.READ_THROUGH: gettext_lazy("Read your plan once together"),
    Step.CARD: gettext_lazy("Your plan card"),
    Step.CHECK_IN: gettext_lazy("How was it?"),
    Step.REPAIR: gettext_lazy("Talk it over"),
    Step.NEWS: gettext_lazy("Something new for you two"),
}

RUNGS: Words = {
    Step.EARLY: gettext_lazy("When it may be very hard, or takes you away for a night. By email."),
    Step.TALK: gettext_lazy("As long as nothing is agreed and no talk is booked. By email."),
    Step.TALK_NOW: gettext_lazy("As a notification or a text message, also in your quiet hours."),
    Step.LAST_CALL: gettext_lazy("Once, as long as nothing is agreed. By email, or as a text message."),
    Step.READ_THROUGH: gettext_lazy("When you two have agreed. By email."),
    Step.CARD: gettext_lazy(
        "When you two have agreed: as a notification, a text message or an email. "
        "In your quiet hours it comes the evening before."
    ),
    Step.CHECK_IN: gettext_lazy("At this hour, twelve hours or more after it is over. By email."),
    Step.REPAIR: gettext_lazy("Three days after that, once, if you both want to. By email."),
    Step.NEWS: gettext_lazy(
        "When something is shared, answered, agreed or moved; as a notification or an email."
    ),
}
"""When a step comes at all, and how it reaches you."""

LADDERS: Words = {**KINDS, EVERY_KIND: gettext_lazy("Every other kind of event")}

CHANNELS: Words = {
    "email": gettext_lazy("email"),
    "sms": gettext_lazy("text message"),
    "push": gettext_lazy("notification"),
}

SENDING: Words = {
    "pending": pgettext_lazy("reminder", "Planned"),
    "leased": pgettext_lazy("reminder", "On its way"),
    "sending": pgettext_lazy("reminder", "On its way"),
    "sent": pgettext_lazy("reminder", "Sent"),
    "cancelled": pgettext_lazy("reminder", "No longer needed"),
    "missed": pgettext_lazy("reminder", "Not sent: it would have come too late"),
    "dead": pgettext_lazy("reminder", "Could not be delivered"),
    "unknown": pgettext_lazy("reminder", "Perhaps delivered: no answer came back"),
}
"""The states of a reminder, in the log of the person it is for."""

WHY_NOT_SENT: Words = {
    "not_wanted": gettext_lazy("you switched this kind off"),
    "no_channel": gettext_lazy("there was no way to reach you"),
    "not_theirs": gettext_lazy("it is not on your list any more"),
    "cancelled": gettext_lazy("the event was cancelled"),
    "declined": gettext_lazy("you two decline"),
    "agreed": gettext_lazy("you two agreed"),
    "not_agreed": gettext_lazy("there is no agreed plan"),
    "not_needed": gettext_lazy("you marked it as not needed"),
    "not_hard": gettext_lazy("it can wait for a later reminder"),
    "alone": gettext_lazy("you are using Alongside on your own"),
    "talk_booked": gettext_lazy("your talk is booked"),
    "no_talk": gettext_lazy("no talk is booked"),
    "no_repair": gettext_lazy("there is nothing to talk over"),
    "too_late": gettext_lazy("it would have come too late"),
    "held_past_event": gettext_lazy("your quiet hours lasted until it was over"),
    "merged": gettext_lazy("another message to you took it up"),
    "moved": gettext_lazy("the event moved"),
    "put_off": gettext_lazy("you have had it again already"),
    "muted": gettext_lazy("you wanted no reminders of this event"),
    "read": gettext_lazy("you had seen it already"),
    "left": gettext_lazy("you are using Alongside on your own"),
    "unsubscribed": gettext_lazy("you switched this kind off"),
    "recipient_refused": gettext_lazy("the mail server did not take your address"),
    "message_refused": gettext_lazy("the mail server did not take the message"),
    "unanswered": gettext_lazy("the mail server did not answer"),
    "error": gettext_lazy("something went wrong on our side"),
}


def words(table: Mapping[C, Promise], code: C) -> str:
    """What the table says for the code; the code itself for one that it does not know."""
    return str(table.get(code, code))


def why_not_sent(code: str) -> str:
    """What kept a reminder back. The code of a network that failed is for the log; its reader gets words."""
    return str(WHY_NOT_SENT.get(code) or _("the mail server could not be reached, or refused us"))


def choices(table: Words) -> list[tuple[str, Promise]]:
    """The table as the choices of a form field."""
    return [(str(code), label) for code, label in table.items()]


def reason(given: Reason) -> str:
    """One reason why an event stands where it does, as a part of a sentence."""
    return _REASONS[given.code](given.params)


def reasons(given: Iterable[Reason]) -> str:
    """All of them as one line: "In 6 days · matters a lot to one of you · no plan yet"."""
    return capfirst(" · ".join(reason(one) for one in given))


def warning(given: SoftWarning) -> str:
    """A soft warning as a sentence."""
    if given.code is Warns.NO_OWN_TIME:
        return _("Nothing is planned for just the two of you in the next month.")
    return ngettext(
        "In the week of %(day)s there is %(count)d event that may be hard. Be kind to yourselves.",
        "In the week of %(day)s, %(count)d events that may be hard come together. Be kind to yourselves.",
        given.count,
    ) % {"day": _day(given.on), "count": given.count}


def week(given: WeekLoad) -> str:
    """A week of the strip in words, for those who do not see the picture."""
    whose = (
        (given.mine, _("from your world")),
        (given.theirs, _("from your partner's world")),
        (given.ours, _("from the world you share")),
    )
    parts = [f"{_weight(load)} {words}" for load, words in whose if load]
    return _("Week of %(day)s: %(load)s") % {
        "day": _day(given.monday),
        "load": ", ".join(parts) or _("quiet"),
    }


def in_days(day: date, today: date) -> str:
    """How far a day is, as one says it: "today", "tomorrow", "in 6 days", "3 days ago"."""
    count = (day - today).days
    if count in (-1, 0, 1):
        return (_("today"), _("tomorrow"), _("yesterday"))[count]
    if count < 0:
        return ngettext("%(count)d day ago", "%(count)d days ago", -count) % {"count": -count}
    return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}


def _weight(load: int) -> str:
    if load < 3:
        return _("a little")
    return _("some") if load < 5 else _("a lot")


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def _in_days(params: Mapping[str, int]) -> str:
    return ngettext("in %(count)d day", "in %(count)d days", params["count"]) % params


def _matters(params: Mapping[str, int]) -> str:
    return _("matters to both of you") if params["people"] == 2 else _("matters to one of you")


def _matters_a_lot(params: Mapping[str, int]) -> str:
    return _("matters a lot to both of you") if params["people"] == 2 else _("matters a lot to one of you")


def _may_be_hard(params: Mapping[str, int]) -> str:
    if "level" not in params:
        return _("may be hard")
    return (_("may be a little hard"), _("may be hard"), _("may be very hard"))[params["level"] - 1]


def _nights(params: Mapping[str, int]) -> str:
    return ngettext("%(count)d night away", "%(count)d nights away", params["count"]) % params


_REASONS: Mapping[Why, Callable[[Mapping[str, int]], str]] = {
    Why.TODAY: lambda params: _("today"),
    Why.TOMORROW: lambda params: _("tomorrow"),
    Why.IN_DAYS: _in_days,
    Why.MATTERS: _matters,
    Why.MATTERS_A_LOT: _matters_a_lot,
    Why.MAY_BE_HARD: _may_be_hard,
    Why.NIGHTS: _nights,
    Why.NO_PLAN_YET: lambda params: _("no plan yet"),
    Why.DRAFT_WAITING: lambda params: _("a few lines of yours so far"),
    Why.WAITING_FOR_A_YES: lambda params: _("a plan is on the table"),
    Why.PLAN_AGREED: lambda params: _("agreed"),
    Why.GOING_SEPARATELY: lambda params: _("one of you goes"),
    Why.DECLINED: lambda params: _("you two decline"),
    Why.OVER: lambda params: _("behind you two"),
    Why.LAST_PLAN_READY: lambda params: _("your last plan can be a start"),
}
