"""What a plan's form shows beside its plain fields: a row for each ask and line, and folds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from planner.core.plan.plan_content import Answer


@dataclass(frozen=True, slots=True)
class AskRow:
    id: forms.BoundField
    text: forms.BoundField
    answer: Answer | None

    @property
    def is_filled(self) -> bool:
        return _is_any_filled(self.text)


@dataclass(frozen=True, slots=True)
class LineRow:
    if_: forms.BoundField
    then_we: forms.BoundField

    @property
    def is_filled(self) -> bool:
        return _is_any_filled(self.if_, self.then_we)


Row = AskRow | LineRow


@dataclass(frozen=True, slots=True)
class Rows:
    """Those that are written and one to write; `more` waits behind a fold."""

    first: tuple[Row, ...]
    more: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields that need not be filled, opened once one of them is."""

    title: str
    note: str
    fields: tuple[forms.BoundField, ...]
    is_of_the_evening: bool = True
    """Whether it is only about being there together."""

    @property
    def is_open(self) -> bool:
        return _is_any_filled(*self.fields)


def parted(rows: Iterable[Row]) -> Rows:
    """The rows up to the last with anything in it and one more, and the rest."""
    every = tuple(rows)
    filled = max((at for at, row in enumerate(every, start=1) if row.is_filled), default=0)
    return Rows(every[: filled + 1], every[filled + 1 :])


def _is_any_filled(*fields: forms.BoundField) -> bool:
    return any(field.value() or field.errors for field in fields)
