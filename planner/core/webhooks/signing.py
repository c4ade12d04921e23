"""What vouches for a webhook, after standardwebhooks.com: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
import secrets as chance
from collections.abc import Iterable
from uuid import UUID

SECRET_BYTES = 32
"""The specification wants 24 to 64."""
_PREFIX = "whsec_"
_VERSION = "v1"


def fresh_secret() -> str:
    """A new secret as its owner keeps it: the bytes in base64, after the prefix that says what it is."""
    return _PREFIX + base64.b64encode(chance.token_bytes(SECRET_BYTES)).decode()


def message_id(key: UUID) -> str:
    """What a message is called, the same each time that it is tried. No dot: that parts what is signed."""
    return f"msg_{key.hex}"


def headers(secrets: Iterable[str], called: str, body: bytes, *, at_s: int) -> dict[str, str]:
    """The three headers that vouch for a body: one signature for each secret that holds at present."""
    signatures = (_signature(secret, called, body, at_s) for secret in secrets)
    return {
        "webhook-id": called,
        "webhook-timestamp": str(at_s),
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, called: str, body: bytes, at_s: int) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    mac = hmac.new(key, f"{called}.{at_s}.".encode() + body, hashlib.sha256).digest()
    return f"{_VERSION},{base64.b64encode(mac).decode()}"
