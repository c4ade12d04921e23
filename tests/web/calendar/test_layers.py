"""The page of holidays and birthdays, as two partners use it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from planner.models import Birthday
from tests.factories import Couple
from tests.web.reading import signed_in, texts


def test_a_country_is_chosen_and_then_a_part_of_it(couple: Couple) -> None:
    ada = signed_in(couple.ada)
    ada.post("/me/layers/", {"country": "DE", "shows_birthdays": "on"})
    ada.post("/me/layers/", {"country": "DE", "subdivision": "BY", "shows_birthdays": "on"})

    page = ada.get("/me/layers/").content.decode()
    ada.post("/me/layers/", {"country": "FR", "subdivision": "BY"})
    after = ada.get("/me/layers/").content.decode()

    assert '<option value="BY" selected>Bayern</option>' in page
    assert '<option value="FR" selected>France</option>' in after and "Bayern" not in after
    assert "selected" not in signed_in(couple.ben).get("/me/layers/").content.decode().replace(
        '<option value="" selected>', ""
    )


def test_a_birthday_is_added_shared_changed_and_deleted(couple: Couple) -> None:
    ada, ben = signed_in(couple.ada), signed_in(couple.ben)
    written = {"name": "Anna", "day": "15", "month": "4", "year": "", "is_shared": "on"}

    refused = ada.post("/me/birthdays/new/", written | {"day": "31"})
    ada.post("/me/birthdays/new/", written)
    one = Birthday.objects.get()
    seen = "Anna" in ben.get("/me/layers/").content.decode()
    ada.post("/me/birthdays/share/", {})
    hidden = "Anna" not in ben.get("/me/layers/").content.decode()
    ada.post(f"/me/birthdays/{one.id}/", written | {"name": "Anna B.", "year": "1987"})
    changed = "Anna B. turns" in str(ada.get("/api/v1/layers/?start=2027-01-01&end=2028-01-01").json())
    ada.post(f"/me/birthdays/{one.id}/delete/")

    assert texts(refused, "ul", "errorlist") == ["There is no such day."]
    assert (seen, hidden, changed, Birthday.objects.exists()) == (True, True, True, False)


def test_an_address_book_says_what_came_of_it(couple: Couple) -> None:
    card = b"BEGIN:VCARD\nFN:Anna\nBDAY:--0415\nEND:VCARD\n"
    ada = signed_in(couple.ada)

    answers = [
        ada.post("/me/birthdays/bring-in/", {"file": SimpleUploadedFile("a.vcf", data)}, follow=True)
        for data in (card, card, b"<html>")
    ]

    said = [texts(one, "ul", "errorlist") or texts(one, "div", "alert") for one in answers]
    assert "1 birthday came in." in str(said[0]) + answers[0].content.decode()
    assert "0 birthdays came in. 1 you had already." in answers[1].content.decode()
    assert said[2] == ["No contact could be read in this file. Export them as vCard (.vcf)."]


def test_layers_over_the_api_have_bounds(couple: Couple) -> None:
    ada = signed_in(couple.ada)

    for query in ("", "?start=2027-01-01&end=2027-01-01", "?start=2027-01-01&end=2029-01-01"):
        assert ada.get(f"/api/v1/layers/{query}").status_code == 400
    made = ada.post(
        "/api/v1/birthdays/", {"name": "Anna", "month": 4, "day": 15}, content_type="application/json"
    ).json()
    assert (made["is_shared"], made["is_mine"], made["turns"]) == (True, True, None)
    assert signed_in(couple.ben).get(f"/api/v1/birthdays/{made['id']}/").json()["is_mine"] is False
    assert signed_in(couple.ben).delete(f"/api/v1/birthdays/{made['id']}/").status_code == 403
    assert signed_in(couple.stranger).get(f"/api/v1/birthdays/{made['id']}/").status_code == 404
