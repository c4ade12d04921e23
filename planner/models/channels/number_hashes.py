"""Finding a row by a phone number without keeping the number: HMAC-SHA256 under the keys of `FIELD_KEYS`.

Numbers are few enough to try them all, so a plain hash would hide none of them.
"""

import hashlib
import hmac

from django.conf import settings

_PURPOSE = b"alongside.number:"


def first(number: str) -> bytes:
    """What a new row is found by."""
    return _under(settings.FIELD_KEYS[0], number)


def every(number: str) -> list[bytes]:
    """What older rows may be found by, which an earlier key wrote."""
    return [_under(key, number) for key in settings.FIELD_KEYS]


def _under(key: bytes, number: str) -> bytes:
    return hmac.new(key, _PURPOSE + number.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
