"""An event as somebody fills it in: days and times apart, and a few ways of repeating."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from backend.web import rule_words
from backend.web.forms.calendar import repeats
from backend.web.forms.calendar.repeats import Repeats
from backend.web.forms.people.zones import ZoneField
from planner.core.calendar.event_form import DESCRIPTION_MAX, LOCATION_MAX, TITLE_MAX, EventForm
from planner.core.visibility import Visibility
from planner.queries import wording
from planner.queries.views import CoupleView, EventView

ONE_DAY = timedelta(days=1)
MOST_TIMES = 1_000
CORE_NAMES = {"start": "start_on", "end": "end_on", "rrule": "repeat"}
"""Where the domain's fields are found on the page."""


class DayField(forms.DateField):
    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class ClockField(forms.TimeField):
    def __init__(self, **more: Any) -> None:
        missing = {"required": _("Give a time, or say that it takes the whole day.")}
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, error_messages=missing, **more)


class EventFields(forms.Form):
    """`value` is what the domain takes. `couple` gives the worlds their names."""

    use_required_attribute = False  # A browser would ask for times of an event of whole days.

    title = forms.CharField(
        label=_("What is it?"), max_length=TITLE_MAX, error_messages={"required": _("Give it a name.")}
    )
    start_on = DayField(label=_("Day"))
    start_time = ClockField(label=_("Begins"))
    end_time = ClockField(label=_("Ends"))
    is_all_day = forms.BooleanField(label=_("It takes the whole day"), required=False)
    end_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty for one day or one evening, also past midnight."),
    )
    location = forms.CharField(label=_("Where"), max_length=LOCATION_MAX, required=False)
    kind = forms.ChoiceField(
        label=_("What sort of event"), choices=wording.choices(wording.KINDS), widget=forms.RadioSelect
    )
    world = forms.ChoiceField(label=_("Whose world it belongs to"), widget=forms.RadioSelect)
    visibility = forms.ChoiceField(
        label=_("Who sees it"), choices=wording.choices(wording.VISIBILITIES), widget=forms.RadioSelect
    )
    repeat = forms.ChoiceField(label=_("Does it repeat?"), choices=repeats.CHOICES, required=False)
    until = DayField(label=_("Until"), required=False)
    times = forms.IntegerField(label=_("Or so many times"), min_value=1, max_value=MOST_TIMES, required=False)
    tzid = ZoneField(label=_("Time zone"), help_text=_("The clocks where it takes place."))
    description = forms.CharField(
        label=_("Notes to the event"),
        max_length=DESCRIPTION_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, couple: CoupleView, event: EventView | None = None, rrule: str = "", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.rrule = event.rrule if event else rrule
        self.choices_of("world", world_choices(couple))
        if self["is_all_day"].data:
            for name in ("start_time", "end_time"):
                self.fields[name].required = False
        if rrule:
            kept = (repeats.KEEP, capfirst(rule_words.words(rrule)))
            self.choices_of("repeat", [kept, *repeats.CHOICES])
        elif self.initial.get("repeat") == repeats.KEEP:
            self.choices_of("repeat", [repeats.KEEP_CHOICE, *repeats.CHOICES])

    def choices_of(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("until") and given.get("times"):
            self.add_error("times", _("Choose one of the two: a last day, or so many times."))
        return given

    @property
    def value(self) -> EventForm:
        given = self.cleaned_data
        start, end = _span(given)
        return EventForm(
            title=given["title"],
            start=start,
            end=end,
            is_all_day=given["is_all_day"],
            tzid=given["tzid"],
            rrule=self._rule(),
            location=given["location"],
            description=given["description"],
            kind=given["kind"],
            world=given["world"],
            visibility=Visibility(given["visibility"]),
        )

    def _rule(self) -> str:
        given = self.cleaned_data
        if given["repeat"] == repeats.KEEP:
            return self.rrule
        return repeats.text(Repeats(given["repeat"], given["until"], given["times"]))


def world_choices(couple: CoupleView) -> list[tuple[str, Any]]:
    theirs = _("%(name)s’s") % {"name": couple.partner.name} if couple.partner else _("My partner’s")
    return [("mine", _("Mine")), ("yours", theirs), ("ours", _("Ours"))]


def fresh(day: date | None) -> Mapping[str, Any]:
    """What a new event begins with."""
    return {
        "start_on": day,
        "start_time": time(19),
        "end_time": time(22),
        "kind": "other",
        "world": "mine",
        "visibility": Visibility.SHARED,
        "tzid": timezone.get_current_timezone_name(),
    }


def filled(event: EventView) -> Mapping[str, Any]:
    """What the form holds for an event that is there already."""
    rule = repeats.read(event.rrule, event.tzid)
    timed = {} if event.is_all_day else {"start_time": event.start.time(), "end_time": event.end.time()}
    return timed | {
        "title": event.title,
        "start_on": event.start.date(),
        "end_on": None if event.end.date() == event.start.date() else event.end.date(),
        "is_all_day": event.is_all_day,
        "tzid": event.tzid or timezone.get_current_timezone_name(),
        "repeat": rule.how,
        "until": rule.until,
        "times": rule.times,
        "location": event.location,
        "description": event.description,
        "kind": event.kind,
        "world": event.world,
        "visibility": event.visibility,
    }


def _span(given: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Start and end on the wall; an end that the clock shows before the start is meant for the next day."""
    start_on, end_on = given["start_on"], given["end_on"]
    if given["is_all_day"]:
        return datetime.combine(start_on, time()), datetime.combine(end_on or start_on, time())
    start = datetime.combine(start_on, given["start_time"])
    end = datetime.combine(end_on or start_on, given["end_time"])
    return start, end + ONE_DAY if end < start and end_on is None else end
