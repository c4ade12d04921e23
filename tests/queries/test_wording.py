"""Every code has its words, and the words name nobody."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from planner.core.calendar.event_form import KINDS, WORLDS
from planner.core.plan.plan_content import How, Reply, SignalMeans
from planner.core.plan.support_plan import Missing, State
from planner.core.priorities import Reason, SoftWarning, Warns, WeekLoad, Why
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Reason as WhyNot
from planner.core.reminding.reminders import Step
from planner.core.visibility import Visibility
from planner.models import Import, Reminder
from planner.queries import wording

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (wording.KINDS, KINDS),
        (wording.WORLDS, WORLDS),
        (wording.VISIBILITIES, Visibility),
        (wording.STATES, State),
        (wording.HOWS, How),
        (wording.REPLIES, Reply),
        (wording.SIGNALS, SignalMeans),
        (wording.MISSING, Missing),
        (wording.STEPS, [*Step, DIGEST]),
        (wording.SENDING, Reminder.State.values),
        (wording.STAGES, Import.Stage.values),
    ],
)
def test_a_table_has_words_for_exactly_its_codes(table: Mapping[str, object], codes: object) -> None:
    assert set(table) == set(codes)
    assert all(str(words).strip() for words in table.values())


def test_whatever_keeps_a_reminder_back_can_be_said() -> None:
    assert set(wording.WHY_NOT_SENT) >= set(WhyNot)


def test_every_reason_has_words() -> None:
    said = {code: wording.reason(Reason(code, {"count": 2, "people": 1, "level": 3})) for code in Why}

    assert all(said.values())
    assert len(set(said.values())) == len(Why)


def test_reasons_read_as_one_line() -> None:
    given = (
        Reason(Why.IN_DAYS, {"count": 6}),
        Reason(Why.MATTERS_A_LOT, {"people": 1}),
        Reason(Why.NO_PLAN_YET),
    )

    assert wording.reasons(given) == "In 6 days · matters a lot to one of you · no plan yet"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (6, "in 6 days"),
        (-3, "3 days ago"),
    ],
)
def test_in_days_is_said_as_one_speaks(days: int, words: str) -> None:
    assert wording.in_days(TODAY + timedelta(days=days), TODAY) == words


def test_a_week_of_the_strip_has_a_text_alternative() -> None:
    assert wording.week(WeekLoad(date(2026, 12, 7), 5, 0, 1)) == (
        "Week of December 7: a lot from your world, a little from the world you share"
    )
    assert wording.week(WeekLoad(date(2026, 12, 14), 0, 0, 0)) == "Week of December 14: quiet"


def test_warnings_are_soft_sentences() -> None:
    stacked = wording.warning(SoftWarning(Warns.STACKED_WEEK, date(2026, 12, 7), 2))

    assert stacked == (
        "In the week of December 7, 2 events that may be hard come together. Be kind to yourselves."
    )
    assert "just the two of you" in wording.warning(SoftWarning(Warns.NO_OWN_TIME, TODAY))


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert wording.words(wording.KINDS, "brunch") == "brunch"
