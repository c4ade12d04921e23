"""The ladder that counts for a kind of event."""

from dataclasses import dataclass

from planner.core.reminding.reminders import Rungs


@dataclass(frozen=True, slots=True)
class LadderSetView:
    """What counts for one kind of event. `is_own`: its person has chosen it for this very kind."""

    kind: str
    rungs: Rungs
    is_own: bool
