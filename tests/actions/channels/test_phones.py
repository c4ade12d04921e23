from datetime import timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from planner import errors
from planner.actions.channels import phones
from planner.core.sms import segments
from planner.models import OutboxText, Phone, Reminder, Suspension
from planner.models.channels import number_hashes
from planner.queries.channels import phones as queries
from tests.actions.reminders.engine import due_reminder
from tests.factories import NOW
from tests.phones import ANOTHER, NUMBER, code_for, has_sms, verified

DAY = timedelta(days=1)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_makes_a_number_ones_own(ada: UUID, ben: UUID) -> None:
    phones.ask_code(ada, "0049 1512 3456789", now=NOW)
    assert not has_sms(ada)

    phones.verify(ada, code_for(ada), now=NOW + timedelta(minutes=9))

    assert has_sms(ada) and not has_sms(ben)
    seen = queries.mine(ada, now=NOW)
    assert seen is not None and (seen.number, seen.is_verified) == ("+49 1512 3456789", True)
    assert queries.number(ada) == NUMBER
    assert queries.mine(ben, now=NOW) is queries.number(ben) is None


def test_the_code_goes_to_the_number_in_one_segment_that_phones_can_read(ada: UUID) -> None:
    phones.ask_code(ada, NUMBER, now=NOW)

    (text,) = OutboxText.objects.all()
    code = code_for(ada)
    assert text.to == NUMBER
    assert text.text.splitlines()[-1] == f"@localhost #{code}"
    assert text.text.startswith(code)
    assert segments.size(text.text).segments == 1
    phone = Phone.objects.get(person_id=ada)
    assert code.encode() not in bytes(phone.code_hash or b"")


@pytest.mark.parametrize("typed", [" {0} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0}."])
def test_a_code_may_be_typed_with_spaces(ada: UUID, typed: str) -> None:
    phones.ask_code(ada, NUMBER, now=NOW)

    phones.verify(ada, typed.format(code_for(ada)), now=NOW)

    assert has_sms(ada)


def test_a_code_can_be_tried_five_times(ada: UUID) -> None:
    phones.ask_code(ada, NUMBER, now=NOW)
    code = code_for(ada)
    for _ in range(5):
        with pytest.raises(errors.WrongCode):
            phones.verify(ada, wrong(code), now=NOW)

    with pytest.raises(errors.CodeOver):
        phones.verify(ada, code, now=NOW)

    assert not has_sms(ada)
    phones.ask_again(ada, now=NOW)
    phones.verify(ada, code_for(ada), now=NOW)
    assert has_sms(ada)


@pytest.mark.parametrize("minutes", [10, 11, 600])
def test_a_code_is_good_for_ten_minutes(ada: UUID, minutes: int) -> None:
    phones.ask_code(ada, NUMBER, now=NOW)

    with pytest.raises(errors.CodeOver):
        phones.verify(ada, code_for(ada), now=NOW + timedelta(minutes=minutes))


def test_a_code_serves_once(ada: UUID) -> None:
    verified(ada)

    with pytest.raises(errors.CodeOver):
        phones.verify(ada, "123456", now=NOW)


def test_a_code_is_for_its_person_and_its_number(ada: UUID, ben: UUID) -> None:
    phones.ask_code(ada, NUMBER, now=NOW)
    first = code_for(ada)
    phones.ask_code(ben, NUMBER, now=NOW)
    phones.ask_code(ada, ANOTHER, now=NOW + timedelta(seconds=1))

    for person_id in (ada, ben):
        if code_for(person_id) != first:
            with pytest.raises(errors.WrongCode):
                phones.verify(person_id, first, now=NOW + timedelta(seconds=2))


def test_two_may_have_one_number_and_one_hash_finds_both(ada: UUID, ben: UUID) -> None:
    verified(ada)
    verified(ben)

    assert has_sms(ada) and has_sms(ben)
    found = Phone.objects.filter(number_hash__in=number_hashes.every(NUMBER))
    assert {one.person_id for one in found} == {ada, ben}


def test_a_number_is_found_under_an_earlier_key(ada: UUID, settings: Settings) -> None:
    verified(ada)
    settings.FIELD_KEYS = (bytes(32), *settings.FIELD_KEYS)

    assert Phone.objects.filter(number_hash__in=number_hashes.every(NUMBER)).exists()
    assert number_hashes.first(NUMBER) not in {bytes(one.number_hash) for one in Phone.objects.all()}


def test_nobody_gets_more_codes_than_five_a_day_whatever_numbers_they_type(ada: UUID) -> None:
    for last in range(5):
        phones.ask_code(ada, f"+491512345678{last}", now=NOW)

    with pytest.raises(errors.TooOften):
        phones.ask_code(ada, NUMBER, now=NOW + timedelta(hours=23))

    assert OutboxText.objects.count() == 5
    phones.ask_code(ada, NUMBER, now=NOW + DAY)


def test_a_number_gets_no_more_than_five_codes_a_day_whoever_asks(
    ada: UUID, ben: UUID, stranger: UUID
) -> None:
    for person_id in (ada, ada, ben, ben, stranger):
        phones.ask_code(person_id, NUMBER, now=NOW)

    with pytest.raises(errors.TooOften):
        phones.ask_code(stranger, NUMBER, now=NOW)

    assert OutboxText.objects.count() == 5
    assert Phone.objects.get(person_id=stranger).code_tries == 0


def test_another_number_ends_the_one_before(ada: UUID) -> None:
    verified(ada)

    phones.ask_code(ada, ANOTHER, now=NOW)

    assert not has_sms(ada)
    assert queries.number(ada) is None


def test_a_new_code_for_the_same_number_leaves_it_in_use(ada: UUID) -> None:
    verified(ada)

    phones.ask_code(ada, NUMBER, now=NOW)

    assert has_sms(ada)


def test_a_number_that_is_removed_is_gone(ada: UUID) -> None:
    verified(ada)
    Suspension.objects.create(person_id=ada, channel="sms", reason="refused", since=NOW)

    phones.remove(ada, now=NOW)

    assert not Phone.objects.exists() and not Suspension.objects.exists()


def test_a_test_text_goes_to_the_verified_number_three_times_a_day(ada: UUID) -> None:
    phones.ask_code(ada, NUMBER, now=NOW)
    with pytest.raises(errors.NotFound):
        phones.send_test(ada, now=NOW)
    phones.verify(ada, code_for(ada), now=NOW)

    for _ in range(3):
        phones.send_test(ada, now=NOW)

    with pytest.raises(errors.TooOften):
        phones.send_test(ada, now=NOW)
    tests = OutboxText.objects.filter(kind="test")
    assert [(one.to, one.person_id) for one in tests] == [(NUMBER, ada)] * 3
    phones.send_test(ada, now=NOW + DAY)


@pytest.mark.parametrize("deed", ["ask", "again", "remove", "test"])
def test_where_no_texts_are_sent_nothing_is_asked_or_sent(ada: UUID, settings: Settings, deed: str) -> None:
    verified(ada)
    settings.SMS = None
    deeds = {
        "ask": lambda: phones.ask_code(ada, NUMBER, now=NOW),
        "again": lambda: phones.ask_again(ada, now=NOW),
        "test": lambda: phones.send_test(ada, now=NOW),
    }

    if deed == "remove":
        phones.remove(ada, now=NOW)
    else:
        with pytest.raises(errors.NoTextsOffered):
            deeds[deed]()

    assert not OutboxText.objects.exists()
    assert not has_sms(ada)


def test_a_step_comes_by_text_once_there_is_a_number(ada: UUID) -> None:
    reminder = due_reminder(ada)
    Suspension.objects.create(person_id=ada, channel="email", reason="bounced", since=NOW)

    verified(ada)

    live = Reminder.objects.filter(person_id=ada, uid=reminder.uid, state="pending")
    assert live.filter(step="last-call", channel="sms").exists()
    assert set(live.values_list("channel", flat=True)) == {"sms"}
    phones.remove(ada, now=NOW)
    assert not live.filter(channel="sms").exists()
