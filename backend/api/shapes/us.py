"""The standing agreement, what helps, and notes on people, on the wire."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from backend.api.shapes.content import ContentShape, content
from backend.api.shapes.plan.plans import PersonOut
from planner.core.helps import MOST_HELPS, NAME_MAX, NOTE_MAX, TEXT_MAX
from planner.core.plan.plan_content import Content, How

_OF_ONE_EVENING: dict[str, Any] = {
    "how": How.TOGETHER.value,
    "who_goes": None,
    "asks": [],
    "in_return": "",
    "lines": [],
}


class StandingShape(ContentShape):
    """What holds at every event: what a plan says, less what belongs to one evening."""

    how = None  # type: ignore[assignment]
    who_goes = None  # type: ignore[assignment]
    asks = None  # type: ignore[assignment]
    in_return = None  # type: ignore[assignment]
    lines = None  # type: ignore[assignment]

    def to_representation(self, instance: Content) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return {name: value for name, value in shown.items() if name in self.fields}


def standing_content(given: dict[str, Any], *, writer: UUID) -> Content:
    """The value. Raises what `plan_content.check` raises."""
    return content(_OF_ONE_EVENING | given, writer=writer)


class StandingVersionOut(serializers.Serializer[Any]):
    """What was proposed, frozen, and who says yes to it now."""

    number = serializers.IntegerField(read_only=True)
    by_me = serializers.BooleanField(read_only=True)
    author_name = serializers.CharField(read_only=True)
    content = StandingShape(read_only=True)
    proposed_on = serializers.DateField(read_only=True)
    my_yes = serializers.BooleanField(read_only=True)
    their_yes = serializers.BooleanField(read_only=True)
    is_agreed = serializers.BooleanField(read_only=True)


class StandingOut(serializers.Serializer[Any]):
    """What you two hold to at every event; `draft` is your own."""

    me = PersonOut(read_only=True)
    partner = PersonOut(allow_null=True, read_only=True)
    base = serializers.IntegerField(
        read_only=True, help_text="The version on the table, 0 if none: send it back when you propose."
    )
    draft = StandingShape(allow_null=True, read_only=True)
    open = StandingVersionOut(allow_null=True, read_only=True)
    agreed = StandingVersionOut(allow_null=True, read_only=True)
    versions = StandingVersionOut(many=True, read_only=True)


class StandingIn(serializers.Serializer[Any]):
    """`base` is the number of the version that this was written on; 0 for the first."""

    content = StandingShape()
    base = serializers.IntegerField(min_value=0, max_value=1_000_000)


class StandingVersionIn(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=1, max_value=1_000_000)


class HelpOut(serializers.Serializer[Any]):
    """A line that helps. A quiet one is its owner's alone."""

    id = serializers.UUIDField(read_only=True)
    text = serializers.CharField(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    is_quiet = serializers.BooleanField(read_only=True)
    is_shared = serializers.BooleanField(read_only=True)


class HelpWords(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=TEXT_MAX)


class HelpIn(HelpWords):
    is_quiet = serializers.BooleanField(default=False)


class HelpShareIn(serializers.Serializer[Any]):
    is_shared = serializers.BooleanField()


class HelpMoveIn(serializers.Serializer[Any]):
    """The place in its list, counted from 0."""

    to = serializers.IntegerField(min_value=0, max_value=MOST_HELPS)


class PersonNoteIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=NAME_MAX)
    note = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class PersonNoteOut(serializers.Serializer[Any]):
    """A private note on somebody."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    note = serializers.CharField(read_only=True)
