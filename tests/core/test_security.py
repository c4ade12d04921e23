"""What of an account is worth a mail to its owner."""

import pytest

from planner.core.security import Happened, is_alerting

FIRST = {"is_known_browser": True, "was_today": False}


def test_whatever_opens_a_way_in_is_worth_a_mail() -> None:
    told = {one for one in Happened if is_alerting(one, **FIRST)}

    assert set(Happened) - told == {
        Happened.SIGNED_IN,
        Happened.TOKEN_ENDED,
        Happened.FEED_ENDED,
        Happened.WEBHOOK_ENDED,
        Happened.SESSIONS_ENDED,
    }


@pytest.mark.parametrize("was_today", [True, False])
def test_a_sign_in_is_news_from_a_browser_that_was_not_there(was_today: bool) -> None:
    known, new = (
        is_alerting(Happened.SIGNED_IN, is_known_browser=known, was_today=was_today)
        for known in (True, False)
    )

    assert (known, new) == (False, True)


def test_what_somebody_can_repeat_is_told_once_a_day() -> None:
    again = {"is_known_browser": True, "was_today": True}

    missed, made = (is_alerting(one, **again) for one in (Happened.SECOND_STEP_MISSED, Happened.FEED_MADE))

    assert (missed, made) == (False, True)
