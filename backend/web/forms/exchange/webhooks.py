"""Where a person's own program is, and what it is told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.web.forms.exchange.calendars import NameForm
from planner.core.post_address import LONGEST
from planner.core.webhooks.kinds import CHOICES
from planner.queries import wording
from planner.queries.views import WebhookView


class WebhookForm(NameForm):
    kinds = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=[(one.value, wording.WEBHOOK_KINDS[one]) for one in CHOICES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What kind of thing it is, ids and times. No title, no name, no text."),
    )

    @classmethod
    def of(cls, webhook: WebhookView, data: Any) -> "WebhookForm":
        """As it is now, with what was sent."""
        return cls(data, initial={"name": webhook.name, "kinds": list(webhook.kinds)})


class NewWebhookForm(WebhookForm):
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        help_text=_("It begins with https://."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "url", "kinds")
