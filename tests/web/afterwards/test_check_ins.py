"""Two taps afterwards: what a page asks, what it keeps from the other, and how two come to talk it over."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planner.actions.afterwards import check_ins
from planner.actions.feelings import flags
from planner.core.check_ins import Felt, Reveal
from planner.models import CheckIn
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


@pytest.fixture
def party(couple: Couple) -> UUID:
    """Two evenings ago; both know that it was hard for one of them."""
    made = event(couple.ada, "Office party", evening(-2), now=timezone.now() - timedelta(days=9))
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=timezone.now() - timedelta(days=9))
    return made


def path(party: UUID, part: str = "") -> str:
    return f"/events/{party}/on/once/{part}"


def say(
    who: UUID, party: UUID, felt: Felt = Felt.HARD, reveal: Reveal = Reveal.TOGETHER, line: str = ""
) -> None:
    check_ins.say(who, party, "", felt=felt, reveal=reveal, line=line, now=timezone.now())


def read(who: UUID, party: UUID) -> list[bytes]:
    """All that this person can get about it, but for the token of its forms."""
    client = signed_in(who)
    client.cookies["csrftoken"] = "x" * 32
    answers = [client.get(path(party, part)) for part in ("", "check-in/", "talk-it-over/")]
    return [b"\n".join(line for line in one.content.splitlines() if b"csrf" not in line) for one in answers]


def test_the_mornings_two_taps(couple: Couple, party: UUID) -> None:
    ada = signed_in(couple.ada)
    page = ada.get(path(party)).content.decode()
    form = ada.get(path(party, "check-in/"))

    answer = ada.post(path(party, "check-in/"), {"felt": "3", "reveal": "together"}, follow=True)

    assert path(party, "check-in/") in page
    assert "How was it for you?" in texts(form, "legend") and "Did the plan help?" not in texts(
        form, "legend"
    )
    assert "Unless you choose otherwise: Both, once you both have spoken." in texts(form, "p")
    assert answer.redirect_chain == [(path(party), 302)]
    row = CheckIn.objects.get()
    assert (row.owner_id, row.felt, row.helped, row.reveal) == (couple.ada, 3, None, "together")


def test_nothing_chosen_is_said_beside_the_field_and_keeps_the_line(couple: Couple, party: UUID) -> None:
    answer = signed_in(couple.ada).post(path(party, "check-in/"), {"line": "It was loud"})

    assert texts(answer, "ul", "errorlist") == ["Choose one of the three."]
    assert "It was loud" in answer.content.decode()
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("reveal", [Reveal.TOGETHER, Reveal.NEVER])
def test_the_others_bytes_do_not_change_before_they_spoke(
    couple: Couple, party: UUID, reveal: Reveal
) -> None:
    before = read(couple.ben, party)

    say(couple.ada, party, reveal=reveal, line="It was loud")

    assert read(couple.ben, party) == before


def test_the_others_bytes_are_the_same_whether_one_keeps_it_or_says_nothing(
    couple: Couple, party: UUID
) -> None:
    say(couple.ben, party)
    before = read(couple.ben, party)

    say(couple.ada, party, reveal=Reveal.NEVER, line="It was loud")

    assert read(couple.ben, party) == before


def test_being_calm_enough_changes_no_byte_of_the_others_before_they_are(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        say(one, party)
    before = read(couple.ben, party)

    signed_in(couple.ada).post(path(party, "talk-it-over/want/"), {"wants": "yes"})

    assert read(couple.ben, party) == before
    assert signed_in(couple.ben).get(path(party, "talk-it-over/")).status_code == 404


def test_both_come_to_the_ten_minutes_and_close_them(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        say(one, party)
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)

    first = ada.post(path(party, "talk-it-over/want/"), {"wants": "yes"})
    second = ben.post(path(party, "talk-it-over/want/"), {"wants": "yes"})
    steps = ada.get(path(party, "talk-it-over/"))
    ada.post(path(party, "talk-it-over/done/"))

    assert [one.headers["Location"] for one in (first, second)] == [path(party), path(party, "talk-it-over/")]
    assert len(texts(steps, "li", "talk-over__part")) == 5
    assert "You have talked it over." in ben.get(path(party)).content.decode()


def test_after_the_reveal_the_page_offers_no_way_back_and_says_why(couple: Couple, party: UUID) -> None:
    say(couple.ada, party)
    ada, where = signed_in(couple.ada), path(party, "check-in/")
    open_since_before = ada.get(where).content.decode()
    say(couple.ben, party)

    page = ada.get(where).content.decode()
    answer = ada.post(where, {"felt": "3", "reveal": "never"})
    api = ada.put(f"/api/v1/check-ins/{party}/once/", {"felt": 3}, content_type="application/json")

    assert 'value="never"' in open_since_before and 'value="never"' not in page
    assert "neither can be kept back now" in page
    assert [one[:43] for one in texts(answer, "ul", "errorlist")] == [
        "You can each read what the other said, so y"
    ]
    assert (api.status_code, api.json()["error"]["code"], api.json()["error"]["field"]) == (
        400,
        "already_revealed",
        "reveal",
    )
    assert CheckIn.objects.get(owner_id=couple.ada).reveal == "together"


def test_who_knows_of_nothing_is_asked_nothing(couple: Couple) -> None:
    quiet = event(couple.ada, "Dinner", evening(-2), now=timezone.now() - timedelta(days=9))
    before = read(couple.ben, quiet)

    flags.flag(couple.ada, quiet, "", level=3, now=timezone.now())
    say(couple.ada, quiet, line="Alone")

    assert read(couple.ben, quiet) == before
    assert "Afterwards</h2>" in signed_in(couple.ada).get(path(quiet)).content.decode()
    mine = signed_in(couple.ada).get(path(quiet, "check-in/")).content.decode()
    assert 'value="together"' in mine


def test_it_is_asked_only_when_it_is_over_and_only_of_the_two(couple: Couple, party: UUID) -> None:
    ahead = event(couple.ada, "Fair", evening(3))
    stranger = signed_in(couple.stranger)

    assert signed_in(couple.ada).get(path(ahead, "check-in/")).status_code == 400
    assert stranger.get(path(party, "check-in/")).status_code == 404
    posts = [stranger.post(path(party, f"talk-it-over/{deed}/")).status_code for deed in ("want", "done")]
    assert posts == [404, 404]


def test_a_check_in_over_the_api(couple: Couple, party: UUID) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    where = f"/api/v1/check-ins/{party}/once/"

    for one, felt in ((ada, 3), (ben, 1)):
        said = one.put(where, {"felt": felt, "reveal": "together"}, content_type="application/json")
        assert said.status_code == 200
    wants = [
        one.post(f"{where}want/", {}, content_type="application/json").json()["both_want"]
        for one in (ada, ben)
    ]

    assert ada.get(where).json()["theirs"]["felt"] == 1
    assert wants == [False, True]
    assert ben.post(f"{where}talked/").json()["is_talked_over"]
    assert signed_in(couple.stranger).get(where).status_code == 404


@pytest.mark.parametrize("said", [0, 1, 2])
@pytest.mark.parametrize("part", ["", "check-in/"])
def test_afterwards_a_page_takes_few_queries_whatever_was_said(
    couple: Couple, party: UUID, part: str, said: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for who in (couple.ada, couple.ben)[:said]:
        say(who, party)
    client = signed_in(couple.ada)

    with django_assert_num_queries(11):
        client.get(path(party, part))
