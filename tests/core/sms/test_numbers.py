import pytest

from planner import errors
from planner.core.sms import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+49 1512 3456789", "+4915123456789"),
        ("0049 1512 3456789", "+4915123456789"),
        ("+49 (0)1512 3456789", "+4915123456789"),
        ("+49-1512/345.67 89", "+4915123456789"),
        ("  +4915123456789\n", "+4915123456789"),
        ("\u202a+49 1512 3456789\u202c", "+4915123456789"),
        ("＋４９ １５１２ ３４５６７８９", "+4915123456789"),
        ("tel:+4915123456789", "+4915123456789"),
        ("+44 7911 123456", "+447911123456"),
        ("+43 664 1234567", "+436641234567"),
        ("+41 78 123 45 67", "+41781234567"),
        ("+33 6 12 34 56 78", "+33612345678"),
        # In North America nothing tells a mobile number from another.
        ("+1 (650) 253-0000", "+16502530000"),
        ("+39 312 345 6789", "+393123456789"),
    ],
)
def test_a_number_is_kept_in_one_way(text: str, expected: str) -> None:
    assert numbers.e164(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "+", "0", "hello", "01512 3456789", "+49", "+49 1", "+999 123456789", "112", "+49 112"]
    + ["+4915123456789999999999", "+49 1512 3456789 ext. 5", "call me at +", "+49 0000 000000"],
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(errors.NotANumber):
        numbers.e164(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("+49 30 901820", "a landline"),
        ("+49 900 1234567", "a premium rate"),
        ("+49 800 1234567", "a toll-free line"),
        ("+44 870 123 4567", "a shared cost"),
        ("+49 180 5 123456", "a shared cost"),
    ],
)
def test_a_number_that_takes_no_texts_is_refused(text: str, what: str) -> None:
    with pytest.raises(errors.NoTexts):
        numbers.e164(text)


def test_a_number_is_shown_as_its_country_writes_it() -> None:
    assert numbers.spoken("+4915123456789") == "+49 1512 3456789"
