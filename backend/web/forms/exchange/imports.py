"""A calendar file, and which of its events involve both."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from planner.queries.views import EventView

MEGABYTE = 1_000_000


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Calendar file"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("A file that ends in .ics, as calendars export it."),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            most = settings.IMPORT_MAX_BYTES // MEGABYTE
            raise forms.ValidationError(
                _("This file is larger than %(most)d MB. Export a shorter time span and try again.")
                % {"most": most}
            )
        return file


class InvolvesBoth(forms.Form):
    """Ticks for the events that came from outside; what is ticked becomes shared."""

    events = forms.TypedMultipleChoiceField(
        label=_("Which of these involve you both?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, brought: Sequence[EventView], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["events"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.id), one.title) for one in brought]

    @property
    def said(self) -> str:
        """What is told once they are shared."""
        count = len(self.cleaned_data["events"])
        return ngettext("You share %(count)d event now.", "You share %(count)d events now.", count) % {
            "count": count
        }
