"""The one thing kept for next time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.actions.afterwards.lessons import TEXT_MAX
from planner.queries.views import LessonView


class LessonForm(forms.Form):
    text = forms.CharField(
        label=_("One thing for next time"), max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 2})
    )
    share = forms.BooleanField(label=_("We both read it"), required=False)

    def __init__(self, *args: Any, kept: LessonView | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {"text": kept.text, "share": kept.is_shared} if kept else {}
