"""Two people read what they agreed from one phone."""

from planner.models import Reminder, ViewVersion
from tests.factories import Couple
from tests.web.plan.plan_pages import agreed, proposed, send, started, written
from tests.web.reading import signed_in, texts

MUCH = written(arriving="Side by side", line="You first.", signal="A hand on the watch", signal_means="leave")


def test_it_is_the_same_for_both_and_speaks_of_both_by_name(couple: Couple) -> None:
    ada, path = started(couple)
    send(ada, path, "propose", MUCH)
    ben = signed_in(couple.ben)
    send(ben, path, "agree", {"version": 1, "reply_0": "yes"})

    read = [texts(one.get(f"{path}read-through/"), "article") for one in (ada, ben)]

    assert read[0] == read[1]
    for words in ("Ada You first.", "Ada would love it if Ben …", "Side by side", "A hand on the watch"):
        assert words in read[0][0]
    assert texts(ada.get(f"{path}read-through/"), "h2") == [
        "To each other",
        "What we do for each other",
        "Arriving",
        "If …, then we …",
        "Our signal",
        "Leaving",
    ]


def test_one_passage_at_a_time(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)

    first, last = (ada.get(f"{path}read-through/?step={step}") for step in (1, 3))

    assert texts(first, "h2") == ["What we do for each other"]
    assert texts(first, "a", "btn--primary") == ["Next"]
    assert texts(last, "h2") == ["Leaving"]
    assert texts(last, "a", "btn--primary") == ["Open the plan card"]


def test_a_passage_that_is_not_there_shows_all(couple: Couple) -> None:
    ada, _ben, path = agreed(couple)

    shown = [texts(ada.get(f"{path}read-through/?step={step}"), "h2") for step in ("", "0", "9", "x", "٣٣٣٣")]

    assert all(len(one) == 3 for one in shown)


def test_reading_leaves_no_trace(couple: Couple) -> None:
    ada, ben, path = agreed(couple)
    before = list(ViewVersion.objects.order_by("person_id").values()), Reminder.objects.count()

    for one in (ada, ben):
        one.get(f"{path}read-through/")
        one.get(f"{path}card/")

    assert (list(ViewVersion.objects.order_by("person_id").values()), Reminder.objects.count()) == before


def test_there_is_nothing_to_read_before_both_agree(couple: Couple) -> None:
    ada, _ben, path = proposed(couple)

    assert ada.get(f"{path}read-through/").headers["Location"] == path


def test_a_stranger_finds_none(couple: Couple) -> None:
    _ada, _ben, path = agreed(couple)

    assert signed_in(couple.stranger).get(f"{path}read-through/").status_code == 404
