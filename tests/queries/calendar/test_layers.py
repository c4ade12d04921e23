"""Layers: which days each of two partners sees over their calendar, and who may change what."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.calendar import layers as deeds
from planner.actions.people import people
from planner.core.birthdays import BirthdayForm
from planner.queries.calendar import layers
from tests.factories import NOW, Couple, join, person, version

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
ANNA = BirthdayForm("Anna", 4, 15, 1987)


def days(viewer: UUID, start: date = date(2027, 1, 1), end: date = date(2028, 1, 1)) -> list[tuple[str, str]]:
    return [(f"{one.on:%m-%d}", one.name) for one in layers.days(viewer, start, end)]


def kept(owner: UUID, name: str = "Anna", month: int = 4, day: int = 15, *more: object) -> UUID:
    return deeds.add_birthday(owner, BirthdayForm(name, month, day, *more), now=NOW)  # type: ignore[arg-type]


def book(*cards: tuple[str, str]) -> bytes:
    return "".join(f"BEGIN:VCARD\nFN:{name}\nBDAY:{on}\nEND:VCARD\n" for name, on in cards).encode()


def test_each_sees_their_own_birthdays_and_what_the_other_shares(couple: Couple) -> None:
    kept(couple.ada, "Anna", 4, 15, 1987)
    kept(couple.ada, "Kim", 5, 1, None, False)
    kept(couple.ben, "anna", 12, 24)

    assert days(couple.ada) == [
        ("04-15", "Anna turns 40"),
        ("05-01", "Kim’s birthday"),
        ("12-24", "anna’s birthday"),
    ]
    assert days(couple.ben) == [("04-15", "Anna turns 40"), ("12-24", "anna’s birthday")]
    assert days(couple.stranger) == []


def test_a_birthday_that_both_keep_is_shown_once(couple: Couple) -> None:
    for owner in (couple.ada, couple.ben):
        kept(owner)

    assert days(couple.ada) == [("04-15", "Anna’s birthday")]


def test_leap_day_first_years_and_the_edge_of_the_window(couple: Couple) -> None:
    kept(couple.ada, "Leap", 2, 29, 2024)

    years = [days(couple.ada, date(year, 1, 1), date(year + 1, 1, 1)) for year in (2023, 2024, 2027, 2028)]

    assert years == [
        [],
        [("02-29", "Leap’s birthday")],
        [("02-28", "Leap turns 3")],
        [("02-29", "Leap turns 4")],
    ]
    assert days(couple.ada, date(2027, 2, 1), date(2027, 2, 28)) == []


def test_holidays_are_ones_own_choice_in_ones_own_language(couple: Couple) -> None:
    deeds.choose(couple.ada, country="DE", subdivision="BY", shows_birthdays=False, now=NOW)
    kept(couple.ada)

    found = layers.days(couple.ada, date(2026, 12, 20), date(2027, 1, 7))

    assert [(f"{one.on}", one.name, one.kind) for one in found] == [
        ("2026-12-25", "Christmas Day", "holiday"),
        ("2026-12-26", "Second Day of Christmas", "holiday"),
        ("2027-01-01", "New Year's Day", "holiday"),
        ("2027-01-06", "Epiphany", "holiday"),
    ]
    assert days(couple.ben) == [("04-15", "Anna’s birthday")]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"country": "ZZ"}, "country"), ({"country": "FR", "subdivision": "BY"}, "subdivision")],
)
def test_a_country_that_is_not_there_is_refused(couple: Couple, given: dict[str, str], field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        deeds.choose(couple.ada, **given, now=NOW)  # type: ignore[arg-type]

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (BirthdayForm(" ", 4, 15), "name"),
        (BirthdayForm("x" * 121, 4, 15), "name"),
        (BirthdayForm("Anna", 2, 30), "day"),
        (BirthdayForm("Anna", 2, 29, 1987), "day"),
        (BirthdayForm("Anna", 13, 1), "day"),
        (BirthdayForm("Anna", 12, 1, 2026), "year"),
        (BirthdayForm("Anna", 12, 1, 1700), "year"),
    ],
)
def test_a_birthday_that_cannot_be_is_refused(couple: Couple, form: BirthdayForm, field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        deeds.add_birthday(couple.ada, form, now=NOW)

    assert refused.value.field == field


def test_only_its_owner_changes_a_birthday_and_only_who_sees_it_notices(couple: Couple) -> None:
    shared, quiet = kept(couple.ada), kept(couple.ada, "Kim", 5, 1, None, False)
    before = version(couple.ben)
    refusals = [(couple.ben, shared, errors.NotAllowed)]
    refusals += [(couple.ben, quiet, errors.NotFound), (couple.stranger, shared, errors.NotFound)]

    for viewer, birthday_id, error in refusals:
        with pytest.raises(error):
            deeds.edit_birthday(viewer, birthday_id, ANNA, now=NOW)
        with pytest.raises(error):
            deeds.delete_birthday(viewer, birthday_id, now=NOW)
    deeds.edit_birthday(couple.ada, quiet, BirthdayForm("Kim", 5, 2, is_shared=False), now=NOW)
    unnoticed = version(couple.ben)
    deeds.share_birthdays(couple.ada, [quiet, uuid4()], now=NOW)

    assert (unnoticed, version(couple.ben)) == (before, before + 1)
    assert days(couple.ben) == [("05-02", "Kim’s birthday")]


def test_what_was_kept_before_joining_stays_ones_own_and_parting_takes_it_back(couple: Couple) -> None:
    dora = person("Dora")
    kept(couple.stranger)
    kept(dora, "Kim", 5, 1)

    join(couple.stranger, dora)
    together = days(dora)
    deeds.share_birthdays(couple.stranger, [layers.birthdays(couple.stranger, now=NOW)[0].id], now=NOW)
    shared = days(dora)
    people.leave(dora, now=NOW)

    assert (together, shared, days(dora)) == (
        [("05-01", "Kim’s birthday")],
        [("04-15", "Anna’s birthday"), ("05-01", "Kim’s birthday")],
        [("05-01", "Kim’s birthday")],
    )


def test_an_address_book_comes_in_for_oneself_and_once(couple: Couple) -> None:
    kept(couple.ada)
    data = book(("ANNA", "1987-04-15"), ("Kim", "--0501"), ("Zoë", "2990-01-01"), ("Lou", "soon"))

    first = deeds.bring_in_birthdays(couple.ada, data, now=NOW)
    again = deeds.bring_in_birthdays(couple.ada, data, now=NOW)

    assert (first, again) == (deeds.BroughtIn(2, 1, 1), deeds.BroughtIn(0, 3, 1))
    assert days(couple.ada) == [
        ("01-01", "Zoë’s birthday"),
        ("04-15", "Anna’s birthday"),
        ("05-01", "Kim’s birthday"),
    ]
    assert days(couple.ben) == [("04-15", "Anna’s birthday")]
    with pytest.raises(errors.Invalid):
        deeds.bring_in_birthdays(couple.ada, b"BEGIN:VCALENDAR", now=NOW)


def test_there_is_an_end_to_how_many_are_kept(couple: Couple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "MOST_BIRTHDAYS", 2)
    deeds.bring_in_birthdays(couple.ada, book(("A", "--0101"), ("B", "--0101")), now=NOW)

    with pytest.raises(errors.TooMany):
        kept(couple.ada)
    with pytest.raises(errors.TooMany):
        deeds.bring_in_birthdays(couple.ada, book(("C", "--0101")), now=NOW)


@pytest.mark.parametrize("many", [1, 12])
def test_days_take_four_queries(couple: Couple, django_assert_num_queries: Counting, many: int) -> None:
    deeds.choose(couple.ada, country="DE", now=NOW)
    for number in range(many):
        kept(couple.ada, f"Anna {number}")

    with django_assert_num_queries(4):
        assert len(days(couple.ada)) == many + 9
