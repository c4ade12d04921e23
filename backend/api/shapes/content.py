"""What a plan says, on the wire, and back into the value that the rules know."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.fields import Field

from backend.api.shapes.fields import many
from planner.core.plan.plan_content import (
    MAX_ASK_ID,
    MAX_IF_THENS,
    MAX_TEXT,
    TEXTS,
    Answer,
    Ask,
    Content,
    How,
    IfThen,
    Leaving,
    Reply,
    SignalMeans,
    check,
)

MAX_ASKS = 6


def _text(**more: Any) -> serializers.CharField:
    return serializers.CharField(max_length=MAX_TEXT, allow_blank=True, default="", **more)


class AnswerShape(serializers.Serializer[Any]):
    reply = serializers.ChoiceField(choices=[one.value for one in Reply])
    text = _text()


class AskShape(serializers.Serializer[Any]):
    """ "I'd love it if you …". Left out, `id` is made up and `by` is the writer."""

    id = serializers.CharField(max_length=MAX_ASK_ID, required=False)
    by = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=MAX_TEXT)
    answer = AnswerShape(allow_null=True, default=None)


class IfThenShape(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Field[Any, Any, Any, Any]]:
        """`if` is no name for an attribute of a class."""
        return {"if": _text(source="if_"), "then_we": _text()}


class LeavingShape(serializers.Serializer[Any]):
    latest = serializers.TimeField(allow_null=True, default=None, format="%H:%M", input_formats=["%H:%M"])
    transport = _text()


class LineShape(serializers.Serializer[Any]):
    """A line to each other. Left out, `by` is the writer."""

    by = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=MAX_TEXT)


class ContentShape(serializers.Serializer[Any]):
    """What a plan says. That either can call it is always there, so it is not written."""

    how = serializers.ChoiceField(choices=[one.value for one in How], default=How.TOGETHER.value)
    who_goes = serializers.UUIDField(allow_null=True, default=None)
    asks = many(AskShape(), at_most=MAX_ASKS)
    in_return = _text()
    arriving = _text()
    staying_connected = _text()
    introductions = _text()
    if_thens = many(IfThenShape(), at_most=MAX_IF_THENS)
    signal = _text()
    signal_means = serializers.ChoiceField(
        choices=[one.value for one in SignalMeans if one], allow_blank=True, default=""
    )
    leaving = LeavingShape(allow_null=True, default=None)
    people = _text()
    afterwards = _text()
    lines = many(LineShape(), at_most=2)

    def to_representation(self, instance: Content) -> dict[str, Any]:
        lines = [{"by": str(person), "text": text} for person, text in instance.lines]
        rest = {name: field for name, field in self.fields.items() if name != "lines"}
        return {name: _shown(field, instance) for name, field in rest.items()} | {"lines": lines}


def content(given: Mapping[str, Any], *, writer: UUID) -> Content:
    """The value. Raises what `plan_content.check` raises."""
    made = Content(
        how=How(given["how"]),
        who_goes=given["who_goes"],
        asks=tuple(_ask(one, writer) for one in given["asks"]),
        if_thens=tuple(IfThen(one["if_"], one["then_we"]) for one in given["if_thens"]),
        signal_means=SignalMeans(given["signal_means"]),
        leaving=Leaving(**given["leaving"]) if given["leaving"] else None,
        lines=tuple((one.get("by", writer), one["text"]) for one in given["lines"]),
        **{name: given[name] for name in TEXTS},
    )
    check(made)
    return made


def answer(given: Mapping[str, Any]) -> Answer:
    return Answer(Reply(given["reply"]), given["text"])


def _ask(given: Mapping[str, Any], writer: UUID) -> Ask:
    return Ask(
        id=given.get("id") or secrets.token_hex(4),
        by=given.get("by", writer),
        text=given["text"],
        answer=answer(given["answer"]) if given["answer"] else None,
    )


def _shown(field: Field[Any, Any, Any, Any], instance: Content) -> Any:
    value = field.get_attribute(instance)
    return None if value is None else field.to_representation(value)
