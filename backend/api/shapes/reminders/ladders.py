"""Ladders on the wire, and what they come to for one occurrence."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.fields import WallTime
from backend.api.shapes.reminders.log import ReminderOut
from planner.core.reminding import ladder_sets
from planner.core.reminding.reminders import OURS, Rungs, Step, Waits
from planner.queries.views.reminders.dry_runs import Comes

_OURS = ladder_sets.written(OURS)


def _number(name: str, most: int) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=most, default=_OURS[name])


def _clock(name: str) -> serializers.TimeField:
    return serializers.TimeField(format="%H:%M", default=_OURS[name], help_text="On your clock.")


def _days(step: Step) -> serializers.IntegerField:
    return _number(f"{ladder_sets.field_of(step)}_days", ladder_sets.most_days(step))


class LadderIn(serializers.Serializer[Any]):
    """What is left out is as it was to begin with; an empty list of `steps` means that nothing is sent."""

    steps = serializers.ListField(
        child=serializers.ChoiceField(choices=[step.value for step in Step]),
        max_length=len(Step),
        default=[step.value for step in Step],
    )
    early_days = _days(Step.EARLY)
    early_at = _clock("early_at")
    talk_days = _days(Step.TALK)
    talk_at = _clock("talk_at")
    last_call_days = _days(Step.LAST_CALL)
    last_call_at = _clock("last_call_at")
    read_through_days = _days(Step.READ_THROUGH)
    read_through_at = _clock("read_through_at")
    card_hours = _number("card_hours", ladder_sets.MOST_HOURS_FOR_THE_CARD)
    check_in_at = _clock("check_in_at")


class LadderOut(LadderIn):
    """What counts for one kind of event. `is_own`: you have chosen it for this very kind."""

    kind = serializers.ChoiceField(choices=list(ladder_sets.KINDS), read_only=True)
    is_own = serializers.BooleanField(read_only=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        steps = [step.value for step in Step if step in instance.rungs.steps]
        said = {"kind": instance.kind, "is_own": instance.is_own, "steps": steps}
        return super().to_representation(said | ladder_sets.written(instance.rungs))


class DryRunLineOut(serializers.Serializer[Any]):
    """One step. `due_local` is earlier than `at_local` if it `waits`. `reason` is a code.

    `goes_along`: it comes in one message with others, for they would be too many for one day.
    """

    step = serializers.CharField(read_only=True)
    comes = serializers.ChoiceField(choices=[one.value for one in Comes], read_only=True)
    channel = serializers.CharField(read_only=True)
    at_local = WallTime(allow_null=True, read_only=True)
    due_local = WallTime(allow_null=True, read_only=True)
    waits = serializers.ChoiceField(choices=[one.value for one in Waits], allow_null=True, read_only=True)
    reason = serializers.CharField(read_only=True)
    goes_along = serializers.BooleanField(read_only=True)


class DryRunOut(serializers.Serializer[Any]):
    """What went out so far, what will, what comes whenever there is something to tell, and what does not."""

    past = ReminderOut(many=True, read_only=True)
    coming = DryRunLineOut(many=True, read_only=True)
    whenever = DryRunLineOut(many=True, read_only=True)
    not_coming = DryRunLineOut(many=True, read_only=True)


def rungs(given: dict[str, Any]) -> Rungs:
    """What a body of the shape `LadderIn` says."""
    return ladder_sets.read(map(Step, given["steps"]), given)
