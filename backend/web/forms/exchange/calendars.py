"""What a person calls a feed or a token, and what goes into a feed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planner.core.feed_choices import Choices, Scope
from planner.queries import wording
from planner.queries.views import FeedView


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("So that you know it again, for example “My phone”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FeedForm(NameForm):
    """All that is not asked for stays out: what is missing from a request gives the usual feed."""

    scope = forms.ChoiceField(
        label=_("Which events"),
        choices=wording.choices(wording.SCOPES),
        widget=forms.RadioSelect,
        required=False,
        initial=Scope.ALL,
        help_text=_("Nothing in it says why an event is there."),
    )
    hide_titles = forms.BooleanField(
        label=_("Leave titles and places out: it shows only when you have something"), required=False
    )
    with_alarms = forms.BooleanField(
        label=_("With the alarms that stand in my own events"),
        required=False,
        help_text=_("An iPhone also asks whether to remove alarms: say no there."),
    )
    with_subscriptions = forms.BooleanField(
        label=_("With the calendars that I subscribe to here"),
        required=False,
        help_text=_("Leave it off if your phone has them already, or they show twice."),
    )

    @classmethod
    def of(cls, feed: FeedView, data: Any) -> "FeedForm":
        """As the feed is now, with what was sent."""
        chosen = feed.choices
        return cls(
            data,
            initial={
                "name": feed.name,
                "scope": chosen.scope,
                "hide_titles": not chosen.with_titles,
                "with_alarms": chosen.with_alarms,
                "with_subscriptions": chosen.with_subscriptions,
            },
        )

    @property
    def choices(self) -> Choices:
        given = self.cleaned_data
        return Choices(
            scope=Scope(given["scope"] or Scope.ALL),
            with_titles=not given["hide_titles"],
            with_alarms=given["with_alarms"],
            with_subscriptions=given["with_subscriptions"],
        )
