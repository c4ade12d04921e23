"""From an invitation's link through the confirmed address to the invitation again."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from planner.queries.people import people
from tests.factories import NOW, Couple, invite, join, person
from tests.web.people.test_invitations import offered
from tests.web.reading import signed_in, texts

ABOUT = {"email": "kim@example.org", "password1": "Correct-horse-77", "name": "Kim", "tzid": "Europe/Berlin"}


@pytest.fixture(autouse=True)
def unlimited(db: None) -> None:
    cache.clear()


def start(browser: Client, **more: str) -> HttpResponse:
    return browser.post("/accounts/signup/", ABOUT | more)


def confirm(browser: Client) -> HttpResponse:
    """Follow the newest mail's link, and say yes."""
    link = re.search(r"http://[^/]+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)
    assert link is not None
    return browser.post(link.group(1))


def test_confirming_in_the_same_browser_signs_in_and_leads_to_the_invitation(couple: Couple) -> None:
    path, browser = offered(couple), Client()

    start(browser, next=path)
    answer = confirm(browser)

    assert answer.headers["Location"] == path
    assert texts(browser.get(path), "h1") == ["Cleo invites you"]


def test_confirming_in_another_browser_signs_nobody_in(couple: Couple) -> None:
    start(Client())

    answer = confirm(Client())

    assert answer.headers["Location"] == "/accounts/login/"


def test_without_a_chosen_zone_nobody_starts() -> None:
    page = start(Client(), tzid="")

    assert texts(page, "ul", "errorlist") == ["This field is required."]
    assert mail.outbox == []


def test_zones_stand_by_the_part_of_the_world_with_none_chosen() -> None:
    page = Client().get("/accounts/signup/")

    options = texts(page, "option")
    assert options[:2] == ["Choose your time zone", "Amsterdam"]
    assert ("Berlin" in options, "Argentina, Buenos Aires" in options, "UTC" in options) == (True, True, True)
    assert page.content.decode().count(" selected") == 1


@pytest.mark.parametrize("path", ["/", "/us/"])
def test_an_invitation_to_ones_own_address_is_found_without_its_link(couple: Couple, path: str) -> None:
    offered(couple)
    kim, lou = person("Kim"), person("Lou")

    hers, not_hers = (texts(signed_in(one).get(path), "section", "sheet--wash") for one in (kim, lou))

    assert hers[0].startswith("Cleo invites you ")
    assert not any("Cleo" in one for one in not_hers)


def test_it_is_read_and_accepted_there(couple: Couple) -> None:
    offered(couple)
    kim = person("Kim")
    (offer,) = people.offers(kim, now=NOW)
    path = f"/us/invitations/{offer.id}/"

    page = signed_in(kim).get(path)
    answer = signed_in(kim).post(path)

    assert texts(page, "h1") == ["Cleo invites you"]
    assert answer.headers["Location"] == "/us/"
    partner = people.couple(kim).partner
    assert partner is not None and partner.id == couple.stranger


def test_it_is_declined_there(couple: Couple) -> None:
    offered(couple)
    kim = person("Kim")
    (offer,) = people.offers(kim, now=NOW)

    signed_in(kim).post(f"/us/invitations/{offer.id}/decline/")

    assert people.offers(kim, now=NOW) == ()
    assert people.couple(kim).partner is None


@pytest.mark.parametrize("deed", ["", "decline/"])
def test_an_invitation_to_somebody_else_is_nothing(couple: Couple, deed: str) -> None:
    offered(couple)
    kim, lou = person("Kim"), person("Lou")
    (offer,) = people.offers(kim, now=NOW)
    path = f"/us/invitations/{offer.id}/{deed}"

    statuses = [signed_in(one).post(path).status_code for one in (lou, couple.ada, couple.stranger)]

    assert statuses == [404, 404, 404]
    assert people.offers(kim, now=NOW) == (offer,)


def test_whoever_is_not_alone_is_offered_nothing(couple: Couple) -> None:
    invite(couple.stranger, "kim@example.org")
    kim, lou = person("Kim"), person("Lou")

    join(kim, lou)

    assert people.offers(kim, now=NOW) == ()
