import pytest
from django.test import Client
from rest_framework import status

A_UUID = "00000000-0000-4000-8000-000000000000"


def test_what_is_said_of_oneself_is_read_and_changed_piece_by_piece(ada, ben):
    before = ada.get("me/").json()

    after = ada.call("PATCH", "me/", {"language": "de", "quiet_from": "22:00"})

    assert {"name", "email", "tzid", "language", "quiet_from", "quiet_until"} == before.keys()
    assert after.json() == before | {"language": "de", "quiet_from": "22:00"}
    assert ben.get("me/").json()["language"] == "en"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"language": "tlh"}, "language"),
        ({"tzid": "Mars/Olympus"}, "tzid"),
        ({"quiet_from": None}, "quiet_until"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(ada, body, field):
    answer = ada.call("PATCH", "me/", body)

    assert (answer.status_code, answer.json()["error"]["field"]) == (status.HTTP_400_BAD_REQUEST, field)


def test_a_refusal_is_in_the_language_of_whoever_asks(ada, ben):
    ada.call("PATCH", "me/", {"language": "de"})

    said = [one.get(f"events/{A_UUID}/").json()["error"]["message"] for one in (ada, ben)]
    said.append(Client(headers={"Accept-Language": "de"}).get("/api/nowhere/").json()["error"]["message"])

    assert said == ["Hier ist nichts.", "There is nothing here.", "Hier ist nichts."]
