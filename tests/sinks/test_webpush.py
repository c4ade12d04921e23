"""The push service's own reading, judged by the RFC's example and by everything that it must not take."""

import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.sinks import webpush
from tests.sinks.sender import public, token
from tests.sinks.webpush import CURVE, Device, Refused, decode

ORIGIN = "https://push.example"
NOW = 1_800_000_000
# RFC 8291, appendix A.
RFC_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
RFC_AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
RFC_BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8"
    "wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def rfc_device() -> Device:
    key = ec.derive_private_key(int.from_bytes(decode(RFC_PRIVATE), "big"), CURVE)
    return Device(key, decode(RFC_AUTH))


def claims(**changed: Any) -> dict[str, Any]:
    """Good ones, but for what is changed."""
    return {"aud": ORIGIN, "exp": NOW + 3600, "sub": "mailto:us@alongside.example"} | changed


@pytest.fixture
def sender() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(CURVE)


def test_the_example_of_the_rfc_is_read() -> None:
    assert webpush.decrypt(rfc_device(), decode(RFC_BODY)) == b"When I grow up, I want to be a watermelon"


def test_another_device_reads_nothing() -> None:
    with pytest.raises(Refused, match="somebody else"):
        webpush.decrypt(Device(), decode(RFC_BODY))


@pytest.mark.parametrize("cut", [0, 20, 60, 90, -1])
def test_half_a_message_is_refused(cut: int) -> None:
    with pytest.raises(Refused):
        webpush.decrypt(rfc_device(), decode(RFC_BODY)[:cut])


def test_who_sends_is_believed(sender: ec.EllipticCurvePrivateKey) -> None:
    said = webpush.check_vapid(token(sender, **claims()), origin=ORIGIN, sender=public(sender), now=NOW)

    assert said["sub"] == "mailto:us@alongside.example"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"aud": f"{ORIGIN}/push/1"}, "another service"),
        ({"exp": NOW}, "over"),
        ({"exp": NOW + 24 * 3600 + 1}, "longer than a day"),
        ({"sub": "us"}, "no address"),
    ],
)
def test_a_claim_that_is_not_so_is_refused(
    sender: ec.EllipticCurvePrivateKey, changed: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        webpush.check_vapid(token(sender, **claims(**changed)), origin=ORIGIN, now=NOW)


def test_a_signature_of_another_key_is_refused(sender: ec.EllipticCurvePrivateKey) -> None:
    forged = token(ec.generate_private_key(CURVE), **claims()).partition(", k=")[0] + f", k={public(sender)}"

    with pytest.raises(Refused, match="another key"):
        webpush.check_vapid(forged, origin=ORIGIN, now=NOW)


def test_a_subscription_listens_to_one_application_server(sender: ec.EllipticCurvePrivateKey) -> None:
    with pytest.raises(Refused, match="another application server"):
        webpush.check_vapid(token(sender, **claims()), origin=ORIGIN, sender=public(Device().key), now=NOW)


@pytest.mark.parametrize("authorization", ["", "Bearer x", "vapid t=x", "vapid t=a.b.c, k=abcd"])
def test_what_is_no_vapid_is_refused(authorization: str) -> None:
    with pytest.raises(Refused):
        webpush.check_vapid(authorization, origin=ORIGIN, now=time.time())
