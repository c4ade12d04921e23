"""Phone numbers as the world writes them, kept in one way: E.164."""

import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberType

from planner import errors

_TAKES_TEXTS = frozenset(
    {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER}
)
"""A code to anything else would be read to nobody, or would cost whoever runs this a fortune."""


def e164(text: str) -> str:
    """The number with its country code and no spaces. Raises `NotANumber` unless a text can reach it."""
    try:
        number = phonenumbers.parse(_international(text))
    except phonenumbers.NumberParseException:
        raise errors.NotANumber(field="number") from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise errors.NotANumber(field="number")
    if phonenumbers.number_type(number) not in _TAKES_TEXTS:
        raise errors.NoTexts(field="number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(number: str) -> str:
    """A number in E.164 as its country writes it, with the country code."""
    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _international(text: str) -> str:
    """`00` is how most of the world dials `+`; full-width digits are digits."""
    number = unicodedata.normalize("NFKC", text).strip()
    return "+" + number.removeprefix("00") if number.startswith("00") else number
