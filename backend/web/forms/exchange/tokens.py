"""What a token for a program is for, and for how long."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.web.forms.exchange.calendars import NameForm
from planner.core.scopes import Scope
from planner.queries import wording

FOR_GOOD = ""


class TokenForm(NameForm):
    scopes = forms.TypedMultipleChoiceField(
        label=_("What may it do?"),
        choices=wording.choices(wording.TOKEN_SCOPES),
        coerce=Scope,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
        error_messages={"required": _("Choose what it is for.")},
    )
    days = forms.ChoiceField(
        label=_("For how long?"),
        choices=[
            ("30", _("A month")),
            ("365", _("A year")),
            (FOR_GOOD, _("Until I end it")),
        ],
        initial="365",
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def lasts(self) -> timedelta | None:
        days = self.cleaned_data["days"]
        return timedelta(days=int(days)) if days else None
