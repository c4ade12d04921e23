import pytest

from planner.core.sms import provider
from planner.core.sms.provider import Mailbox, Signed, Twilio

SID = "AC" + "0123456789abcdef" * 2
MG = "MG" + "0123456789abcdef" * 2
TOKEN = "fedcba9876543210fedcba9876543210"
SECRET = "a secret of some length"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mailbox://", Mailbox()),
        (f"twilio://{SID}:{TOKEN}@+15005550006", Twilio(SID, TOKEN, "+15005550006")),
        (f"twilio://{SID}:{TOKEN}@%2B15005550006/", Twilio(SID, TOKEN, "+15005550006")),
        (f"twilio://{SID}:{TOKEN}@{MG}", Twilio(SID, TOKEN, MG)),
        (
            f"twilio://{SID}:{TOKEN}@12345?keywords=own",
            Twilio(SID, TOKEN, "12345", answers_keywords=False),
        ),
        (
            f"twilio://{SID}:{TOKEN}@{MG}?region=ie1&edge=dublin",
            Twilio(SID, TOKEN, MG, region="ie1", edge="dublin"),
        ),
        (
            f"twilio://{SID}:{TOKEN}@{MG}?base=http://127.0.0.1:9/",
            Twilio(SID, TOKEN, MG, base="http://127.0.0.1:9"),
        ),
        (
            f"twilio://{SID}:{TOKEN}@{MG}?base=https://api.example.net",
            Twilio(SID, TOKEN, MG, base="https://api.example.net"),
        ),
        (
            "https://:a%20secret%20of%20some%20length@sms.example.net/send/",
            Signed("https://sms.example.net/send", SECRET),
        ),
        (f"https://:{TOKEN}@sms.example.net", Signed("https://sms.example.net", TOKEN)),
        (f"https://:{TOKEN}@sms.example.net:8443/a", Signed("https://sms.example.net:8443/a", TOKEN)),
        ("http://:shared@127.0.0.1:9000/messages", Signed("http://127.0.0.1:9000/messages", "shared")),
        ("http://:shared@[::1]:9000", Signed("http://[::1]:9000", "shared")),
        ("http://:shared@localhost:9000", Signed("http://localhost:9000", "shared")),
    ],
)
def test_what_is_whole_is_read(url: str, expected: provider.Provider) -> None:
    assert provider.read(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sms",
        "mailbox://somewhere",
        "mailbox:",
        "ftp://:secretsecretsecret@host/",
        # Nothing goes out in the open, whatever the machine is called.
        f"http://:{TOKEN}@sms.example.net/",
        f"http://:{TOKEN}@10.0.0.1/",
        f"http://:{TOKEN}@localhost.example.net/",
        # Nor without a secret, or with one that can be guessed.
        "https://sms.example.net/send",
        "https://:short@sms.example.net/send",
        f"https://name:{TOKEN}@sms.example.net/",
        f"https://:{TOKEN}@sms.example.net/?a=1",
        f"https://:{TOKEN}@sms.example.net/#a",
        f"https://:{TOKEN}@/send",
        f"https://:{TOKEN}@sms.example.net:port/",
        "twilio://",
        f"twilio://{SID}@+15005550006",
        f"twilio://{SID}:{TOKEN}@",
        f"twilio://{SID}:{TOKEN}@Alongside",
        f"twilio://{SID}:{TOKEN}@+1500555000677777",
        f"twilio://{SID}:{TOKEN}@{MG}/path",
        f"twilio://{SID}:{TOKEN}@{MG}?regio=ie1",
        f"twilio://{SID}:{TOKEN}@{MG}?region=ie1&region=us1",
        f"twilio://{SID}:{TOKEN}@{MG}?region=evil.example.net/",
        f"twilio://{SID}:{TOKEN}@{MG}?base=http://api.example.net",
        f"twilio://{SID}:{TOKEN}@{MG}?base=https://api.example.net/path",
        f"twilio://{SID}:{TOKEN}@{MG}?keywords=maybe",
        f"twilio://{SID}:short@{MG}",
        f"twilio://SK{SID[2:]}:{TOKEN}@{MG}",
    ],
)
def test_what_is_not_whole_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValueError) as caught:
        provider.read(url)

    assert TOKEN not in str(caught.value)


def test_a_provider_shows_no_secret_when_it_is_printed() -> None:
    for url in (f"twilio://{SID}:{TOKEN}@{MG}", f"https://:{TOKEN}@sms.example.net"):
        assert TOKEN not in repr(provider.read(url))
