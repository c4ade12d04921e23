"""What is sealed and signed, by the examples of the RFCs and by a reader that shares no code with it."""

import json
from datetime import UTC, datetime, timedelta

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from planner.core import push
from tasks.channels import webpush_wire
from tests.sinks import webpush
from tests.sinks.webpush import Device, Refused

NOW = datetime(2027, 3, 12, 19, 0, tzinfo=UTC)
ORIGIN = "https://push.example"
SUBJECT = "mailto:us@alongside.example"
KEY = push.private_key(push.fresh_key())

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8"
    "wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_rfc_8291_comes_out_byte_for_byte() -> None:
    body = webpush_wire.seal(
        PLAIN, push.decoded(POINT), push.decoded(AUTH), push.private_key(SENDER), push.decoded(SALT)
    )

    assert push.encoded(body) == BODY


@pytest.mark.parametrize(
    ("key", "options", "plain", "body"),
    [
        # RFC 8188, section 3.1.
        (
            "yqdlZ-tYemfogSmv7Ws5PQ",
            {"salt": "I1BsxtFttlv3u_Oo94xnmw", "rs": 4096},
            b"I am the walrus",
            "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg",
        ),
        # Section 3.2, but for the pad that its first record has: the key's name and two records.
        (
            "BO3ZVPxUlnLORbVGMpbT1Q",
            {"salt": "uNCkWiNYzKTnBN9ji3-qWA", "rs": 4096, "keyid": "a1"},
            b"I am the walrus",
            None,
        ),
    ],
    ids=["one-record", "named-key"],
)
def test_the_library_speaks_aes128gcm(key: str, options: dict, plain: bytes, body: str | None) -> None:  # type: ignore[type-arg]
    options = options | {"salt": push.decoded(options["salt"])}

    sealed = http_ece.encrypt(plain, key=push.decoded(key), **options)

    assert body is None or push.encoded(sealed) == body
    assert http_ece.decrypt(sealed, key=push.decoded(key)) == plain


def test_rfc_8188s_message_of_two_records_is_read() -> None:
    sealed = push.decoded(
        "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA"
    )

    assert http_ece.decrypt(sealed, key=push.decoded("BO3ZVPxUlnLORbVGMpbT1Q")) == b"I am the walrus"


@given(st.binary(min_size=1, max_size=3_000))
def test_a_browser_reads_what_was_sealed_for_it_and_no_other_does(payload: bytes) -> None:
    device, other = Device(), Device()
    keys = device.subscription(ORIGIN)["keys"]

    body = webpush_wire.sealed(payload, **keys)

    assert webpush.decrypt(device, body) == payload
    with pytest.raises(Refused):
        webpush.decrypt(other, body)


def test_the_same_message_is_sealed_otherwise_each_time() -> None:
    keys = Device().subscription(ORIGIN)["keys"]

    bodies = [webpush_wire.sealed(b"the same", **keys) for _ in range(20)]

    salts, points = {body[:16] for body in bodies}, {body[21:86] for body in bodies}
    assert (len(salts), len(points)) == (20, 20)


def test_a_push_service_learns_who_sends_and_for_whom() -> None:
    header = webpush_wire.authorization(KEY, audience=ORIGIN, subject=SUBJECT, now=NOW)

    claims = webpush.check_vapid(header, origin=ORIGIN, sender=push.public_key(KEY), now=NOW.timestamp())
    head = json.loads(push.decoded(header.removeprefix("vapid t=").partition(".")[0]))

    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {
        "aud": ORIGIN,
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
        "sub": SUBJECT,
    }


@pytest.mark.parametrize(
    ("changed", "at", "why"),
    [
        ({"origin": "https://other.example"}, NOW, "another service"),
        ({"sender": push.public_key(ec.generate_private_key(push.CURVE))}, NOW, "application server"),
        ({}, NOW + timedelta(hours=12), "over"),
        ({}, NOW - timedelta(hours=13), "longer than a day"),
    ],
)
def test_a_token_is_good_for_one_service_one_key_and_half_a_day(
    changed: dict[str, str], at: datetime, why: str
) -> None:
    header = webpush_wire.authorization(KEY, audience=ORIGIN, subject=SUBJECT, now=NOW)

    with pytest.raises(Refused, match=why):
        webpush.check_vapid(
            header, **{"origin": ORIGIN, "sender": push.public_key(KEY)} | changed, now=at.timestamp()
        )
