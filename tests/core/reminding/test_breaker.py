"""A lane rests when nobody answers, longer each time, and takes up its work with one message."""

from datetime import timedelta

from planner.core.reminding import breaker
from planner.core.reminding.breaker import CLOSED, FIRST_REST, LONGEST_REST, TRIPS_AFTER, Breaker
from tests.factories import NOW


def failed(times: int) -> Breaker:
    """So many failures, each as soon as the lane may try."""
    known = CLOSED
    for _ in range(times):
        known = breaker.after_failure(known, now=known.rests_until or NOW)
    return known


def test_a_few_failures_change_nothing() -> None:
    known = failed(TRIPS_AFTER - 1)

    assert breaker.allowance(known, now=NOW, batch=20) == 20


def test_the_fifth_in_a_row_makes_it_rest_and_then_one_goes_to_see() -> None:
    known = failed(TRIPS_AFTER)
    just_before = NOW + FIRST_REST - timedelta(microseconds=1)

    assert known.rests_until == NOW + FIRST_REST
    assert breaker.allowance(known, now=just_before, batch=20) == 0
    assert breaker.allowance(known, now=NOW + FIRST_REST, batch=20) == 1


def test_each_probe_that_comes_to_nothing_doubles_the_rest_up_to_a_limit() -> None:
    rests = []
    for times in range(TRIPS_AFTER, TRIPS_AFTER + 8):
        before = failed(times - 1).rests_until or NOW
        until = failed(times).rests_until
        assert until is not None
        rests.append(until - before)

    assert rests[:3] == [FIRST_REST, 2 * FIRST_REST, 4 * FIRST_REST]
    assert rests[-1] == LONGEST_REST


def test_what_was_under_way_when_it_began_to_rest_counts_for_nothing() -> None:
    known = failed(TRIPS_AFTER)

    assert breaker.after_failure(known, now=NOW + timedelta(seconds=1)) == known
