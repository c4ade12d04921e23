from datetime import timedelta

from django.test import Client
from django.utils import timezone

from planner.queries.people import people
from tests.factories import Couple, invite, person
from tests.web.reading import signed_in, texts


def offered(couple: Couple, address: str = "kim@example.org", *, days_ago: int = 0) -> str:
    """The path of an invitation that the third person sent."""
    now = timezone.now() - timedelta(days=days_ago)
    return f"/invitations/{invite(couple.stranger, address, now=now)}/"


def test_signed_out_it_does_not_say_who_invites(couple: Couple) -> None:
    path = offered(couple)

    page = Client().get(path)

    assert texts(page, "h1") == ["You have been invited"]
    assert "Cleo" not in page.content.decode()
    assert f'href="/accounts/signup/?next={path}"' in page.content.decode()


def test_whoever_is_invited_sees_who_invites_and_accepts(couple: Couple) -> None:
    path, kim = offered(couple), person("Kim")

    page = signed_in(kim).get(path)
    answer = signed_in(kim).post(path)

    assert texts(page, "h1") == ["Cleo invites you"]
    assert answer.headers["Location"] == "/us/"
    partner = people.couple(kim).partner
    assert partner is not None and partner.id == couple.stranger


def test_reading_it_changes_nothing(couple: Couple) -> None:
    path, kim = offered(couple), person("Kim")

    for read in (signed_in(kim).get, signed_in(kim).head):
        read(path)

    assert people.couple(kim).partner is None


def test_declining_is_kept_quiet(couple: Couple) -> None:
    path, kim = offered(couple), person("Kim")

    signed_in(kim).post(f"{path}decline/")

    assert texts(signed_in(kim).get(path), "h1") == ["This invitation is over"]
    assert people.couple(kim).partner is None


def test_another_address_is_told_so_without_a_name(couple: Couple) -> None:
    path, lou = offered(couple), person("Lou")

    page, answer = signed_in(lou).get(path), signed_in(lou).post(path)

    assert texts(page, "h1") == ["This invitation went to another address"]
    assert "Cleo" not in page.content.decode()
    assert (answer.status_code, people.couple(lou).partner) == (403, None)


def test_after_three_days_it_is_over(couple: Couple) -> None:
    path, kim = offered(couple, days_ago=4), person("Kim")

    assert texts(signed_in(kim).get(path), "h1") == ["This invitation is over"]


def test_paired_it_cannot_be_used(couple: Couple) -> None:
    path = offered(couple, "ada@example.org")

    page = signed_in(couple.ada).get(path)

    assert texts(page, "h1") == ["You already share Alongside"]


def test_signed_out_nothing_is_accepted(couple: Couple) -> None:
    path = offered(couple)

    answer = Client().post(path)

    assert answer.headers["Location"] == f"/accounts/login/?next={path}"


def test_unknown_token_is_nothing(couple: Couple) -> None:
    assert Client().get("/invitations/nothing/").status_code == 404
