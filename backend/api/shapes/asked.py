"""What lists may be narrowed to, and in which order they come: by what stands in their answers alone."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.calendar.events import SearchIn, WindowIn
from planner.core.calendar.event_form import KINDS
from planner.core.plan.support_plan import State


def order(*names: str) -> serializers.ChoiceField:
    """By one of these, the other way round with a minus before it."""
    return serializers.ChoiceField(
        choices=[*names, *(f"-{name}" for name in names)],
        required=False,
        help_text="A minus turns the order round.",
    )


def whether(help_text: str) -> serializers.BooleanField:
    return serializers.BooleanField(required=False, allow_null=True, default=None, help_text=help_text)


def kind() -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=list(KINDS), required=False, help_text="Of this kind alone.")


class EventsAsked(SearchIn):
    """A search has an order of its own, so it goes with nothing else."""

    kind = kind()
    is_mine = whether("Yours alone, or your partner's alone.")
    ordering = order("start")


class OccurrencesAsked(WindowIn):
    kind = kind()
    is_mine = whether("Yours alone, or your partner's alone.")


class PlansAsked(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=[one.value for one in State], required=False)
    ordering = order("starts_at")


class TalksAsked(serializers.Serializer[Any]):
    by_me = whether("Those that you suggested, or those that your partner did.")
    is_over = whether("Those that are behind you, or those that are not.")


class FlagsAsked(serializers.Serializer[Any]):
    is_mine = whether("Yours alone, or what your partner shares alone.")


class LessonsAsked(FlagsAsked):
    kind = kind()
    ordering = order("happened_on")


class HelpsAsked(FlagsAsked):
    is_quiet = whether("The quiet helps alone, or all but these.")
