"""What a person keeps to themselves about one evening."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from planner.actions.own_lines import TEXT_MAX
from planner.queries.views import OwnLinesView

EXAMPLE = _("for example: {example}")


class OwnLinesForm(forms.Form):
    coping = forms.CharField(
        label=_("My own coping"),
        help_text=_("What I do for myself when it gets much."),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "placeholder": format_lazy(EXAMPLE, example=_("five minutes on the balcony, slow breaths")),
            }
        ),
    )
    quiet_helps = forms.CharField(
        label=_("My quiet helps"),
        help_text=_("What I do for the other without a word about it."),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "placeholder": format_lazy(EXAMPLE, example=_("I keep a glass of water within reach")),
            }
        ),
    )

    def __init__(self, data: QueryDict | None, *, own: OwnLinesView | None, auto_id: str = "own_%s") -> None:
        initial: dict[str, Any] = {"coping": own.coping, "quiet_helps": own.quiet_helps} if own else {}
        super().__init__(data, initial=initial, auto_id=auto_id)
