"""Where somebody is signed in: theirs to see and to end, from anywhere; and over with a new password."""

import re
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail

from backend.web import this_browser
from planner.models import PushDevice
from tests.factories import Couple
from tests.privacy import files
from tests.web.accounts.people import DESK, PASSWORD, PHONE, account, is_in, log, sign_in
from tests.web.reading import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(couple: Couple) -> str:
    return account(couple.ada)


def other_session(couple: Couple) -> int:
    found: int = UserSession.objects.filter(user_id=couple.ada).order_by("id")[0].pk
    return found


def test_each_is_listed_by_its_browser_and_no_place(couple: Couple, address: str) -> None:
    sign_in(address, browser=PHONE)
    here = sign_in(address, browser=DESK)

    page = here.get("/me/security/")

    rows = [one for one in texts(page, "li", "rows__row") if "signed in" in one]
    assert [one.split(" signed")[0] for one in rows] == ["Safari on Mac here", "Firefox on Android"]
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"::"}


def test_another_is_ended_from_here(couple: Couple, address: str) -> None:
    phone, here = sign_in(address), sign_in(address, browser=DESK)

    here.post(f"/me/security/sessions/{other_session(couple)}/end/")

    assert (is_in(phone), is_in(here)) == (False, True)
    assert log(couple.ada)[-1] == "sessions_ended"


def test_all_others_are_ended_at_once(couple: Couple, address: str) -> None:
    others = [sign_in(address) for _ in range(3)]
    here = sign_in(address)

    here.post("/me/security/sessions/end/")

    assert ([is_in(one) for one in others], is_in(here)) == ([False] * 3, True)


def test_nobody_else_ends_it(couple: Couple, address: str) -> None:
    phone = sign_in(address)
    strangers = [sign_in(account(one)) for one in (couple.ben, couple.stranger)]

    ends = [one.post(f"/me/security/sessions/{other_session(couple)}/end/") for one in strangers]

    assert [one.status_code for one in ends] == [404, 404]
    assert is_in(phone)


def test_pushes_to_a_browser_end_with_it(couple: Couple, address: str) -> None:
    phone, here = sign_in(address), sign_in(address)
    device = files.device(couple.ada, "endpoint", "Phone", now=UserSession.objects.first().created_at)
    session = phone.session
    session[this_browser.DEVICE] = str(device)
    session.save()

    here.post("/me/security/sessions/end/")

    assert not PushDevice.objects.exists()


def test_a_new_password_signs_out_everywhere_else(couple: Couple, address: str) -> None:
    phone, here = sign_in(address), sign_in(address)
    fields = {"oldpassword": PASSWORD, "password1": "another fine one 77", "password2": "another fine one 77"}

    here.post("/accounts/password/change/", fields)

    assert (is_in(phone), is_in(here)) == (False, True)
    assert UserSession.objects.filter(user_id=couple.ada).count() == 1
    assert log(couple.ada)[-1] == "password_changed"


def test_a_password_set_by_mail_signs_out_everywhere(couple: Couple, address: str) -> None:
    phone = sign_in(address)
    browser = sign_in(address, "not the password")
    new = f"fresh-{uuid4().hex}"

    browser.post("/accounts/password/reset/", {"email": address})
    (path,) = re.findall(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    form = browser.get(path).headers["Location"]
    browser.post(form, {"password1": new, "password2": new})

    assert not is_in(phone)
    assert is_in(sign_in(address, new))
    assert "password_changed" in log(couple.ada)


def test_the_page_asks_as_much_for_many_as_for_one(
    couple: Couple, address: str, django_assert_num_queries: object
) -> None:
    here = sign_in(address)
    here.get("/me/security/")

    def look(expected: int) -> None:
        with django_assert_num_queries(expected):  # type: ignore[operator]
            here.get("/me/security/")

    look(7)
    for _ in range(4):
        sign_in(address)
    look(7)
