"""What goes over the wire to a push service: the sealed message, and whose it is."""

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from planner.core import push

SIGNED_FOR = timedelta(hours=12)
"""RFC 8292 allows a day; half of it forgives clocks that differ."""
_HALF_BYTES = 32


def sealed(payload: bytes, *, p256dh: str, auth: str) -> bytes:
    """The payload for one browser alone (RFC 8291, aes128gcm), with a key and a salt of its own."""
    return seal(
        payload, push.decoded(p256dh), push.decoded(auth), ec.generate_private_key(push.CURVE), os.urandom(16)
    )


def seal(payload: bytes, point: bytes, auth: bytes, key: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """The same with this key and salt, neither of which may ever serve twice."""
    body: bytes = http_ece.encrypt(
        payload, salt=salt, private_key=key, dh=point, auth_secret=auth, version="aes128gcm"
    )
    return body


def authorization(key: ec.EllipticCurvePrivateKey, *, audience: str, subject: str, now: datetime) -> str:
    """The header that says who sends (RFC 8292), good for one push service and half a day."""
    claims = {"aud": audience, "exp": int((now + SIGNED_FOR).timestamp()), "sub": subject}
    said = ".".join(_part(one) for one in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(SHA256())))
    signature = push.encoded(r.to_bytes(_HALF_BYTES, "big") + s.to_bytes(_HALF_BYTES, "big"))
    return f"vapid t={said}.{signature}, k={push.public_key(key)}"


def _part(one: Mapping[str, object]) -> str:
    return push.encoded(json.dumps(one, separators=(",", ":")).encode())
