"""What a browser says of itself to be pushed to (RFC 8030, 8291), and the key we sign with (RFC 8292)."""

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from planner.core import post_address
from planner.core.calendar import outside_address
from planner.errors import Invalid

CURVE = ec.SECP256R1()
SCALAR_BYTES, AUTH_BYTES = 32, 16
ENDPOINT_MAX = post_address.LONGEST
KEY_MAX = 200
MAILBOX = "mailbox:"
"""How the endpoint begins that is not on the net: the mailbox of the embedded default, as a device."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Where a browser is pushed to and the keys it is sealed for, each in its one spelling."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


def read(endpoint: str, p256dh: str, auth: str, *, allowed: Collection[str] = ()) -> Keys:
    """What a subscription's `endpoint` and `keys` say. Raises Invalid.

    `allowed` are the `host:port` of one's own network that may be pushed to.
    """
    if not post_address.is_open(endpoint, allowed):
        raise Invalid("This is no address that a message can be pushed to.", field="endpoint")
    try:
        point = decoded(p256dh)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError:
        raise Invalid("This is not the key of a browser.", field="p256dh") from None
    try:
        secret = decoded(auth)
    except ValueError:
        secret = b""
    if len(secret) != AUTH_BYTES:
        raise Invalid("This is not the secret of a browser.", field="auth")
    return Keys(endpoint, encoded(point), encoded(secret))


def mailbox(person_id: object) -> Keys:
    """The mailbox as this person's device: nothing to seal, nowhere to dial."""
    return Keys(f"{MAILBOX}{person_id}", "", "")


def origin(endpoint: str) -> str:
    """The push service's origin, as a token names whom it is for (RFC 6454, section 6.2)."""
    split = urlsplit(endpoint)
    port = None if split.port == post_address.PORTS[split.scheme] else split.port
    return f"{split.scheme}://{outside_address.authority(split.hostname or '', port)}"


def fresh_key() -> str:
    """A new private key, as VAPID_PRIVATE_KEY holds it: the number itself in base64url."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return encoded(number.to_bytes(SCALAR_BYTES, "big"))


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """The key that `fresh_key`, or another program for VAPID, wrote. Raises ValueError."""
    raw = decoded(text)
    if len(raw) != SCALAR_BYTES:
        raise ValueError("32 bytes in base64url are wanted")
    return ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)


def public_key(private: ec.EllipticCurvePrivateKey) -> str:
    """What browsers are told: the point, uncompressed, in base64url."""
    return encoded(private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def subject(email_from: str, public_url: str) -> str:
    """Whom a push service may write to when something is wrong: the first of these that it can reach.

    Apple turns away whatever is signed in the name of a `localhost`.
    """
    address = parseaddr(email_from)[1]
    if "." in address.rpartition("@")[2] or not public_url.startswith("https:"):
        return f"mailto:{address}"
    return public_url


def encoded(data: bytes) -> str:
    """Base64url without padding (RFC 7515, appendix C)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Reads it with padding or without. Raises ValueError."""
    if len(text) > KEY_MAX or not text.isascii() or "+" in text or "/" in text:
        raise ValueError("not base64url")
    bare = text.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
