import re

from planner.actions.exchange import tokens as deeds
from planner.queries.exchange import tokens
from tests.factories import NOW, Couple
from tests.web.exchange.test_calendars import confirmed, with_password
from tests.web.reading import signed_in


def test_token_is_shown_once_and_is_ones_own(couple: Couple) -> None:
    ada = confirmed(couple.ada)

    page = ada.post("/me/tokens/new/", {"name": "A script"})

    (token,) = re.findall(r'value="(al_[\w-]+)"', page.content.decode())
    assert tokens.owner_of(token) == couple.ada
    assert token not in ada.get("/me/tokens/").content.decode()


def test_password_is_asked_for_again(couple: Couple) -> None:
    answer = with_password(couple.ada).post("/me/tokens/new/", {"name": "A script"})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert tokens.tokens(couple.ada) == ()


def test_ended_token_opens_nothing(couple: Couple) -> None:
    token_id, token = deeds.create(couple.ada, name="A script", now=NOW)

    signed_in(couple.ada).post(f"/me/tokens/{token_id}/revoke/")

    assert tokens.owner_of(token) is None


def test_nobody_else_ends_it(couple: Couple) -> None:
    token_id, token = deeds.create(couple.ada, name="A script", now=NOW)

    answers = [signed_in(one).post(f"/me/tokens/{token_id}/revoke/") for one in (couple.ben, couple.stranger)]

    assert [one.status_code for one in answers] == [404, 404]
    assert tokens.owner_of(token) == couple.ada
