"""What both said afterwards, as one of them may see it."""

from dataclasses import dataclass

from planner.core.check_ins import Felt, Helped, Reveal


@dataclass(frozen=True, slots=True)
class AnswerView:
    felt: Felt
    helped: Helped | None
    line: str
    reveal: Reveal


@dataclass(frozen=True, slots=True)
class CheckInView:
    """`theirs` is None until it may be read, and when there is none; `both_want` until both do.

    `is_paused` while they do not any more; `is_archived` when what the viewer said lies in their archive.
    """

    mine: AnswerView | None
    theirs: AnswerView | None
    can_share: bool
    is_mutual: bool
    """Each may read the other's: from here on neither can be kept back."""
    is_worth_a_talk: bool
    i_want: bool
    is_paused: bool
    both_want: bool
    is_talked_over: bool
    is_archived: bool
