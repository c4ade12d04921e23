"""What Django logs about a request holds no address: a token may be part of it."""

import pytest
from django.test import Client

TOKEN = "s3cret-t0ken"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        f"/invitations/{TOKEN}/",
        f"/invitations/{TOKEN}%E2%80%9D/",
        f"/invitations/{TOKEN}%0A/",
        f"/feeds/{TOKEN}.ics",
        f"/feeds/{TOKEN}%C3%A4.ics",
        f"/{TOKEN}%E2%80%9D/of/no/route/",
    ],
)
def test_no_token_is_logged(caplog: pytest.LogCaptureFixture, path: str) -> None:
    Client().get(path)

    assert caplog.messages[-1].startswith("Not Found: ")
    assert TOKEN not in caplog.text


@pytest.mark.django_db
def test_no_referer_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(enforce_csrf_checks=True)
    referer = f"https://elsewhere.example/invitations/{TOKEN}/"

    answer = client.post(f"/invitations/{TOKEN}/", secure=True, headers={"Referer": referer})

    assert answer.status_code == 403
    assert caplog.messages[-1].startswith("Forbidden (")
    assert TOKEN not in caplog.text


def test_a_foreign_host_is_refused_and_not_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "Internal Server Error" not in caplog.text
