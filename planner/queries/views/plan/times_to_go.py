"""Time to go, as one of the two may see it."""

from dataclasses import dataclass
from datetime import date, datetime

from planner.core.plan.going import Stage


@dataclass(frozen=True, slots=True)
class PhraseView:
    """The words of time to go. `chosen_on` is None while they are ours; `by_me` says who chose them."""

    words: str
    by_me: bool = False
    chooser_name: str = ""
    chosen_on: date | None = None


@dataclass(frozen=True, slots=True)
class CallView:
    """One's own call: how far it is, and whether the other is coming."""

    at: datetime
    stage: Stage
    is_coming: bool


@dataclass(frozen=True, slots=True)
class CalledView:
    """The other's call, and whether one has said that one is coming."""

    at: datetime
    is_coming: bool


@dataclass(frozen=True, slots=True)
class ToldView:
    """A call in the log of either. `channel` is "" for one's own: how the other is reached is theirs."""

    at_local: datetime
    by_me: bool
    stage: Stage
    channel: str


@dataclass(frozen=True, slots=True)
class GoingView:
    """Time to go for one plan. `can_call` is False while a call of one's own stands."""

    phrase: str
    opens_at: datetime
    is_open: bool
    can_call: bool
    mine: CallView | None
    theirs: CalledView | None
