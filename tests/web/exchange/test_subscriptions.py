from uuid import UUID

import pytest
from django.http import HttpResponse
from django.utils import timezone

from planner.models import Event, Subscription
from planner.queries.calendar import event_views
from planner.queries.exchange import subscriptions
from planner.queries.views import SubscriptionView
from tests.factories import Couple, ics, vevent
from tests.privacy import files
from tests.web.reading import evening, signed_in, texts

BODY = {"address": "webcal://calendars.example/4711.ics", "name": "", "visibility": "busy"}
NEW = "/calendars/subscriptions/new/"


def add(who: UUID, **more: str) -> HttpResponse:
    return signed_in(who).post(NEW, BODY | more)


def added(who: UUID, *names: str) -> SubscriptionView:
    """A subscription that was read and held these events."""
    add(who)
    (found,) = subscriptions.subscriptions(who, now=timezone.now())
    start = f"{evening(6):%Y%m%dT%H%M%S}Z"
    files.refresh(found.id, ics(*(vevent(name, name, start=start) for name in names)), now=timezone.now())
    return subscriptions.one(who, found.id, now=timezone.now())


def at(found: SubscriptionView, deed: str = "") -> str:
    return f"/calendars/subscriptions/{found.id}/{deed}"


def test_an_address_is_subscribed_to_and_shown_by_its_host(couple: Couple) -> None:
    answer = add(couple.ada, username="ada", password="s3cret")

    page = signed_in(couple.ada).get(answer["Location"])
    listed = signed_in(couple.ada).get("/calendars/")
    assert page["Refresh"] == "3"
    assert texts(page, "p", "lede") == ["From calendars.example"]
    assert b"calendars.example" in listed.content
    assert not any(secret in one.content for one in (page, listed) for secret in (b"4711", b"s3cret"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Paste the address first."),
        ("https://calendars.example:22/", "Only addresses at the usual ports, 80 and 443, can be read."),
        ("file:///etc/passwd", "This is not an address that a calendar can be read at."),
    ],
)
def test_a_wrong_address_is_said_beside_the_field_and_what_was_typed_stays(
    couple: Couple, address: str, said: str
) -> None:
    page = add(couple.ada, address=address, name="Choir")

    assert texts(page, "ul", "errorlist") == [said]
    assert b'value="Choir"' in page.content
    assert not Subscription.objects.exists()


def test_what_is_left_empty_stays_and_what_is_forgotten_goes(couple: Couple) -> None:
    add(couple.ada, username="ada", password="s3cret")
    (found,) = subscriptions.subscriptions(couple.ada, now=timezone.now())
    client = signed_in(couple.ada)

    client.post(at(found, "edit/"), {"name": "Work", "address": "", "username": "", "password": ""})
    named = Subscription.objects.select_related("calendar").get()
    client.post(at(found, "edit/"), {"name": "Work", "forget": "on"})

    assert (named.calendar.name, named.password) == ("Work", "s3cret")
    assert (Subscription.objects.get().username, Subscription.objects.get().password) == ("", "")


def test_what_is_ticked_is_shared_and_one_choice_holds_for_all(couple: Couple) -> None:
    found = added(couple.ada, "Party", "Choir")
    client = signed_in(couple.ada)
    party = Event.objects.get(uid="Party")

    client.post(at(found, "share/"), {"events": [str(party.id)]})
    shared = event_views.events(couple.ben, now=timezone.now(), limit=5)
    client.post(at(found, "visibility/"), {"visibility": "private"})

    assert [one.title for one in shared] == ["Party"]
    assert event_views.events(couple.ben, now=timezone.now(), limit=5) == ()


def test_trouble_is_said_in_words_with_what_can_be_done(couple: Couple) -> None:
    found, client = added(couple.ada, "Party"), signed_in(couple.ada)
    Subscription.objects.update(error_code="vanished")

    page = client.get(at(found))
    client.post(at(found, "empty/"))

    assert b"Yes, it is empty now" in page.content
    assert Subscription.objects.get().may_be_empty
    again = client.post(at(found, "refresh/"), follow=True)
    assert again.redirect_chain == [(at(found), 302)]
    assert b"Wait a minute" in again.content


def test_page_says_where_the_others_keep_the_address(couple: Couple) -> None:
    page = signed_in(couple.ada).get(NEW)

    told = {one.split()[0] for one in texts(page, "summary")}
    assert told > {"Google", "iCloud", "Outlook", "Nextcloud", "Proton"}


def test_what_was_mended_is_named_in_plain_words(couple: Couple) -> None:
    add(couple.ada)
    (found,) = subscriptions.subscriptions(couple.ada, now=timezone.now())
    start = f"{evening(6):%Y%m%dT%H%M%S}Z"
    odd = vevent("odd", "Odd & old", "RRULE:FREQ=SOMETIMES", start=start)
    files.refresh(found.id, ics(odd), now=timezone.now())

    page = signed_in(couple.ada).get(at(found))

    assert texts(page, "li", "rows__row") == [
        "Odd & old: The repetition could not be read; only the first date is shown."
    ]


def test_it_ends_after_a_yes(couple: Couple) -> None:
    found, client = added(couple.ada, "Party"), signed_in(couple.ada)

    asked = client.get(at(found, "end/"))
    assert Event.objects.exists()
    client.post(at(found, "end/"))

    assert "Its 1 event leaves your calendar." in texts(asked, "p", "lede")[0]
    assert not Event.objects.exists()
