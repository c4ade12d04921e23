"""Texts that lie in somebody else's tables, sealed as ours are; base64, for a column of text or JSON."""

import base64

from django.conf import settings

from planner.models.fields import KEY_ID_AT, KEY_ID_BYTES, key_id, seal, unseal


def sealed(text: str, *, column: str) -> str:
    """`text`, as only a holder of `FIELD_KEYS` can read it again, and only for this column."""
    return base64.b64encode(seal(text.encode(), column=column)).decode()


def opened(text: str, *, column: str) -> str:
    """What was sealed. Raises `UnknownKey`, or `InvalidTag` if it was changed."""
    return unseal(base64.b64decode(text, validate=True), column=column).decode()


def is_behind(text: str) -> bool:
    """Whether it is under any key but the first."""
    begins_at = KEY_ID_AT - 1
    used = base64.b64decode(text, validate=True)[begins_at : begins_at + KEY_ID_BYTES]
    return used != key_id(settings.FIELD_KEYS[0])
