"""Saying back what one heard, and answering it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from backend.web.forms.plan.plan_fields import Words, heard_field
from planner.core.plan.reflecting import Heard
from planner.queries import wording


class ReflectForm(forms.Form):
    """The sentence about one version."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    heard = heard_field()

    def __init__(self, data: QueryDict | None = None, *, version: int) -> None:
        super().__init__(data, initial={"version": version}, auto_id="reflect_%s")


class HeardForm(forms.Form):
    """*That's it* or *Almost*, with words to the latter if one likes."""

    reflection = forms.UUIDField(widget=forms.HiddenInput)
    reply = forms.ChoiceField(choices=wording.choices(wording.HEARD))
    words = Words(_("Almost: what is missing?"), rows=1)

    def __init__(self, data: QueryDict | None = None, **more: Any) -> None:
        super().__init__(data, auto_id="heard_%s", **more)

    @property
    def reply_given(self) -> Heard:
        return Heard(self.cleaned_data["reply"])
