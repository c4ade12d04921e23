"""A plan's fields, each as its name and its text: what two versions are compared by."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from planner.core.plan.plan_content import Answer, Content, Leaving, SignalMeans
from planner.queries.wording.plans import HOWS, REPLIES, SIGNALS
from planner.queries.wording.tables import words

Field = tuple[str, str, str]
"""A key that is the same in every version, the field's name, and what it says."""


def fields(content: Content, *, me: UUID, partner: str) -> Iterator[Field]:
    """What a version says, in the order of the page; what it does not say is left out."""
    yield "how", _("How we go"), _how(content, me, partner)
    for whose, text in content.lines:
        name = _mine(whose, me, _("A line from you"), _("A line from %(name)s"), partner)
        yield f"line {whose}", name, text
    for ask in content.asks:
        name = _mine(ask.by, me, _("You ask"), _("%(name)s asks"), partner)
        yield f"ask {ask.id}", name, ask.text
        if ask.answer:
            name = _("%(name)s answers") % {"name": partner or _("your partner")}
            yield f"answer {ask.id}", name if ask.by == me else _("You answer"), _answer(ask.answer)
    for at, line in enumerate(content.if_thens, start=1):
        text = _("If %(if)s, then we %(then)s.") % {"if": line.if_, "then": line.then_we}
        yield f"if {at}", _("If … then we … (%(number)d)") % {"number": at}, text
    yield from _rest(content)


def _rest(content: Content) -> Iterator[Field]:
    yield "arriving", _("Arriving"), content.arriving
    yield "staying_connected", _("Staying connected"), content.staying_connected
    yield "introductions", _("Introductions"), content.introductions
    yield "signal", _("A signal between us"), _signal(content)
    yield "leaving", _("Leaving"), _leaving(content.leaving or Leaving())
    yield "people", _("People and boundaries"), content.people
    yield "afterwards", _("Afterwards"), content.afterwards
    yield "in_return", _("In return"), content.in_return


def _how(content: Content, me: UUID, partner: str) -> str:
    how = words(HOWS, content.how)
    if content.who_goes is None:
        return how
    return f"{how}: {_mine(content.who_goes, me, _('you'), '%(name)s', partner)}"


def _answer(answer: Answer) -> str:
    reply = words(REPLIES, answer.reply)
    return f"{reply}: {answer.text}" if answer.text else reply


def _signal(content: Content) -> str:
    if not content.signal or content.signal_means is SignalMeans.UNSAID:
        return content.signal
    return f"{content.signal} → {words(SIGNALS, content.signal_means)}"


def _leaving(leaving: Leaving) -> str:
    by = _("By %(at)s") % {"at": leaving.latest.isoformat("minutes")} if leaving.latest else ""
    return " · ".join(part for part in (by, leaving.transport) if part)


def _mine(whose: UUID, me: UUID, if_mine: str, if_theirs: str, partner: str) -> str:
    return if_mine if whose == me else if_theirs % {"name": partner or _("your partner")}
