"""What lies over a calendar: the country whose holidays to show, and birthdays."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from planner.core import public_holidays, vcards
from planner.core.birthdays import FIRST_YEAR, NAME_MAX, BirthdayForm
from planner.queries.views import BirthdayView, LayerChoiceView

MEGABYTE = 1_000_000


class LayersForm(forms.Form):
    country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    subdivision = forms.ChoiceField(
        label=_("Which part of it"),
        required=False,
        help_text=_("Where it has holidays of its own."),
    )
    shows_birthdays = forms.BooleanField(label=_("Show birthdays"), required=False)

    def __init__(self, *args: Any, chosen: LayerChoiceView, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {
            "country": chosen.country,
            "subdivision": chosen.subdivision,
            "shows_birthdays": chosen.shows_birthdays,
        }
        _choose(self, "country", _("No country"), public_holidays.countries(get_language() or "en"))
        # The list belongs to the country that was chosen before; after a new one the page asks again.
        parts = public_holidays.subdivisions(chosen.country)
        if parts:
            _choose(self, "subdivision", _("The whole country"), parts)
        else:
            del self.fields["subdivision"]

    def chosen(self, before: LayerChoiceView) -> dict[str, Any]:
        """What to choose; a part of another country is no part of this one."""
        given = self.cleaned_data
        part = given.get("subdivision", "") if given["country"] == before.country else ""
        return {**given, "subdivision": part}


def _choose(form: forms.Form, name: str, none: Any, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", none), *choices]


class BirthdayPageForm(forms.Form):
    name = forms.CharField(
        label=_("Whose birthday"), max_length=NAME_MAX, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31)
    month = forms.TypedChoiceField(label=_("Month"), coerce=int, choices=list(MONTHS.items()))
    year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        min_value=FIRST_YEAR,
        help_text=_("With it the calendar says how old they turn."),
    )
    is_shared = forms.BooleanField(
        label=_("We both see it"),
        required=False,
        initial=True,
        help_text=_("Else it is in your calendar only."),
    )

    @property
    def written(self) -> BirthdayForm:
        return BirthdayForm(**self.cleaned_data)


def initial(one: BirthdayView) -> dict[str, Any]:
    """The form's fields as they stand."""
    return {name: getattr(one, name) for name in BirthdayPageForm.base_fields}


class ShareForm(forms.Form):
    """Ticks for the birthdays that both see."""

    shared = forms.TypedMultipleChoiceField(coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, mine: Sequence[BirthdayView], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["shared"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.id), one.name) for one in mine]
        field.initial = [str(one.id) for one in mine if one.is_shared]


class AddressBookForm(forms.Form):
    file = forms.FileField(
        label=_("Address book"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".vcf,text/vcard,text/x-vcard"}),
        help_text=_("A file that ends in .vcf, as phones and mail programs export their contacts."),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > vcards.MAX_BYTES:
            most = vcards.MAX_BYTES // MEGABYTE
            raise forms.ValidationError(
                _("This file is larger than %(most)d MB. Export the contacts without their pictures.")
                % {"most": most}
            )
        return file
