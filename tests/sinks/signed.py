"""The signature of the signed HTTP provider, made and judged without the code under test."""

import hashlib
import hmac
import time
from collections.abc import Mapping

TIMESTAMP = "X-Alongside-Timestamp"
SIGNATURE = "X-Alongside-Signature"
TOLERANCE_S = 300


def headers(secret: str, what: bytes, *, at: int | None = None) -> dict[str, str]:
    """The two headers that vouch for a body, or for a path where there is no body."""
    timestamp = str(int(time.time()) if at is None else at)
    return {TIMESTAMP: timestamp, SIGNATURE: f"v1={_mac(secret, timestamp, what)}"}


def is_valid(secret: str, what: bytes, sent: Mapping[str, str], *, now: float | None = None) -> bool:
    """Whether these headers (names in lower case) were made with the secret, and lately."""
    timestamp = sent.get(TIMESTAMP.lower(), "")
    age_s = (
        abs((time.time() if now is None else now) - int(timestamp))
        if timestamp.isdigit()
        else TOLERANCE_S + 1
    )
    wanted = f"v1={_mac(secret, timestamp, what)}"
    return age_s <= TOLERANCE_S and hmac.compare_digest(wanted, sent.get(SIGNATURE.lower(), ""))


def _mac(secret: str, timestamp: str, what: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + what, hashlib.sha256).hexdigest()
