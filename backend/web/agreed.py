"""What stands to be read of a plan before the event: as the card at the door, and aloud the day before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from planner.core.plan import card, support_plan
from planner.core.plan.card import CardLine, Item
from planner.core.plan.plan_content import Ask, Content, How, Leaving
from planner.queries import wording
from planner.queries.views import PersonView, PlanView


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the card; a `lead` stands small before its words, or is who wrote them."""

    text: str
    lead: str = ""
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read in one breath: a heading and its rows."""

    heading: str
    rows: tuple[Row, ...]


def content(seen: PlanView) -> Content | None:
    """What was agreed; for one alone, their own few lines."""
    if seen.agreed:
        return seen.agreed.content
    return None if seen.partner else seen.draft


def card_rows(seen: PlanView, said: Content) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The five lines of the card as its viewer reads them, and those that lie folded below."""
    made = card.of(said, viewer=seen.me.id)
    lines, more = (tuple(_card_row(seen, said, one) for one in part) for part in (made.lines, made.more))
    return lines, more


def passages(seen: PlanView, said: Content) -> tuple[Passage, ...]:
    """All that was agreed, in the order of an evening, as two people read it from one phone.

    It speaks of both by name and is the same for both. Of what may be hard, and for whom, it says nothing.
    """
    read = (
        Passage(_("To each other"), _lines(seen, said)),
        Passage(
            _("What we do for each other"), tuple(_ask_aloud(seen, one) for one in said.asks if one.is_met)
        ),
        Passage(_("Arriving"), _words(said, "arriving", "introductions")),
        Passage(_("Staying connected"), _words(said, "staying_connected")),
        Passage(_("If …, then we …"), tuple(_if_then(*one) for one in _if_thens(said))),
        Passage(_("Our signal"), _signal(said)),
        Passage(_("Leaving"), () if support_plan.is_bare(said) else (Row(_leaving(said.leaving)),)),
        Passage(_("People and boundaries"), _words(said, "people")),
        Passage(_("Afterwards"), _words(said, "in_return", "afterwards")),
    )
    return tuple(one for one in read if one.rows)


def going(seen: PlanView, said: Content) -> str:
    """How they go, with who of them if it is one."""
    goes = next((one for one in _people(seen) if one.id == said.who_goes), None)
    if said.how is How.ONE_OF_US and goes:
        return _("%(name)s goes.") % {"name": goes.name}
    return wording.words(wording.HOWS, said.how)


def _card_row(seen: PlanView, said: Content, line: CardLine) -> Row:
    if line.ask:
        return _ask(seen, line.ask)
    if line.if_then:
        return _if_then(line.if_then.if_, line.if_then.then_we)
    if line.item is Item.LEAVING:
        return Row(_leaving(said.leaving), _("Leaving"))
    if line.item is Item.LINE:
        writer = next((one.name for one in _people(seen) if one.id == line.by), "")
        lead = _("From %(name)s:") % {"name": writer} if seen.partner and writer else ""
        return Row(line.text, lead, is_line=True)
    return Row(line.text, _heading(line.item))


def _heading(item: Item) -> str:
    if item is Item.ARRIVING:
        return _("Arriving")
    return _("Staying connected") if item is Item.STAYING_CONNECTED else _("Introductions")


def _ask(seen: PlanView, ask: Ask) -> Row:
    """An ask that was met, in the words of whoever does it, or as it was asked."""
    mine, name = ask.by == seen.me.id, seen.partner.name if seen.partner else ""
    if ask.answer and ask.answer.text:
        return Row(ask.answer.text, _("%(name)s says") % {"name": name} if mine else _("You say"))
    if not mine:
        return Row(ask.text, _("%(name)s would love it if you …") % {"name": name})
    if not name:
        return Row(ask.text, _("You would love it if …"))
    return Row(ask.text, _("You would love it if %(name)s …") % {"name": name})


def _asks_aloud(seen: PlanView, said: Content) -> tuple[Row, ...]:
    return tuple(_ask_aloud(seen, one) for one in said.asks if one.is_met)


def _ask_aloud(seen: PlanView, ask: Ask) -> Row:
    names = {one.id: one.name for one in _people(seen)}
    asker = names.get(ask.by, "")
    other = next((name for person, name in names.items() if person != ask.by), "")
    if ask.answer and ask.answer.text:
        return Row(ask.answer.text, _("%(name)s says") % {"name": other})
    if not other:
        return Row(ask.text, _("You would love it if …"))
    return Row(ask.text, _("%(asker)s would love it if %(other)s …") % {"asker": asker, "other": other})


def _lines(seen: PlanView, said: Content) -> tuple[Row, ...]:
    names = {one.id: one.name for one in _people(seen)}
    return tuple(Row(text, names.get(by, ""), is_line=True) for by, text in said.lines if text)


def _if_thens(said: Content) -> tuple[tuple[str, str], ...]:
    return tuple((one.if_, one.then_we) for one in said.if_thens)


def _if_then(if_: str, then_we: str) -> Row:
    return Row(_("we %(then)s") % {"then": then_we}, _("If %(if)s") % {"if": if_})


def _words(said: Content, *names: str) -> tuple[Row, ...]:
    return tuple(Row(text) for name in names if (text := getattr(said, name)))


def _signal(said: Content) -> tuple[Row, ...]:
    if not said.signal:
        return ()
    means = wording.words(wording.SIGNALS, said.signal_means) if said.signal_means else ""
    return (Row(f"{said.signal} → {means}" if means else said.signal),)


def _leaving(leaving: Leaving | None) -> str:
    said = []
    if leaving and leaving.latest:
        said.append(_("By %(at)s") % {"at": wording.clock(leaving.latest)})
    if leaving and leaving.transport:
        said.append(leaving.transport)
    return " · ".join((*said, _("Either of us can call it, no reason needed.")))


def _people(seen: PlanView) -> tuple[PersonView, ...]:
    return (seen.me, seen.partner) if seen.partner else (seen.me,)
