import pytest
from django.test import Client

from tests.web.reading import texts


@pytest.mark.django_db
def test_signed_out_start_says_what_this_is_and_shows_a_card() -> None:
    page = Client().get("/")

    assert texts(page, "h1") == ["Walk in together."]
    assert texts(page, "a", "btn--primary") == ["Start"]
    assert texts(page, "dt") == ["Arriving", "If we get separated", "Leaving"]
