"""What a message says. The title comes after the link: far from the subject and from any preview line."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from planner.core.calendar import zones
from planner.core.reminding import ladder
from planner.core.reminding.reminders import Step
from planner.models import Reminder
from planner.queries import wording
from planner.queries.channels.links import Link
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import ONCE, HappenedView

_OF_A_PLAN = {Step.CARD: "card/", Step.READ_THROUGH: "read-through/", Step.NEWS: ""}
"""What of a plan's pages a step leads to."""
_PARTS = {Step.CHECK_IN: "check-in/", Step.REPAIR: "talk-it-over/"}
"""What of an occurrence's pages a step leads to."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, line by line."""

    heading: str
    lines: tuple[str, ...]
    links: tuple[Link, ...] = ()
    replies: tuple[Link, ...] = ()
    """What else can be said to it."""


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    greeting: str
    opening: str
    link: str
    link_label: str
    about: str = ""
    sections: tuple[Section, ...] = ()
    offers: tuple[Link, ...] = ()
    """Times for a talk."""
    replies: tuple[Link, ...] = ()
    """What else can be said to it, beside to end its kind."""
    unsubscribe: str = ""
    closing: str = ""


def of(about: Occasion, *, unsubscribe: str) -> Words:
    """The words for one reminder, in the active language."""
    subject, opening, label = _said(about)
    return Words(
        subject=subject,
        greeting=greeting(about.person.name),
        opening=opening,
        link=settings.PUBLIC_URL + _path(about),
        link_label=label,
        about=f"{about.seen.title} · {_when(about)}" if about.seen.title else _when(about),
        unsubscribe=unsubscribe,
        closing=_("Only you got this.")
        if about.seen.is_only_mine and about.step is not Step.TALK_NOW
        else "",
    )


def invitation(inviter_name: str, link: str) -> Words:
    """The words that ask somebody to join; the inviter's name only where the letter is already open."""
    asked = _(
        "%(name)s would like to use Alongside together with you. It is a calendar for two: what is coming,"
        " what may be hard about it, and a short plan before you walk in. The link shows who is asking, and"
        " nothing happens until you say yes. It works for three days."
    )
    return Words(
        subject=_("An invitation to Alongside"),
        greeting=greeting(""),
        opening=asked % {"name": inviter_name or _("Somebody")},
        link=link,
        link_label=_("See the invitation"),
        closing=_("If you do not know who this is, do nothing: nobody is told."),
    )


def joined(name: str, partner: str, link: str) -> Words:
    """The words that tell whoever invited that there are two of them now."""
    opening = _(
        "%(name)s said yes: you two share Alongside now. What you wrote before is still yours alone."
        " Choose in your own time what %(name)s will see of it."
    )
    return Words(
        subject=_("You two share Alongside now"),
        greeting=greeting(name),
        opening=opening % {"name": partner},
        link=link,
        link_label=_("Choose what may be seen"),
    )


def tried(name: str, link: str) -> Words:
    """The words of a test mail."""
    return Words(
        subject=_("A test mail from Alongside"),
        greeting=greeting(name),
        opening=_("This is the mail you asked for: reminders can reach you here."),
        link=link,
        link_label=_("It has arrived"),
    )


def webhook_stopped(name: str, called: str, link: str) -> Words:
    """The words to whoever's webhook has not been answered for days."""
    return Words(
        subject=_("One of your webhooks has stopped"),
        greeting=greeting(name),
        opening=_("Nothing has taken what was sent to “%(called)s”, so nothing more is sent there.")
        % {"called": called},
        link=link,
        link_label=_("Look at it, or start it again"),
    )


def alert(name: str, line: HappenedView, at_local: datetime, link: str) -> Words:
    """The words that tell somebody what happened to their account; the subject says no more than that."""
    what = wording.words(wording.HAPPENED, line.what)
    when = wording.moment(at_local, "l, j F")
    with_what = wording.browser(line.program, line.machine) if line.has_browser else ""
    return Words(
        subject=_("About your account"),
        greeting=greeting(name),
        opening=_("This happened on your account: %(what)s.") % {"what": what},
        link=link,
        link_label=_("Look at it"),
        about=" · ".join(part for part in (line.about, when, with_what) if part),
        closing=_(
            "If that was you, all is well. If not, choose a new password and sign out everywhere else."
            " Only you got this."
        ),
    )


def several(count: int, *, is_alone: bool) -> str:
    """The subject of so many things in one message: how many, and no more."""
    if is_alone:
        return _("Two things for you") if count == 2 else _("Several things for you")
    return _("Two things for you two") if count == 2 else _("Several things for you two")


def greeting(name: str) -> str:
    """How every message begins."""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _said(about: Occasion) -> tuple[str, str, str]:
    """Subject, opening and the label of the link."""
    if about.reminder.about == Reminder.About.MOVED:
        return _("A time has changed"), _("A time has changed. Does your plan still fit?"), _("See the plan")
    if about.seen.facts.is_alone and about.step in (Step.LAST_CALL, Step.READ_THROUGH, Step.CARD):
        return _alone(about.step)
    return _before(about.step) or _after(about.step)


def _alone(step: Step) -> tuple[str, str, str]:
    if step is Step.LAST_CALL:
        opening = _("Something is coming up, and there is still time for a few lines for yourself.")
        return _("Still time for a few lines"), opening, _("Write them")
    return _("A few lines from yourself"), _("Here is what you wrote for yourself."), _("Read them")


def _before(step: Step) -> tuple[str, str, str] | None:
    if step is Step.EARLY:
        opening = _(
            "Something is ahead that goes better with a short talk first. Find fifteen minutes for it?"
        )
        return _("When would a quarter of an hour suit you?"), opening, _("Have a look")
    if step is Step.TALK:
        opening = _(
            "Something is coming up that goes better with a short talk first. Ten minutes for a plan?"
        )
        return _("A quarter of an hour for you two?"), opening, _("Make a plan")
    if step is Step.TALK_NOW:
        return _("A quarter of an hour"), _("It is time for your quarter of an hour."), _("Begin")
    if step is Step.LAST_CALL:
        opening = _("It is close now, and there is still time for a short plan. Three minutes are enough.")
        return _("Still time for a quarter of an hour"), opening, _("Make a plan")
    return None


def _after(step: Step) -> tuple[str, str, str]:
    if step is Step.READ_THROUGH:
        opening = _("It is nearly time. Read once, together, what you two agreed: it takes a minute.")
        return _("A minute to read it once more"), opening, _("Read it")
    if step is Step.CARD:
        return (
            _("Ready for later"),
            _("Here is what you two agreed, short enough for the door."),
            _("Open it"),
        )
    if step is Step.CHECK_IN:
        opening = _("How was it for you, and what helped? A minute now makes the next time easier.")
        return _("How was it?"), opening, _("Look back")
    if step is Step.NUDGE:
        opening = _("Something lies ahead of you two. Would you have a look at it in a quiet minute?")
        return _("When you have a quiet minute"), opening, _("Have a look")
    if step is Step.REPAIR:
        opening = _(
            "You both wanted to talk it over. Ten minutes, when you are calm enough; no more mail about it."
        )
        return _("Ten minutes, when it suits you both"), opening, _("Begin")
    return (
        _("Something new for you two"),
        _("There is something new for you two. Have a look in a quiet minute."),
        _("Have a look"),
    )


def _path(about: Occasion) -> str:
    plan = about.seen.plan
    if plan and about.step in _OF_A_PLAN and not _is_news_of_more_than_the_plan(about):
        return f"/plans/{plan.id}/{_OF_A_PLAN[about.step]}"
    slug = about.seen.occurrence.recurrence_id or ONCE
    return f"/events/{about.seen.event.id}/on/{slug}/{_PARTS.get(about.step, '')}"


def _is_news_of_more_than_the_plan(about: Occasion) -> bool:
    """Whether there is a talk to say yes to, or an answer to read, which stand beside the plan."""
    talk, facts = about.seen.talk, about.seen.facts
    is_news = about.step is Step.NEWS
    return is_news and ((talk is not None and talk.waits_for_me) or facts.sees_their_check_in)


def _when(about: Occasion) -> str:
    """The day and hour on their own clock."""
    facts = about.seen.facts
    start = zones.wall_clock(ladder.begins_at(facts, about.recipient), about.recipient.zone)
    says = wording.written if facts.is_all_day else wording.moment
    return says(start, "l, j F")
