"""What browsers give us is checked whole before it is kept."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from planner.core import push
from planner.errors import Invalid

ENDPOINT = "https://fcm.googleapis.com/fcm/send/dQw4:APA91b-H_x"
# RFC 8291, appendix A: the user agent's.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = ("push.home:8443", "push.home:80")


@pytest.mark.parametrize(
    "endpoint",
    [
        ENDPOINT,
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA",
        "https://web.push.apple.com/QABc",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2b%2f",
        "https://push.example:443/a",
        "https://push.home:8443/a",
        "http://push.home:8443/a",
        "http://push.home/a",
    ],
)
def test_an_endpoint_is_kept_as_the_browser_gave_it(endpoint: str) -> None:
    assert push.read(endpoint, P256DH, AUTH, allowed=OURS).endpoint == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://push.example/a",
        "https://push.example:8443/a",
        "https://push.example:22/a",
        "https://push.example:0/a",
        "https://push.example:99999/a",
        "https://ada:secret@push.example/a",
        "https://@push.example/a",
        "https:///a",
        "https://push.example\\@other.example/a",
        "https://push.example/a b",
        "https://push.example/a\r\nTopic: x",
        "https://push.example/a#b",
        "https://pu\u0308sh.example/a",
        "https://[::1/a",
        "mailbox:7f3f",
        "ftp://push.home:8443/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "push.example/a",
        "https://push.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_endpoint_is_not_kept(endpoint: str) -> None:
    with pytest.raises(Invalid) as caught:
        push.read(endpoint, P256DH, AUTH, allowed=OURS)

    assert caught.value.field == "endpoint"


def test_keys_are_kept_in_one_spelling() -> None:
    padded = push.read(ENDPOINT, P256DH + "=", AUTH + "==")

    assert padded == push.read(ENDPOINT, P256DH, AUTH)
    assert (padded.p256dh, padded.auth) == (P256DH, AUTH)


@pytest.mark.parametrize(
    "p256dh",
    [
        "",
        "no key",
        AUTH,
        P256DH[:-4],
        "A" + P256DH[1:],
        P256DH[:-2] + "xx",
        push.encoded(b"\x04" + bytes(64)),
        push.encoded(b"\x00"),
        base64.b64encode(b"\xff" * 65).decode(),
        P256DH * 20,
        "ü" * 87,
    ],
)
def test_what_is_no_point_on_the_curve_is_not_kept(p256dh: str) -> None:
    with pytest.raises(Invalid) as caught:
        push.read(ENDPOINT, p256dh, AUTH)

    assert caught.value.field == "p256dh"


@pytest.mark.parametrize("auth", ["", "short", AUTH + "AA", P256DH, "ü" * 22, "BTBZMqHH6r4Tts7J/aSIgg"])
def test_a_secret_has_sixteen_bytes(auth: str) -> None:
    with pytest.raises(Invalid) as caught:
        push.read(ENDPOINT, P256DH, auth)

    assert caught.value.field == "auth"


def test_nothing_of_a_device_is_printed() -> None:
    assert repr(push.read(ENDPOINT, P256DH, AUTH)) == "Keys()"


@given(st.binary(max_size=100))
def test_what_was_encoded_is_decoded(data: bytes) -> None:
    assert push.decoded(push.encoded(data)) == data


def test_a_key_of_our_own_is_read_again() -> None:
    written = push.fresh_key()

    key = push.private_key(written)
    point = push.decoded(push.public_key(key))

    assert push.encoded(key.private_numbers().private_value.to_bytes(32, "big")) == written
    assert ec.EllipticCurvePublicKey.from_encoded_point(push.CURVE, point) == key.public_key()
    assert push.fresh_key() != written


@pytest.mark.parametrize("text", ["", "abc", "A" * 43, push.encoded(b"\xff" * 32), P256DH])
def test_what_is_no_private_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        push.private_key(text)


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        (ENDPOINT, "https://fcm.googleapis.com"),
        ("https://PUSH.example:443/a?b", "https://push.example"),
        ("https://push.home:8443/a", "https://push.home:8443"),
        ("http://push.home/a", "http://push.home"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443"),
    ],
)
def test_a_token_is_for_the_push_services_origin(endpoint: str, origin: str) -> None:
    assert push.origin(endpoint) == origin


@pytest.mark.parametrize(
    ("email_from", "public_url", "subject"),
    [
        ("Alongside <us@our.example>", "https://our.example", "mailto:us@our.example"),
        ("Alongside <us@our.example>", "http://localhost:8000", "mailto:us@our.example"),
        ("Alongside <alongside@localhost>", "https://our.example", "https://our.example"),
        ("Alongside <alongside@localhost>", "http://localhost:8000", "mailto:alongside@localhost"),
    ],
)
def test_push_services_may_write_to_whom_they_can_reach(
    email_from: str, public_url: str, subject: str
) -> None:
    assert push.subject(email_from, public_url) == subject
