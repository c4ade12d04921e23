"""The section "Texts" of the reminders page, and the pages that change a number."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from pytest_django import Settings

from planner.actions.channels import phones as deeds
from planner.core.sms.provider import Signed
from planner.models import OutboxText, Phone
from planner.queries.channels import phones
from tests.factories import Couple
from tests.phones import NUMBER, code_for, verified
from tests.web.exchange.test_calendars import confirmed, with_password
from tests.web.reading import signed_in, texts

PAGE, LOG = "/reminders/texts/", "/reminders/"
SPOKEN = "+49 1512 3456789"


def now() -> datetime:
    return datetime.now(UTC)


def page(person_id: UUID, path: str = LOG) -> str:
    return signed_in(person_id).get(path).content.decode()


def test_from_a_number_to_a_test_text(couple: Couple) -> None:
    ada = confirmed(couple.ada)
    assert "/reminders/texts/number/" in ada.get(LOG).content.decode()

    led = ada.post(f"{PAGE}number/", {"number": "0049 1512 3456789"})
    assert led.headers["Location"] == PAGE
    shown = ada.get(PAGE).content.decode()
    assert f"A code is on its way to {SPOKEN}" in shown and 'autocomplete="one-time-code"' in shown
    assert "/mailbox/" in shown

    told = ada.post(f"{PAGE}code/", {"code": code_for(couple.ada)}, follow=True).content.decode()
    assert "This number is yours" in told and "one-time-code" not in told
    assert phones.number(couple.ada) == NUMBER

    told = ada.post(f"{PAGE}test/", follow=True).content.decode()
    assert "A test text is on its way" in told
    assert OutboxText.objects.get(kind="test").to == NUMBER


@pytest.mark.parametrize("where", ["number/", "remove/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_password_is_asked_for_again(couple: Couple, where: str, method: str) -> None:
    verified(couple.ada, now=now())

    answer = getattr(with_password(couple.ada), method)(PAGE + where, {"number": "+447911123456"})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert phones.number(couple.ada) == NUMBER


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("01512 3456789", "with its country code"),
        ("+49 30 901820", "Texts do not reach this number"),
        ("<script>", "with its country code"),
    ],
)
def test_what_is_no_number_is_said_beside_it(couple: Couple, number: str, words: str) -> None:
    answer = confirmed(couple.ada).post(f"{PAGE}number/", {"number": number})

    assert answer.status_code == 200
    assert words in " ".join(texts(answer, "li"))
    assert not Phone.objects.exists()


def test_a_wrong_code_is_said_beside_it_and_after_five_there_is_a_new_one(couple: Couple) -> None:
    ada = confirmed(couple.ada)
    ada.post(f"{PAGE}number/", {"number": NUMBER})
    wrong = f"{(int(code_for(couple.ada)) + 1) % 1_000_000:06d}"

    tries = [ada.post(f"{PAGE}code/", {"code": wrong}).content.decode() for _ in range(6)]

    assert ["That is another code" in one for one in tries] == [True] * 4 + [False] * 2
    assert all("no longer good" in one and "Send a new code" in one for one in tries[4:])
    told = ada.post(f"{PAGE}again/", follow=True).content.decode()
    assert "A new code is on its way" in told
    ada.post(f"{PAGE}code/", {"code": code_for(couple.ada)})
    assert phones.number(couple.ada) == NUMBER


def test_too_many_codes_are_refused_with_a_word(couple: Couple) -> None:
    ada = confirmed(couple.ada)
    ada.post(f"{PAGE}number/", {"number": NUMBER})
    for _ in range(4):
        ada.post(f"{PAGE}again/")

    told = ada.post(f"{PAGE}again/", follow=True).content.decode()
    beside = ada.post(f"{PAGE}number/", {"number": NUMBER}).content.decode()

    assert "Try again tomorrow" in told and "Try again tomorrow" in beside
    assert OutboxText.objects.count() == 5


def test_a_fourth_test_of_a_day_is_refused_with_a_word(couple: Couple) -> None:
    verified(couple.ada, now=now())
    ada = signed_in(couple.ada)

    told = [ada.post(f"{PAGE}test/", follow=True).content.decode() for _ in range(4)]

    assert ["is on its way" in one for one in told] == [True, True, True, False]
    assert "Try again tomorrow" in told[3]


def test_a_number_that_is_removed_is_shown_nowhere(couple: Couple) -> None:
    verified(couple.ada, now=now())
    ada = confirmed(couple.ada)
    assert "Remove your number?" in ada.get(f"{PAGE}remove/").content.decode()

    ada.post(f"{PAGE}remove/")

    assert not Phone.objects.exists()
    assert SPOKEN not in ada.get(LOG).content.decode()
    assert ada.get(f"{PAGE}remove/").status_code == 404


def test_after_a_stop_the_page_says_how_texts_come_again(couple: Couple) -> None:
    verified(couple.ada, now=now())
    deeds.stop(NUMBER, now=now())

    shown = page(couple.ada)

    assert "You answered STOP" in shown and "Answer START" in shown
    assert "Send a new code" not in shown and "Send a test" not in shown


def test_a_number_that_was_refused_says_so(couple: Couple) -> None:
    verified(couple.ada, now=now())
    deeds.refuse(NUMBER, now=now())

    assert "took no text to this number" in page(couple.ada)


def test_the_other_sees_nothing_of_it(couple: Couple) -> None:
    before = page(couple.ben)

    verified(couple.ada, now=now())
    deeds.stop(NUMBER, now=now())

    for person_id in (couple.ben, couple.stranger):
        assert SPOKEN not in page(person_id) + page(person_id, PAGE)
    assert len(page(couple.ben)) == len(before)
    for deed in ("test/", "again/"):
        assert signed_in(couple.ben).post(PAGE + deed).status_code == 404
    assert confirmed(couple.ben).post(f"{PAGE}remove/").status_code == 404
    assert Phone.objects.filter(person_id=couple.ada).exists()


def test_where_no_texts_are_sent_none_are_offered_and_a_number_can_go(
    couple: Couple, settings: Settings
) -> None:
    verified(couple.ada, now=now())
    settings.SMS = None

    assert "Texts" not in texts(signed_in(couple.ben).get(LOG), "h2")
    assert signed_in(couple.ben).get(PAGE).status_code == 404
    assert confirmed(couple.ben).get(f"{PAGE}number/").status_code == 404
    shown = page(couple.ada)
    assert "No texts are sent from here at present" in shown and "Send a test" not in shown
    confirmed(couple.ada).post(f"{PAGE}remove/")
    assert not Phone.objects.exists()


def test_a_provider_of_texts_has_no_mailbox(couple: Couple, settings: Settings) -> None:
    settings.SMS = Signed("https://sms.example.net", "a secret that two know")
    deeds.ask_code(couple.ada, NUMBER, now=now())

    assert "It lies in the mailbox" not in page(couple.ada, PAGE)


def test_a_number_costs_one_query(couple: Couple, django_assert_num_queries: object) -> None:
    verified(couple.ada, now=now())

    with django_assert_num_queries(1):  # type: ignore[operator]
        phones.mine(couple.ada, now=now())
