"""Talking it over, in whatever order two people go about it: nothing is read before its writer is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner import errors
from planner.core import repair
from planner.core.repair import AT_MOST, ORDER, Line, Part, Talk

ADA, BEN, CLEO = UUID(int=1), UUID(int=2), UUID(int=3)
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
READY = Talk((ADA, BEN), calm=frozenset((ADA, BEN)))
RUNNING = repair.begin(READY, now=NOW)
WHO = st.sampled_from((ADA, BEN))
PART = st.sampled_from(ORDER)


def written(talk: Talk, by: UUID, part: Part, text: str = "", **how: bool) -> Talk:
    return repair.write(talk, Line(by, part, text, **({"is_done": True} | how)), now=NOW)


def through(talk: Talk, until: Part) -> Talk:
    """Both have been through all that comes before a part."""
    for part in ORDER[: ORDER.index(until)]:
        talk = written(written(talk, ADA, part), BEN, part)
    return talk


class TwoPeople(RuleBasedStateMachine):
    """Ada and Ben do whatever the page lets them, and much that it does not."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk((ADA, BEN))
        self.now = NOW
        self.told: dict[tuple[UUID, Part], str] = {}
        """What each has tapped Done on and does not keep."""
        self.number = 0

    def attempt(self, deed, *given, **more) -> bool:
        try:
            self.talk = deed(self.talk, *given, **more)
        except errors.AlongsideError:
            return False
        return True

    @rule(by=WHO)
    def grow_calm(self, by):
        if not self.talk.is_over:
            self.talk = replace(self.talk, calm=self.talk.calm | {by})

    @rule(minutes=st.integers(0, 12))
    def let_time_pass(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def begin(self):
        was_open = repair.is_open(self.talk)
        assert self.attempt(repair.begin, now=self.now) is was_open

    @rule(by=WHO, part=PART, is_done=st.booleans(), keeps=st.booleans(), passes=st.booleans())
    def write(self, by, part, is_done, keeps, passes):
        self.number += 1
        text = "" if passes else "angry" if part is Part.FELT else f"text {self.number}"
        is_kept = keeps and is_done and part is Part.TOUCHED
        line = Line(by, part, text, is_done=is_done, is_kept=is_kept)
        before = self.talk
        if self.attempt(repair.write, line, now=self.now) and is_done:
            self.told.pop((by, part), None)
            if not is_kept:
                self.told[by, part] = text
        if is_done and not repair.may_write(before, part, now=self.now):
            assert self.talk == before

    @rule(part=PART)
    def say_aloud(self, part):
        self.attempt(repair.say_aloud, part, now=self.now)

    @rule()
    def pause(self):
        was_open = repair.is_open(self.talk)
        done = self.attempt(repair.pause)
        assert done or not was_open
        assert not was_open or (self.talk.calm == frozenset() and not repair.is_running(self.talk))

    @precondition(lambda self: len(self.talk.lines) > 3)
    @rule()
    def close(self):
        self.attempt(repair.close)

    @invariant()
    def the_other_reads_what_was_done_and_not_kept_and_nothing_else(self):
        for reader, writer in ((ADA, BEN), (BEN, ADA)):
            shown = repair.shown_to(self.talk, reader)
            theirs = {(one.by, one.part): one.text for one in shown if one.by == writer}
            assert theirs == {key: text for key, text in self.told.items() if key[0] == writer}
        assert repair.shown_to(self.talk, CLEO) == ()

    @invariant()
    def parts_come_up_in_their_order(self):
        at = repair.current(self.talk)
        before = ORDER if at is None else ORDER[: ORDER.index(at)]
        assert all(repair.is_done(self.talk, part) for part in before)
        if at and not repair.is_time_up(self.talk, now=self.now):
            later = ORDER[ORDER.index(at) + 1 :]
            assert not any(repair.may_write(self.talk, part, now=self.now) for part in later)

    @invariant()
    def nothing_goes_on_unless_both_are_calm(self):
        assert not repair.is_running(self.talk) or self.talk.calm == {ADA, BEN}


TwoPeople.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTwoPeople = TwoPeople.TestCase


def test_a_step_opens_once_both_are_done_with_the_one_before():
    talk = written(RUNNING, ADA, Part.FELT, "tense")
    assert repair.current(talk) is Part.FELT
    with pytest.raises(errors.Stale):
        written(talk, ADA, Part.MY_SIDE)

    assert repair.current(written(talk, BEN, Part.FELT)) is Part.MY_SIDE


def test_a_side_is_said_back_after_it_was_read():
    talk = through(RUNNING, Part.MY_SIDE)
    talk = written(talk, BEN, Part.MY_SIDE, "I was stuck at the bar")

    assert "I was stuck at the bar" in [one.text for one in repair.shown_to(talk, ADA)]
    with pytest.raises(errors.Stale):
        written(talk, ADA, Part.SAID_BACK)


def test_what_it_touched_may_be_kept_and_nothing_else():
    talk = through(RUNNING, Part.TOUCHED)

    kept = written(talk, ADA, Part.TOUCHED, "my father", is_kept=True)

    assert [one.text for one in repair.shown_to(kept, BEN) if one.part is Part.TOUCHED] == []
    for part, how in ((Part.MY_PART, {}), (Part.TOUCHED, {"is_done": False})):
        with pytest.raises(errors.Invalid):
            written(talk, ADA, part, "x", is_kept=True, **how)


def test_either_pauses_and_it_goes_on_where_it_was_with_new_ten_minutes():
    talk = written(RUNNING, ADA, Part.FELT, "tense")
    paused = repair.pause(talk)

    assert paused == repair.pause(paused) and not repair.is_open(paused)
    with pytest.raises(errors.Stale):
        repair.begin(replace(paused, calm=frozenset({ADA})), now=NOW)
    again = repair.begin(replace(paused, calm=READY.calm), now=NOW + timedelta(days=1))
    assert again.lines == talk.lines and again.began_at == NOW + timedelta(days=1)
    assert not again.is_paused


def test_after_ten_minutes_the_last_step_is_open_whatever_was_skipped():
    late = NOW + AT_MOST

    assert not repair.may_write(RUNNING, Part.NEXT_TIME, now=late - timedelta(seconds=1))
    assert repair.may_write(RUNNING, Part.NEXT_TIME, now=late)
    assert repair.may_write(RUNNING, Part.FELT, now=late) and not repair.may_write(
        RUNNING, Part.MY_SIDE, now=late
    )


def test_it_is_over_when_both_are_done_with_everything():
    talk = through(RUNNING, Part.NEXT_TIME)
    talk = written(talk, ADA, Part.NEXT_TIME, "Leave by ten")
    assert not talk.is_over

    assert written(talk, BEN, Part.NEXT_TIME).is_over


def test_said_aloud_counts_for_both_but_not_the_last():
    talk = RUNNING
    for part in ORDER[:-1]:
        talk = repair.say_aloud(talk, part, now=NOW)

    assert repair.current(talk) is Part.NEXT_TIME
    with pytest.raises(errors.Stale):
        repair.say_aloud(talk, Part.NEXT_TIME, now=NOW)


def test_words_keep_their_limits_and_feelings_their_list():
    with pytest.raises(errors.TooLong):
        written(through(RUNNING, Part.MY_SIDE), ADA, Part.MY_SIDE, "x" * 501)
    with pytest.raises(errors.Invalid):
        written(RUNNING, ADA, Part.FELT, "wronged")


def test_closing_takes_both_to_be_calm_and_twice_is_once():
    closed = repair.close(READY)

    assert closed == repair.close(closed) and not repair.is_open(closed)
    with pytest.raises(errors.Stale):
        repair.close(Talk((ADA, BEN)))
