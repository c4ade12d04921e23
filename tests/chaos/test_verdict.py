"""Each way in which a reminder can end is counted for what it is."""

import pytest

from tests.chaos import verdict
from tests.chaos.verdict import Row, Verdict

SENT = Row("sent", attempts=1, unended=0, late_s=1)
CUT_OFF = Row("sent", attempts=2, unended=1, late_s=14)
TWICE_CUT_OFF = Row("unknown", attempts=2, unended=2, late_s=14)


@pytest.mark.parametrize(
    ("row", "copies", "found"),
    [
        (SENT, 1, Verdict(sent=1, lost=0, double=0, explained=0, told=0)),
        (SENT, 0, Verdict(sent=0, lost=1, double=0, explained=0, told=0)),
        (SENT, 2, Verdict(sent=1, lost=0, double=1, explained=0, told=0)),
        (CUT_OFF, 1, Verdict(sent=1, lost=0, double=0, explained=0, told=0)),
        (CUT_OFF, 2, Verdict(sent=1, lost=0, double=1, explained=1, told=0)),
        (CUT_OFF, 3, Verdict(sent=1, lost=0, double=1, explained=0, told=0)),
        (CUT_OFF, 0, Verdict(sent=0, lost=1, double=0, explained=0, told=0)),
        (TWICE_CUT_OFF, 2, Verdict(sent=1, lost=0, double=1, explained=1, told=0)),
        (TWICE_CUT_OFF, 0, Verdict(sent=0, lost=0, double=0, explained=0, told=1)),
        (Row("unknown", 1, 0, 1), 0, Verdict(sent=0, lost=1, double=0, explained=0, told=0)),
        (Row("pending", 0, 0, 0), 0, Verdict(sent=0, lost=1, double=0, explained=0, told=0)),
        (Row("missed", 0, 0, 0), 0, Verdict(sent=0, lost=1, double=0, explained=0, told=0)),
    ],
)
def test_a_reminder_is_counted_for_what_became_of_it(row: Row, copies: int, found: Verdict) -> None:
    assert verdict.of({"a": row}, {"a": copies}) == found


@pytest.mark.parametrize(
    ("found", "by_mail", "with_a_key"),
    [
        (Verdict(sent=9, lost=0, double=0, explained=0, told=0), True, True),
        (Verdict(sent=9, lost=0, double=2, explained=2, told=0), True, False),
        (Verdict(sent=9, lost=0, double=2, explained=1, told=0), False, False),
        (Verdict(sent=8, lost=1, double=0, explained=0, told=0), False, False),
        (Verdict(sent=8, lost=0, double=0, explained=0, told=1), True, False),
    ],
)
def test_a_double_is_forgiven_where_nothing_knows_it_again_and_it_is_explained(
    found: Verdict, by_mail: bool, with_a_key: bool
) -> None:
    assert found.is_good(has_key=False) == by_mail
    assert found.is_good(has_key=True) == with_a_key


def test_what_nobody_planned_counts_for_nothing() -> None:
    assert verdict.of({"a": SENT}, {"a": 1, "b": 7}).sent == 1
