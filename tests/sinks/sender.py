"""The sender's side of web push, by the RFCs: what the push service is tested with."""

import json
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.sinks.webpush import CURVE, decode, encode


def token(key: ec.EllipticCurvePrivateKey, **claims: Any) -> str:
    """The Authorization of a message that claims this."""
    head, body = (encode(json.dumps(one).encode()) for one in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(f"{head}.{body}".encode(), ec.ECDSA(SHA256())))
    signature = encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={head}.{body}.{signature}, k={public(key)}"


def public(key: ec.EllipticCurvePrivateKey) -> str:
    return encode(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def encrypt(subscription: dict[str, Any], text: bytes) -> bytes:
    """A body for this device, as RFC 8291 says, with a pad of three bytes."""
    device, auth = (decode(subscription["keys"][name]) for name in ("p256dh", "auth"))
    mine, salt = ec.generate_private_key(CURVE), os.urandom(16)
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = mine.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, device))
    secret = HKDF(SHA256(), 32, auth, b"WebPush: info\0" + device + point).derive(shared)
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
    record = AESGCM(key).encrypt(nonce, text + b"\x02\0\0\0", None)
    return salt + (4096).to_bytes(4, "big") + bytes([len(point)]) + point + record
