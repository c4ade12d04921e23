"""What somebody takes away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.queries import wording


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("As what?"),
        choices=wording.choices(wording.EXPORTS),
        initial="archive",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
        help_text=_(
            "The calendar file has all your events and opens in any calendar program. The archive has them "
            "too, and what you said and planned here, once for reading and once for programs."
        ),
    )
    with_subscriptions = forms.BooleanField(
        label=_("With the calendars that you subscribe to"), required=False
    )
