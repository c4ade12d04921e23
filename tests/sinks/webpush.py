"""The far end of web push: what a browser hands out, and how it and its service read what comes back.

RFC 8291 (encryption), RFC 8188 (aes128gcm), RFC 8292 (VAPID). Written from the RFCs, not from a sender.
"""

import base64
import json
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SALT_BYTES, KEY_BYTES, TAG_BYTES, POINT_BYTES = 16, 16, 16, 65
LONGEST_LIFE_S = 24 * 3600
CURVE = ec.SECP256R1()


class Refused(Exception):
    """Not readable, or not by whom it says: the reason is for the test that meets it."""


@dataclass(frozen=True)
class Device:
    """A browser's side of a subscription."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = field(default_factory=lambda: uuid4().bytes)
    id: str = field(default_factory=lambda: uuid4().hex)
    sender: str = ""
    """The application server's public key, when only its messages are to be taken."""

    @property
    def point(self) -> bytes:
        return _point(self.key.public_key())

    def subscription(self, origin: str) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives a page."""
        keys = {"p256dh": encode(self.point), "auth": encode(self.auth)}
        return {"endpoint": f"{origin}/push/{self.id}", "expirationTime": None, "keys": keys}


def decrypt(device: Device, body: bytes) -> bytes:
    """The one record of an aes128gcm body, in plain. Raises Refused."""
    salt, record_bytes, sender, record = _opened(body)
    if len(record) > record_bytes or len(record) <= TAG_BYTES:
        raise Refused("one record was expected")
    key, nonce = _content_keys(device, salt, sender)
    try:
        padded = AESGCM(key).decrypt(nonce, record, None)
    except InvalidTag:
        raise Refused("encrypted for somebody else") from None
    text, mark, _ = padded.rstrip(b"\0").rpartition(b"\x02")
    if not mark or _:
        raise Refused("the last record ends with a 2 and zeros")
    return text


def check_vapid(
    authorization: str, *, origin: str, sender: str = "", now: float | None = None
) -> dict[str, Any]:
    """The claims of a message that says who sends it (RFC 8292). Raises Refused."""
    scheme, _, rest = authorization.partition(" ")
    parts = dict(one.strip().split("=", 1) for one in rest.split(",") if "=" in one)
    if scheme.lower() != "vapid" or not {"t", "k"} <= set(parts):
        raise Refused("no VAPID")
    if sender and parts["k"] != sender:
        raise Refused("another application server's subscription")
    claims = _verified(parts["t"], parts["k"])
    _check_claims(claims, origin, time.time() if now is None else now)
    return claims


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises Refused for what is padded or no base64url."""
    if "=" in text or "+" in text or "/" in text:
        raise Refused("base64url without padding is wanted")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _opened(body: bytes) -> tuple[bytes, int, bytes, bytes]:
    """Salt, record size, the sender's point and the record (RFC 8188, 2.1)."""
    if len(body) < SALT_BYTES + 5 or body[20] != POINT_BYTES:
        raise Refused("no aes128gcm header with a P-256 key")
    end = 21 + POINT_BYTES
    return body[:16], int.from_bytes(body[16:20], "big"), body[21:end], body[end:]


def _content_keys(device: Device, salt: bytes, sender: bytes) -> tuple[bytes, bytes]:
    """RFC 8291, 3.4."""
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
    except ValueError:
        raise Refused("no point of P-256") from None
    shared = device.key.exchange(ec.ECDH(), public)
    secret = _hkdf(device.auth, shared, b"WebPush: info\0" + device.point + sender, 32)
    key = _hkdf(salt, secret, b"Content-Encoding: aes128gcm\0", KEY_BYTES)
    return key, _hkdf(salt, secret, b"Content-Encoding: nonce\0", 12)


def _verified(token: str, sender: str) -> dict[str, Any]:
    """The claims of an ES256 token that this key signed."""
    try:
        head, body, signature = token.split(".")
        public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decode(sender))
        raw = decode(signature)
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        public.verify(der, f"{head}.{body}".encode(), ec.ECDSA(SHA256()))
        header, claims = json.loads(decode(head)), json.loads(decode(body))
    except InvalidSignature:
        raise Refused("signed with another key") from None
    except ValueError:
        raise Refused("no token") from None
    if header.get("alg") != "ES256" or header.get("typ", "JWT") != "JWT" or len(raw) != 64:
        raise Refused("no ES256 token")
    return dict(claims)


def _check_claims(claims: dict[str, Any], origin: str, now: float) -> None:
    if claims.get("aud") != origin:
        raise Refused("meant for another service")
    if not now < float(claims.get("exp", 0)) <= now + LONGEST_LIFE_S:
        raise Refused("over, or longer than a day")
    if not str(claims.get("sub", "")).startswith(("mailto:", "https:")):
        raise Refused("says no address to write to")


def _hkdf(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
