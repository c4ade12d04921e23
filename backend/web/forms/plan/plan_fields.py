"""The parts of a plan's forms: texts, and the answers to what the other asked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from planner import errors
from planner.core.plan.plan_content import MAX_TEXT, Answer, Ask, Content, Reply
from planner.queries import wording

ALL = "all"
"""The button that answers each ask *Yes, gladly*."""


class Words(forms.CharField):
    """A short text. Browsers send other line ends than they were given, which are no change of the words."""

    def __init__(self, label: Any, *, example: Any = "", rows: int = 2, **more: Any) -> None:
        hint = format_lazy(_("for example: {example}"), example=example) if example else ""
        area = forms.Textarea(attrs={"rows": rows, "placeholder": hint})
        super().__init__(label=label, required=False, max_length=MAX_TEXT, widget=area, **more)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class WrittenField(forms.CharField):
    """A content that travels with the page. Without one, or with one that is none, nothing is compared."""

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value.to_json(), ensure_ascii=False) if isinstance(value, Content) else value

    def to_python(self, value: Any) -> Content | None:  # type: ignore[override]
        try:
            return Content.from_json(json.loads(value)) if value else None
        except (ValueError, RecursionError, errors.AlongsideError):
            return None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What the other asks, and the fields of its answer."""

    ask: Ask
    reply: forms.BoundField
    text: forms.BoundField


class AnswersForm(forms.Form):
    """An answer, or none yet, to each of these asks."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        asks: Sequence[Ask],
        initial: dict[str, Any] | None = None,
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, initial=initial, auto_id=auto_id)
        self.asks = tuple(asks)
        for at, ask in enumerate(self.asks):
            given = ask.answer or Answer(Reply.YES)
            self.fields[f"reply_{at}"] = _reply(given.reply if ask.answer else None)
            self.fields[f"other_{at}"] = Words(_("Or what instead?"), rows=1, initial=given.text)

    def clean(self) -> dict[str, Any]:
        super().clean()
        for at, ask in enumerate(self.asks):
            self._check(at, ask)
        return self.cleaned_data

    def answer(self, at: int) -> Answer | None:
        """What was chosen for the ask at this place."""
        reply = self.cleaned_data.get(f"reply_{at}")
        return Answer(Reply(reply), self.cleaned_data.get(f"other_{at}", "")) if reply else None

    @property
    def answers(self) -> dict[str, Answer]:
        """What was chosen, by the id of the ask."""
        given = {ask.id: self.answer(at) for at, ask in enumerate(self.asks)}
        return {name: answer for name, answer in given.items() if answer}

    @property
    def answer_rows(self) -> Iterator[AnswerRow]:
        for at, ask in enumerate(self.asks):
            yield AnswerRow(ask, self[f"reply_{at}"], self[f"other_{at}"])

    def demand_answers(self) -> None:
        """Silence never agrees, so each ask wants its word."""
        for at, _ask in enumerate(self.asks):
            if not self.cleaned_data.get(f"reply_{at}") and f"reply_{at}" not in self.errors:
                self.add_error(f"reply_{at}", _("Choose one. “Not this time” is an answer too."))

    def _check(self, at: int, ask: Ask) -> None:
        answer = self.answer(at)
        if answer is None:
            return
        if answer.reply is Reply.OTHER and not answer.text:
            self.add_error(f"other_{at}", _("Say what you would rather do."))
        if answer.reply is Reply.YES and answer.text:
            self.add_error(f"reply_{at}", _("You wrote something else, so choose “Something else”."))


class AgreeForm(AnswersForm):
    """A yes to one version, with an answer to each of its asks unless it can be agreed without."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        asks: Sequence[Ask],
        version: int,
        is_bare: bool,
        may_reflect: bool = True,
    ) -> None:
        super().__init__(_gladly(data, asks), asks=asks, initial={"version": version}, auto_id="agree_%s")
        self.is_bare = is_bare
        if may_reflect:
            self.fields["heard"] = heard_field()

    @property
    def wants_answers(self) -> bool:
        """Whether a yes takes an answer to what the other asks."""
        return bool(self.asks) and not self.is_bare

    @property
    def said_back(self) -> str:
        """The sentence that goes with the yes, if it was written."""
        return str(self.cleaned_data.get("heard", ""))

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.is_bare:
            self.demand_answers()
        return self.cleaned_data


def heard_field() -> Words:
    """A sentence that its label begins."""
    return Words(
        _("What I heard matters most to you is …"),
        example=_("that we leave while it is still good"),
        rows=1,
    )


def _gladly(data: QueryDict | None, asks: Sequence[Ask]) -> QueryDict | None:
    """What was sent; the one button that says *Yes, gladly* to all of it is an answer to each."""
    if data is None or ALL not in data:
        return data
    said = data.copy()
    for at, _ask in enumerate(asks):
        said[f"reply_{at}"] = Reply.YES.value
    return said


def version_number(text: str) -> int | None:
    """The number of a version that a form sent, or None for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _reply(initial: Reply | None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Your answer"),
        choices=wording.choices(wording.REPLIES),
        widget=forms.RadioSelect,
        required=False,
        initial=initial.value if initial else None,
    )
