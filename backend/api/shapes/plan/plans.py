"""Plans and agreements on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.calendar.events import OccurrenceOut
from backend.api.shapes.content import MAX_ASKS, AnswerShape, ContentShape
from backend.api.shapes.fields import WallTime, many, recurrence_id
from planner.core.plan.plan_content import MAX_ASK_ID, MAX_TEXT
from planner.core.plan.reflecting import Heard
from planner.core.plan.support_plan import Missing, State


class PersonOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)


class VersionOut(serializers.Serializer[Any]):
    """A proposed plan, frozen, and who says yes to it now."""

    number = serializers.IntegerField(read_only=True)
    by_me = serializers.BooleanField(read_only=True)
    author_name = serializers.CharField(read_only=True)
    content = ContentShape(read_only=True)
    proposed_on = serializers.DateField(read_only=True)
    my_yes = serializers.BooleanField(read_only=True)
    their_yes = serializers.BooleanField(read_only=True)
    is_agreed = serializers.BooleanField(read_only=True)


class SpareOut(serializers.Serializer[Any]):
    """Something that you wrote in another window at the same time, in a place that holds other words now.

    `key` begins with the field.
    """

    id = serializers.CharField(read_only=True)
    key = serializers.ListField(child=serializers.CharField(), read_only=True)
    words = serializers.ListField(child=serializers.CharField(), read_only=True)


class ReflectionOut(serializers.Serializer[Any]):
    """ "What I heard matters most to you is …", about one version; `reply` is null until it is answered."""

    id = serializers.UUIDField(read_only=True)
    version = serializers.IntegerField(source="number", read_only=True)
    by_me = serializers.BooleanField(read_only=True)
    text = serializers.CharField(read_only=True)
    said_on = serializers.DateField(read_only=True)
    reply = serializers.ChoiceField(choices=[one.value for one in Heard], allow_null=True, read_only=True)
    reply_text = serializers.CharField(read_only=True)


class PlanOut(serializers.Serializer[Any]):
    """The plan of one occurrence, for its reader: `draft` is their own."""

    id = serializers.UUIDField(read_only=True)
    occurrence = OccurrenceOut(allow_null=True, read_only=True)
    title = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    start_local = WallTime(read_only=True)
    end_local = WallTime(read_only=True)
    state = serializers.ChoiceField(choices=[one.value for one in State], read_only=True)
    draft = ContentShape(allow_null=True, read_only=True)
    draft_base = serializers.IntegerField(read_only=True)
    draft_revision = serializers.CharField(
        read_only=True, help_text="Differs as soon as you keep something else. Empty while you have no draft."
    )
    spares = SpareOut(many=True, read_only=True)
    base = serializers.IntegerField(
        read_only=True, help_text="The version on the table, 0 if none: send it back when you propose."
    )
    versions = VersionOut(many=True, read_only=True)
    open = VersionOut(allow_null=True, read_only=True)
    agreed = VersionOut(allow_null=True, read_only=True)
    missing = serializers.ListField(
        child=serializers.ChoiceField(choices=[one.value for one in Missing]), read_only=True
    )
    me = PersonOut(read_only=True)
    partner = PersonOut(allow_null=True, read_only=True)
    has_begun = serializers.BooleanField(read_only=True)
    reflections = ReflectionOut(many=True, read_only=True)


class StartIn(serializers.Serializer[Any]):
    event_id = serializers.UUIDField()
    recurrence_id = recurrence_id()


class DraftIn(serializers.Serializer[Any]):
    content = ContentShape()
    revision = serializers.CharField(
        max_length=16, allow_blank=True, required=False, help_text="The `draft_revision` that you have read."
    )


class ChooseIn(serializers.Serializer[Any]):
    """Whether the spare takes its place in the draft, or goes."""

    spare = serializers.CharField(max_length=16)
    is_taken = serializers.BooleanField()


class ProposeIn(serializers.Serializer[Any]):
    """`base` is the number of the version that this was written on; 0 for the first."""

    content = ContentShape()
    base = serializers.IntegerField(min_value=0, max_value=1_000_000)


class AskAnswerIn(AnswerShape):
    ask = serializers.CharField(max_length=MAX_ASK_ID)


class AgreeIn(serializers.Serializer[Any]):
    """A yes to this version. An answer other than *yes* makes the next version instead."""

    version = serializers.IntegerField(min_value=1, max_value=1_000_000)
    answers = many(AskAnswerIn(), at_most=MAX_ASKS)


class ReflectIn(serializers.Serializer[Any]):
    """One sentence about this version. It may be left out: nothing waits for it."""

    version = serializers.IntegerField(min_value=1, max_value=1_000_000)
    text = serializers.CharField(max_length=MAX_TEXT)


class HeardIn(serializers.Serializer[Any]):
    """*That's it* or *Almost*; words only go with the latter."""

    reflection = serializers.UUIDField()
    reply = serializers.ChoiceField(choices=[one.value for one in Heard])
    text = serializers.CharField(max_length=MAX_TEXT, allow_blank=True, default="")


class TakeBackIn(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=1, max_value=1_000_000)
