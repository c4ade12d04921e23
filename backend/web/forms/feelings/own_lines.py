"""What a person keeps to themselves about one evening."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from planner.actions.feelings.own_lines import TEXT_MAX
from planner.queries.views import OwnLinesView


def _text(*, example: Any, **said: Any) -> forms.CharField:
    hint = format_lazy(_("for example: {example}"), example=example)
    area = forms.Textarea(attrs={"rows": 2, "placeholder": hint})
    return forms.CharField(max_length=TEXT_MAX, required=False, widget=area, **said)


NAMES = ("coping", "quiet_helps")


def with_line(data: QueryDict, lines: Iterable[str]) -> QueryDict:
    """What was sent, with these lines under the quiet helps that are in it."""
    before = data.get("quiet_helps", "").strip()
    added = [line for line in lines if line not in before.splitlines()]
    if not added:
        return data
    joined = data.copy()
    joined["quiet_helps"] = "\n".join(filter(None, (before, *added)))
    return joined


class OwnLinesForm(forms.Form):
    coping = _text(
        label=_("My own coping"),
        help_text=_("What I do for myself when it gets much."),
        example=_("five minutes on the balcony, slow breaths"),
    )
    quiet_helps = _text(
        label=_("My quiet helps"),
        help_text=_("What I do for the other without a word about it."),
        example=_("I keep a glass of water within reach"),
    )

    def __init__(self, data: QueryDict | None, *, own: OwnLinesView | None, auto_id: str = "own_%s") -> None:
        initial: dict[str, Any] = {"coping": own.coping, "quiet_helps": own.quiet_helps} if own else {}
        super().__init__(data, initial=initial, auto_id=auto_id)
        for name in NAMES:
            self.fields[f"was_{name}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=initial.get(name, "")
            )

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAMES}

    @property
    def was(self) -> dict[str, str] | None:
        """What the page was filled with, from a page that says so."""
        sent = {name: f"was_{name}" for name in NAMES if f"was_{name}" in self.data}
        return {name: self.cleaned_data[field] for name, field in sent.items()} if sent else None
