"""Addresses as people paste them, and as others try to slip something through."""

import pytest

from planner.core.calendar import outside_address
from planner.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("webcal://p01.example.org/published/2/abc", "https://p01.example.org/published/2/abc"),
        ("WEBCALS://example.org", "https://example.org/"),
        ("  https://example.org/a b.ics?x=ü#top ", "https://example.org/a%20b.ics?x=%C3%BC"),
        ("http://example.org/cal", "http://example.org/cal"),
        ("example.org/cal.ics", "https://example.org/cal.ics"),
        ("https://example.org:443/%7Eada", "https://example.org/%7Eada"),
        ("https://EXAMPLE.org:80/", "https://example.org:80/"),
        ("https://nextcloud.home:8443/x", "https://nextcloud.home:8443/x"),
        ("https://[2606:4700::1]/x", "https://[2606:4700::1]/x"),
    ],
)
def test_an_address_is_brought_into_one_spelling(typed: str, url: str) -> None:
    assert outside_address.read(typed, allowed=["nextcloud.home:8443"]).url == url


def test_a_name_and_password_in_it_are_taken_out() -> None:
    address = outside_address.read("https://ada:p%40ss@example.org/cal")

    assert (address.url, address.username, address.password) == ("https://example.org/cal", "ada", "p@ss")
    assert outside_address.read("https://a:b@example.org/", username="c", password="d").password == "d"
    assert "p@ss" not in repr(address)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/_GET",
        "https://example.org:8080/",
        "https://example.org:22/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a\r\nHost: evil",
        "https://example.org\\@127.0.0.1/",
        "https://exa mple.org/",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "http://ada:secret@example.org/",
        "https://example.org/" + "a" * 2_000,
    ],
)
def test_what_is_no_address_of_a_calendar_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        outside_address.read(typed)

    assert caught.value.field == "address"


@pytest.mark.parametrize(("username", "password"), [("a:b", "c"), ("a\nb", "c"), ("a", "c" * 501)])
def test_a_name_or_password_that_no_header_can_hold_is_refused(username: str, password: str) -> None:
    with pytest.raises(Invalid):
        outside_address.read("https://example.org/", username=username, password=password)
