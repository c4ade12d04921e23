"""A support plan as a form: what is on the table comes from its version, what is typed from the writer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.web.forms.plan.if_thens import IfThensForm
from backend.web.forms.plan.plan_fields import AnswersForm, Words, WrittenField, version_number
from backend.web.forms.plan.plan_rows import AskRow, Fold, LineRow, Rows, parted
from planner.core.plan import support_plan
from planner.core.plan.drafting import Draft
from planner.core.plan.plan_content import (
    MAX_ASK_ID,
    MAX_ASKS_EACH,
    TEXTS,
    Ask,
    Content,
    How,
    Leaving,
    SignalMeans,
)
from planner.queries import wording
from planner.queries.views import PlanView

FIRST_LINE = (_("we get separated"), _("meet at the coats within ten minutes"))
ALWAYS = {"afterwards", "line"}
"""What may be said of every evening, also of one that they decline."""
FOR_TWO = ("how", "who_goes", "in_return", "signal", "signal_means")


class PlanForm(IfThensForm, AnswersForm):
    """A draft, which may be half-written.

    `base` is the version that it is written on, `was` what the page was filled with. A form that is filled
    with a `draft` stays on the version of that.
    """

    least_lines, spare_lines = 3, 2
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    was = WrittenField(required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label=_("How we go"), choices=wording.choices(wording.HOWS), widget=forms.RadioSelect
    )
    who_goes = forms.ChoiceField(label=_("If one of us goes: who?"), widget=forms.RadioSelect, required=False)
    latest = forms.TimeField(
        label=_("At the latest at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    transport = Words(_("The way home"), example=_("The last tram, or a taxi if it rains"), rows=1)
    arriving = Words(_("Arriving"), example=_("We walk in side by side"))
    staying_connected = Words(_("Staying connected"), example=_("We look for each other every half hour"))
    introductions = Words(_("Introductions"), example=_("You say my name and one thing I like talking about"))
    signal = Words(_("A signal between us"), example=_("A hand on the watch"), rows=1)
    signal_means = forms.ChoiceField(
        label=_("What it means"),
        choices=wording.choices(wording.SIGNALS),
        widget=forms.RadioSelect,
        required=False,
    )
    people = Words(
        _("People and boundaries"),
        example=_("Whose family it is speaks up first"),
        help_text=_("Whose family it is, and who speaks up. Touch that is not wanted is a boundary."),
    )
    afterwards = Words(_("Afterwards"), example=_("Tea in the kitchen; we talk about it tomorrow"))
    line = Words(_("A line to each other"), example=_("You first. The rest is just a party."), rows=1)
    in_return = Words(_("In return: what goes the other way. You both write here"), rows=1)

    def __init__(self, data: QueryDict | None = None, *, plan: PlanView, draft: Draft | None = None) -> None:
        base = draft.base if draft else _base(data, plan)
        self.plan, self.me = plan, plan.me.id
        self.table = plan.versions[base - 1].content if base else Content()
        self.written = draft.content if draft else plan.draft or self.table
        answered = self.written if data is None else self.table
        super().__init__(
            data,
            asks=support_plan.asks_to(answered, self.me),
            initial=_initial(self.written, self.me) | {"base": base, "was": self.written},
        )
        self._add_asks()
        self.add_lines(data, self.written.if_thens, FIRST_LINE)
        self._suit_the_people()

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if given.get("how") == How.ONE_OF_US and not given.get("who_goes"):
            self.add_error("who_goes", _("Say which of you goes."))
        return given

    @property
    def content(self) -> Content:
        """What was written, together with what is the other's on the table."""
        given = self.cleaned_data
        how = How(given.get("how", How.TOGETHER))
        goes = given.get("who_goes") if how is How.ONE_OF_US else None
        return Content(
            how=how,
            who_goes=UUID(goes) if goes else None,
            asks=(*self._their_asks(), *self._my_asks()),
            if_thens=tuple(self.if_thens),
            signal_means=SignalMeans(given.get("signal_means", "")),
            leaving=Leaving(given["latest"], given["transport"]),
            lines=self._lines_to_each_other(),
            **{name: given.get(name, "") for name in TEXTS},
        )

    @property
    def ask_rows(self) -> Rows:
        mine = [ask for ask in self.written.asks if ask.by == self.me]
        answers = [mine[at].answer if at < len(mine) else None for at in range(MAX_ASKS_EACH)]
        return parted(
            AskRow(self[f"ask_id_{at}"], self[f"ask_{at}"], answer) for at, answer in enumerate(answers)
        )

    @property
    def line_rows(self) -> Rows:
        return parted(LineRow(self[f"if_{at}"], self[f"then_{at}"]) for at in range(self.line_count))

    @property
    def folds(self) -> Iterator[Fold]:
        unsent = gettext("It stays on the pages of this plan: it is in no mail, no message and no calendar.")
        yield self._fold(gettext("At the door and inside"), "arriving", "staying_connected", "introductions")
        if self.plan.partner:
            yield self._fold(gettext("A signal between you"), "signal", "signal_means", note=unsent)
        yield self._fold(gettext("People and boundaries"), "people")
        yield self._fold(gettext("Afterwards"), "afterwards")
        yield self._fold(gettext("Kind words"), *(("line", "in_return") if self.plan.partner else ("line",)))

    def _fold(self, title: str, *names: str, note: str = "") -> Fold:
        return Fold(title, note, tuple(self[name] for name in names), is_of_the_evening=not ALWAYS & {*names})

    def _add_asks(self) -> None:
        mine = [ask for ask in self.written.asks if ask.by == self.me]
        for at in range(MAX_ASKS_EACH):
            ask = mine[at] if at < len(mine) else Ask(self._name_for(at), self.me, "")
            self.fields[f"ask_id_{at}"] = forms.CharField(
                required=False, max_length=MAX_ASK_ID, widget=forms.HiddenInput, initial=ask.id
            )
            self.fields[f"ask_{at}"] = Words(
                gettext("I’d love it if you … (%(number)d)") % {"number": at + 1},
                example=_("stay beside me for the first half hour") if at == 0 else "",
                rows=1,
                initial=ask.text,
            )

    def _name_for(self, at: int) -> str:
        """The id of an ask that is yet to be written: the same however often one page sends it.

        With a key, for the other will read it: nobody can try words until those of a draft give this id.
        """
        whole = f"{self.plan.id}/{self.me}/{self.plan.draft_revision}/{at}"
        return salted_hmac("plans.asks", whole).hexdigest()[:MAX_ASK_ID]

    def _suit_the_people(self) -> None:
        """The choices that two have, and nothing that takes two for one alone."""
        partner = self.plan.partner
        if partner is None:
            for name in FOR_TWO:
                del self.fields[name]
            return
        goes = cast(forms.ChoiceField, self.fields["who_goes"])
        goes.choices = [
            (str(self.me), gettext("I go")),
            (str(partner.id), gettext("%(name)s goes") % {"name": partner.name}),
        ]

    def _their_asks(self) -> Iterator[Ask]:
        return (replace(ask, answer=self.answer(at)) for at, ask in enumerate(self.asks))

    def _my_asks(self) -> Iterator[Ask]:
        """An ask whose words are unchanged keeps its answer."""
        answers = {(ask.id, ask.text): ask.answer for ask in self.table.asks if ask.by == self.me}
        for at in range(MAX_ASKS_EACH):
            text = self.cleaned_data.get(f"ask_{at}", "")
            if text:
                name = self.cleaned_data.get(f"ask_id_{at}") or uuid4().hex
                yield Ask(name, self.me, text, answers.get((name, text)))

    def _lines_to_each_other(self) -> tuple[tuple[UUID, str], ...]:
        theirs = tuple(one for one in self.table.lines if one[0] != self.me)
        mine = self.cleaned_data.get("line", "")
        return (*theirs, (self.me, mine)) if mine else theirs


class ProposalForm(PlanForm):
    """A plan that is put on the table: its lines are whole, and the other's asks are answered."""

    @property
    def content(self) -> Content:
        """Of an evening that they decline, what its form does not show is not said either."""
        said = super().content
        if said.how is not How.DECLINE:
            return said
        return Content(
            how=said.how,
            asks=tuple(ask for ask in said.asks if ask.by != self.me),
            in_return=said.in_return,
            afterwards=said.afterwards,
            lines=said.lines,
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.demand_whole_lines()
        if self.cleaned_data.get("how") in (How.TOGETHER, How.PART):
            self.demand_answers()
        return self.cleaned_data


def _initial(content: Content, me: UUID) -> dict[str, Any]:
    leaving = content.leaving or Leaving()
    texts = {name: getattr(content, name) for name in TEXTS}
    return texts | {
        "how": content.how.value,
        "who_goes": str(content.who_goes or ""),
        "latest": leaving.latest,
        "transport": leaving.transport,
        "signal_means": content.signal_means.value,
        "line": content.line_of(me),
    }


def _base(data: QueryDict | None, plan: PlanView) -> int:
    """The version that the form was filled from: what is on the table, unless the sender says otherwise."""
    if data is None:
        return plan.base
    given = version_number(data.get("base", ""))
    return plan.base if given is None else min(given, len(plan.versions))
