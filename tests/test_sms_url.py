"""What SMS_URL leads to, and what it refuses to start with."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from backend import sms_url
from planner.core.sms import provider as sms

SIGNED = "https://:a-secret-of-some-length@texts.example/send"


def test_no_address_offers_no_texts() -> None:
    assert sms_url.read("", is_here=True, is_https=False) is None


def test_the_mailbox_shows_texts_on_this_machine() -> None:
    assert sms_url.read("mailbox://", is_here=True, is_https=False) == sms.Mailbox()


@pytest.mark.parametrize(("is_here", "is_https"), [(False, True), (True, False)])
def test_a_service_may_answer_over_https_or_on_this_machine(*, is_here: bool, is_https: bool) -> None:
    assert sms_url.read(SIGNED, is_here=is_here, is_https=is_https) == sms.read(SIGNED)


@pytest.mark.parametrize(
    ("url", "is_https", "words"),
    [
        ("mailbox://", True, "shows texts on this machine alone"),
        (SIGNED, False, "wants https for that"),
        ("carrier-pigeon://loft", True, "wants twilio://, https:// or mailbox://"),
    ],
)
def test_what_cannot_work_does_not_start(url: str, *, is_https: bool, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words):
        sms_url.read(url, is_here=False, is_https=is_https)
