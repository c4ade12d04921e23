import re
from datetime import timedelta

from django.utils import timezone

from planner.actions.exchange import tokens as deeds
from planner.queries.exchange import tokens
from tests.factories import NOW, Couple
from tests.web.exchange.test_calendars import confirmed, with_password
from tests.web.reading import signed_in


def test_token_is_shown_once_and_is_ones_own(couple: Couple) -> None:
    ada = confirmed(couple.ada)

    page = ada.post("/me/tokens/new/", {"name": "A script", "scopes": ["read"], "days": "30"})

    (token,) = re.findall(r'value="(al_[\w-]+)"', page.content.decode())
    assert tokens.grant(token, now=NOW).owner_id == couple.ada
    assert token not in ada.get("/me/tokens/").content.decode()


def test_password_is_asked_for_again(couple: Couple) -> None:
    answer = with_password(couple.ada).post("/me/tokens/new/", {"name": "A script"})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert tokens.tokens(couple.ada, now=NOW) == ()


def test_ended_token_opens_nothing(couple: Couple) -> None:
    token_id, token = deeds.create(couple.ada, name="A script", now=NOW)

    signed_in(couple.ada).post(f"/me/tokens/{token_id}/revoke/")

    assert tokens.grant(token, now=NOW) is None


def test_nobody_else_ends_it(couple: Couple) -> None:
    token_id, token = deeds.create(couple.ada, name="A script", now=NOW)

    answers = [signed_in(one).post(f"/me/tokens/{token_id}/revoke/") for one in (couple.ben, couple.stranger)]

    assert [one.status_code for one in answers] == [404, 404]
    assert tokens.grant(token, now=NOW).owner_id == couple.ada


def test_token_is_good_for_what_was_chosen(couple: Couple) -> None:
    ada = confirmed(couple.ada)

    ada.post("/me/tokens/new/", {"name": "A script", "scopes": ["calendar:write"], "days": "30"})
    nothing = ada.post("/me/tokens/new/", {"name": "Another", "days": "365"})
    page = ada.get("/me/tokens/").content.decode()

    (made,) = tokens.tokens(couple.ada, now=timezone.now())
    assert (made.scopes, made.expires_at) == (("calendar:write",), made.created_at + timedelta(days=30))
    assert "Read and change the calendar" in page and "in 30 days" in page
    assert "Choose what it is for." in nothing.content.decode()
