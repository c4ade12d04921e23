import pytest

from backend.web.rule_words import words


@pytest.mark.parametrize(
    ("rrule", "said"),
    [
        ("", ""),
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "every Monday and Wednesday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
        ("FREQ=MONTHLY;COUNT=3", "every month, 3 times"),
        ("FREQ=YEARLY;UNTIL=20301231", "every year, until 31 December 2030"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "in a way of its own"),
        ("FREQ=MONTHLY;BYMONTHDAY=3", "in a way of its own"),
        ("FREQ=SOMETIMES", "in a way of its own"),
    ],
)
def test_rule_is_told_as_one_says_it_and_never_wrongly(rrule: str, said: str) -> None:
    assert words(rrule) == said
