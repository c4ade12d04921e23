"""What both said afterwards, on the wire."""

from typing import Any

from rest_framework import serializers

from planner.actions.afterwards.check_ins import LINE_MAX
from planner.core.check_ins import Felt, Helped, Reveal

_HELPED = [(one.value, one.name.lower()) for one in Helped]
_FELT = [(one.value, one.name.lower()) for one in Felt]
_REVEALS = [one.value for one in Reveal]


class AnswerOut(serializers.Serializer[Any]):
    """`felt`: 1 good, 2 mixed, 3 hard. `helped`, the plan: 1 yes, 2 a little, 3 no."""

    felt = serializers.IntegerField(read_only=True)
    helped = serializers.IntegerField(allow_null=True, read_only=True)
    line = serializers.CharField(read_only=True)
    reveal = serializers.ChoiceField(choices=_REVEALS, read_only=True)


class CheckInOut(serializers.Serializer[Any]):
    """`theirs` is null until you may read it, and when there is none; `both_want` false until both do.

    `is_mutual`: each of you may read the other's, and `never` is refused from then on.
    """

    mine = AnswerOut(allow_null=True, read_only=True)
    theirs = AnswerOut(allow_null=True, read_only=True)
    is_mutual = serializers.BooleanField(read_only=True)
    is_worth_a_talk = serializers.BooleanField(read_only=True)
    i_want = serializers.BooleanField(read_only=True)
    both_want = serializers.BooleanField(read_only=True)
    is_talked_over = serializers.BooleanField(read_only=True)


class CheckInIn(serializers.Serializer[Any]):
    """`reveal`: `together` once both have spoken, `now`, or `never`, which looks like no answer."""

    felt = serializers.ChoiceField(choices=_FELT)
    helped = serializers.ChoiceField(choices=_HELPED, allow_null=True, default=None)
    line = serializers.CharField(allow_blank=True, default="", max_length=LINE_MAX)
    reveal = serializers.ChoiceField(choices=_REVEALS, default=Reveal.NEVER.value)


class WantIn(serializers.Serializer[Any]):
    wants = serializers.BooleanField(default=True)
