"""Whoever runs it sees states and counts, does a few deeds that are noted, and reads nothing of anybody."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from backend import admin
from backend.web import this_browser
from planner.actions.exchange import feeds, tokens
from planner.actions.people import running
from planner.models import ApiToken, Feed, Person, PushDevice, Reminder
from tests.actions.reminders.engine import due_reminder
from tests.factories import NOW, Couple
from tests.privacy import files, world
from tests.privacy.routes import all_routes, fill
from tests.web.exchange.test_calendars import with_password
from tests.web.reading import signed_in

pytestmark = pytest.mark.django_db

ROUTES = [route for route in all_routes() if route.name.startswith("admin:")]
LISTS = [route for route in ROUTES if route.name.endswith("_changelist")]
PEOPLE, REMINDERS = "/running-it/planner/person/", "/running-it/planner/reminder/"
LETTER_BY_LETTER = "?email__startswith=a"


def staff(person_id: object) -> Client:
    """Somebody who has just signed in and may see how it runs."""
    Person.objects.filter(pk=person_id).update(is_staff=True)
    Authenticator.objects.create(user_id=person_id, type=Authenticator.Type.TOTP, data={})
    return signed_in(person_id)


def does(client: Client, path: str, action: str, *ids: object) -> int:
    return client.post(path, {"action": action, "_selected_action": [str(one) for one in ids]}).status_code


def test_staff_read_nothing_that_anybody_wrote() -> None:
    planted = world.build(timezone.now())
    client = staff(planted.stranger)
    words = planted.private | planted.shared | planted.secret | planted.tokens
    addresses = Person.objects.exclude(pk=planted.stranger).values_list("email", flat=True)

    pages = [client.get(fill(route, {"app_label": "planner"}), follow=True) for route in ROUTES]
    read = b"".join(page.content for page in pages if page.wsgi_request.path.startswith("/running-it/"))

    assert len(LISTS) == len(admin.site._registry) > 10
    assert str(planted.ada).encode() in read
    assert [what for what, word in words.items() if word.encode() in read] == []
    assert [one for one in addresses if one.encode() in read] == []


def test_every_list_shows_its_rows_in_few_queries(couple: Couple, django_assert_max_num_queries) -> None:
    client = staff(couple.stranger)

    for route in LISTS:
        with django_assert_max_num_queries(9):
            assert client.get(fill(route, {})).status_code == 200


@pytest.mark.parametrize("who", ["ada", "ben", "stranger"])
def test_for_anybody_else_there_is_no_such_page(couple: Couple, who: str) -> None:
    client = signed_in(getattr(couple, who))
    paths = [fill(route, {"app_label": "planner"}) for route in ROUTES if "logout" not in route.name]
    shown = [path for path in paths if "password" not in path]

    assert [path for path in shown if client.get(path).status_code != 404] == []
    assert [path for path in shown if Client().get(path).status_code != 404] == []
    assert does(client, PEOPLE, "deactivate", couple.ada) == 404
    assert Person.objects.get(pk=couple.ada).is_active


def test_without_a_second_step_there_is_no_such_page_either(couple: Couple) -> None:
    client = staff(couple.stranger)
    Authenticator.objects.all().delete()

    assert client.get(PEOPLE).status_code == 404


def test_staff_confirm_first_that_it_is_them(couple: Couple) -> None:
    staff(couple.stranger)
    client = with_password(couple.stranger)

    answer = client.get(PEOPLE)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.parametrize(
    "query", [LETTER_BY_LETTER, "?name=Ada", "?membership__couple__isnull=False", "?q=ada"]
)
def test_no_address_can_be_guessed_letter_by_letter(couple: Couple, query: str) -> None:
    client = staff(couple.stranger)
    everybody = client.get(PEOPLE).content.count(b"action-select")

    answer = client.get(PEOPLE + query, follow=True)

    assert answer.status_code == 400 or answer.content.count(b"action-select") == everybody


def test_a_filter_that_is_offered_works(couple: Couple) -> None:
    client = staff(couple.stranger)

    page = client.get(f"{PEOPLE}?is_staff__exact=1").content

    assert str(couple.stranger).encode() in page
    assert str(couple.ada).encode() not in page


def test_a_deactivated_account_is_out_at_once_and_it_is_noted(
    couple: Couple, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ada, client = signed_in(couple.ada), staff(couple.stranger)
    feeds.create(couple.ada, name="Phone", now=NOW)
    tokens.create(couple.ada, name="Program", now=NOW)

    does(client, PEOPLE, "deactivate", couple.ada, couple.stranger)

    assert ada.get("/", follow=True).wsgi_request.user.is_anonymous
    assert not Feed.objects.filter(owner_id=couple.ada, revoked_at=None).exists()
    assert not ApiToken.objects.filter(owner_id=couple.ada, revoked_at=None).exists()
    assert Person.objects.get(pk=couple.stranger).is_active, "nobody shuts themselves out"
    noted = LogEntry.objects.values_list("user_id", "object_id", "object_repr", "change_message")
    assert list(noted) == [(couple.stranger, str(couple.ada), str(couple.ada), "deactivate")]
    assert f"deed=deactivate on=person id={couple.ada} by={couple.stranger}" in caplog.text


def test_a_deactivated_account_comes_back(couple: Couple) -> None:
    running.deactivate(couple.ada, now=NOW)

    does(staff(couple.stranger), PEOPLE, "reactivate", couple.ada)

    assert Person.objects.get(pk=couple.ada).is_active


def test_every_session_of_one_person_ends_and_no_other(couple: Couple) -> None:
    first, second, ben = signed_in(couple.ada), signed_in(couple.ada), signed_in(couple.ben)
    device = files.device(couple.ada, "endpoint", "Phone", now=NOW)
    session = first.session
    session[this_browser.DEVICE] = str(device)
    session.save()

    does(staff(couple.stranger), PEOPLE, "end_sessions", couple.ada)

    found = [one.get("/", follow=True).wsgi_request.user.is_anonymous for one in (first, second, ben)]
    assert found == [True, True, False]
    assert not PushDevice.objects.exists(), "a browser that is signed out gets no pushes"


def test_what_was_given_up_is_tried_once_more(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    Reminder.objects.filter(pk=reminder.pk).update(state="dead", ended_at=NOW, reason="refused", attempts=8)

    does(staff(couple.stranger), REMINDERS, "retry", reminder.pk)

    again = Reminder.objects.get(pk=reminder.pk)
    assert (again.state, again.attempts, again.reason, again.ended_at) == ("pending", 0, "", None)
    assert LogEntry.objects.get().change_message == "retry"


def test_what_was_sent_is_never_sent_again(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    Reminder.objects.filter(pk=reminder.pk).update(state="sent", ended_at=NOW)

    does(staff(couple.stranger), REMINDERS, "retry", reminder.pk)

    assert Reminder.objects.get(pk=reminder.pk).state == "sent"
    assert not LogEntry.objects.exists()


def test_a_command_says_who_may_see_it(couple: Couple) -> None:
    call_command("staff", "Ada@example.org")
    is_staff = Person.objects.get(pk=couple.ada).is_staff
    call_command("staff", "ada@example.org", "--end")

    assert (is_staff, Person.objects.get(pk=couple.ada).is_staff) == (True, False)
    with pytest.raises(CommandError, match="Nobody here has this address"):
        call_command("staff", "nobody@example.org")
