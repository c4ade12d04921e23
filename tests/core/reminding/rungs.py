"""Ladders that people may make their own."""

from datetime import timedelta

from hypothesis import strategies as st

from planner.core.reminding.ladder_sets import MOST_DAYS, MOST_DAYS_TO_READ, MOST_HOURS_FOR_THE_CARD
from planner.core.reminding.reminders import DaysBefore, Rungs, Step

CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def own_rungs(draw: st.DrawFn) -> Rungs:
    days = draw(st.sets(st.integers(1, MOST_DAYS), min_size=3, max_size=3))
    early, talk, last_call = sorted(days, reverse=True)
    return Rungs(
        steps=draw(st.frozensets(st.sampled_from(Step))),
        early=DaysBefore(early, draw(CLOCKS)),
        talk=DaysBefore(talk, draw(CLOCKS)),
        last_call=DaysBefore(last_call, draw(CLOCKS)),
        read_through=DaysBefore(draw(st.integers(1, MOST_DAYS_TO_READ)), draw(CLOCKS)),
        card_before=timedelta(hours=draw(st.integers(1, MOST_HOURS_FOR_THE_CARD))),
        check_in_at=draw(CLOCKS),
    )
