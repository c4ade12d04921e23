"""Birthdays out of address books as phones and mail programs really write them."""

import pytest

from planner.core import vcards
from planner.core.vcards import Born


def card(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", "")).encode()


@pytest.mark.parametrize(
    ("bday", "born"),
    [
        ("BDAY:1985-04-15", (4, 15, 1985)),
        ("BDAY:19850415", (4, 15, 1985)),
        ("BDAY;VALUE=date:1985-04-15", (4, 15, 1985)),
        ("BDAY:1985-04-15T00:00:00Z", (4, 15, 1985)),
        ("bday;value=DATE-AND-OR-TIME:19850415T0715", (4, 15, 1985)),
        ("item1.BDAY:1985-04-15", (4, 15, 1985)),
        ("BDAY:--0415", (4, 15, None)),
        ("BDAY:--04-15", (4, 15, None)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15", (4, 15, None)),
        ("BDAY:--0229", (2, 29, None)),
        ("BDAY:1984-02-29", (2, 29, 1984)),
    ],
)
def test_every_form_of_a_date_is_read(bday: str, born: tuple[int, int, int | None]) -> None:
    book = vcards.read(card("FN:Anna", bday))

    assert book.born == (Born("Anna", *born),)
    assert (book.cards, book.unread) == (1, 0)


@pytest.mark.parametrize(
    "bday",
    [
        "BDAY;VALUE=text:circa 1800",
        "BDAY:1985",
        "BDAY:1985-02-30",
        "BDAY:1985-02-29",
        "BDAY:---15",
        "BDAY:0415",
    ],
)
def test_what_names_no_day_is_counted_and_left_out(bday: str) -> None:
    book = vcards.read(card("FN:Anna", bday))

    assert (book.born, book.cards, book.unread) == ((), 1, 1)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (card("N:Berg;Anna;;;", "BDAY:--0415"), "Anna Berg"),
        (card("FN:Berg\\, Anna\\nMaria", "BDAY:--0415"), "Berg, Anna Maria"),
        (card("FN:An", " na", "BDAY:--04", " 15"), "Anna"),
        (card("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BC=", "rgen", "BDAY:--0415"), "Jürgen"),
        (card("FN:Jürgen", "BDAY:--0415").decode().encode("utf-16"), "Jürgen"),
        (card("FN:Jürgen", "BDAY:--0415").decode().encode("cp1252"), "Jürgen"),
        (b"\xef\xbb\xbf" + card("FN:Anna", "BDAY:--0415").replace(b"\r\n", b"\n"), "Anna"),
        (card("PHOTO;ENCODING=b:" + "A" * 9_000, " " + "B" * 9_000, "FN:Anna", "BDAY:--0415"), "Anna"),
    ],
)
def test_names_are_read_in_every_writing(data: bytes, name: str) -> None:
    assert [one.name for one in vcards.read(data).born] == [name]


def test_each_is_read_once_and_who_has_no_birthday_not_at_all() -> None:
    anna = card("FN:Anna", "BDAY:--0415")

    book = vcards.read(anna + anna + card("FN:Ben") + card("BDAY:--0415"))

    assert ([one.name for one in book.born], book.cards, book.unread) == (["Anna"], 4, 1)


@pytest.mark.parametrize("data", [b"", b"<html>", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"\x00\xff" * 99])
def test_what_is_no_address_book_has_no_cards(data: bytes) -> None:
    assert vcards.read(data) == vcards.AddressBook((), 0, 0)
