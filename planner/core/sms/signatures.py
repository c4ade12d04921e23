"""The signature of the signed HTTP provider, either way: HMAC-SHA256 over time stamp, dot and content."""

import hashlib
import hmac
from collections.abc import Mapping

TIMESTAMP = "X-Alongside-Timestamp"
SIGNATURE = "X-Alongside-Signature"
TOLERANCE_S = 300
_VERSION = "v1="


def headers(secret: str, what: bytes, *, at_s: int) -> dict[str, str]:
    """The two headers that vouch for a body."""
    return {TIMESTAMP: str(at_s), SIGNATURE: _VERSION + _mac(secret, str(at_s), what)}


def is_valid(secret: str, what: bytes, sent: Mapping[str, str], *, at_s: float) -> bool:
    """Whether these headers were made with the secret, and lately: an old letter is not heard again."""
    timestamp = sent.get(TIMESTAMP, "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    expected = _VERSION + _mac(secret, timestamp, what)
    # Compared first: a stale letter and a forged one take the same time.
    is_ours = hmac.compare_digest(expected.encode(), sent.get(SIGNATURE, "").encode())
    return is_ours and abs(at_s - int(timestamp)) <= TOLERANCE_S


def _mac(secret: str, timestamp: str, what: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + what, hashlib.sha256).hexdigest()
