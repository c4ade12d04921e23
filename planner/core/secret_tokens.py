"""Random tokens that are shown once; only their SHA-256 is kept, so a leaked database reveals none."""

import hashlib
import secrets

API_PREFIX = "al_"


def fresh(prefix: str = "") -> str:
    """A new token with 256 bits of chance."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored and looked up for a token; any text will do."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
