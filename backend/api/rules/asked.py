"""What may stand behind the question mark: what a list says that it takes, and nothing else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

ORDERING = "ordering"
Shape = type[serializers.Serializer[Any]]
T = TypeVar("T")


def check(request: Request, known: Collection[str]) -> None:
    """Raise `ValidationError` for a name that means nothing here: ignored, it would look as if it did."""
    for name in request.query_params:
        if name not in known:
            said = _("This cannot be asked for here.")
            raise ValidationError({name[:80]: [ErrorDetail(said, code="unknown")]})


def read(request: Request, shape: Shape) -> dict[str, Any]:
    """What was asked for. Raises `ValidationError`."""
    given = shape(data=request.query_params)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def narrowed(everything: Iterable[T], given: Mapping[str, Any]) -> Sequence[T]:
    """Those that are as was asked for, in the order that was asked for, else in the one they came in."""
    wanted = {name: value for name, value in given.items() if name != ORDERING and value not in ("", None)}
    found = [one for one in everything if all(getattr(one, name) == wanted[name] for name in wanted)]
    order = given.get(ORDERING) or ""
    if order:
        found.sort(key=lambda one: getattr(one, order.removeprefix("-")), reverse=order.startswith("-"))
    return found
