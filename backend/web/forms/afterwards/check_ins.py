"""Two taps afterwards, and who may read them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from planner.actions.afterwards.check_ins import LINE_MAX
from planner.core.check_ins import Felt, Helped, Reveal
from planner.queries import wording
from planner.queries.views import CheckInView

# What is left to offer once each reads the other's. The field still knows `never`: the domain says why not.
_STILL_OPEN = [(value, words) for value, words in wording.REVEALS.items() if value != Reveal.NEVER]


class CheckInForm(forms.Form):
    """How it was; what is not asked (the plan where there was none, who reads it where nobody could) is not
    in the form.
    """

    felt = forms.TypedChoiceField(
        label=_("How was it for you?"),
        choices=list(wording.FELT.items()),
        coerce=lambda value: Felt(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    helped = forms.TypedChoiceField(
        label=_("Did the plan help?"),
        choices=list(wording.HELPED.items()),
        coerce=lambda value: Helped(int(value)),
        empty_value=None,
        required=False,
    )
    line = forms.CharField(
        label=_("One line"),
        required=False,
        max_length=LINE_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reveal = forms.TypedChoiceField(
        label=_("Who reads it"),
        choices=list(wording.REVEALS.items()),
        coerce=Reveal,
        widget=forms.RadioSelect,
        required=False,
        empty_value=Reveal.NEVER,
    )

    def __init__(
        self, data: QueryDict | None, *, seen: CheckInView, usual: Reveal, asks_of_plan: bool
    ) -> None:
        mine = seen.mine
        initial: dict[str, Any] = {"reveal": mine.reveal if mine else usual}
        if mine:
            initial |= {"felt": mine.felt.value, "line": mine.line}
        super().__init__(data, initial=initial)
        if not seen.can_share:
            del self.fields["reveal"]
        if seen.is_mutual:
            self.fields["reveal"].widget.choices = _STILL_OPEN
        if not asks_of_plan:
            del self.fields["helped"]

    def said(self) -> dict[str, Any]:
        """What `actions.check_ins.say` takes."""
        return {"reveal": Reveal.NEVER} | self.cleaned_data
