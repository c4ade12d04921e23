"""EMAIL_URL: what each form of it means, and what refuses to start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from backend import email_url
from backend.email_url import Route


def smtp(host: str, port: int, name: str = "", password: str = "", **tls: bool) -> dict[str, object]:
    secured = {"use_tls": False, "use_ssl": False} | tls
    return {"host": host, "port": port, "username": name, "password": password} | secured


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", smtp("mail.example", 25)),
        ("smtp://:1025", smtp("localhost", 1025)),
        ("smtp+tls://u:p%40ss@mail.example", smtp("mail.example", 587, "u", "p@ss", use_tls=True)),
        ("smtp+tls://u:p@mail.example:2525/", smtp("mail.example", 2525, "u", "p", use_tls=True)),
        (
            "smtp+tls://AKIA:a%2Fb%2Bc=@email-smtp.eu-central-1.amazonaws.com:587",
            smtp("email-smtp.eu-central-1.amazonaws.com", 587, "AKIA", "a/b+c=", use_tls=True),
        ),
        ("smtp+ssl://u%40x:p@mail.example", smtp("mail.example", 465, "u@x", "p", use_ssl=True)),
    ],
)
def test_a_mail_server(url: str, expected: dict[str, object]) -> None:
    assert email_url.read(url) == Route(smtp=expected)


@pytest.mark.parametrize(
    ("url", "secret", "provider", "anymail"),
    [
        ("postmark://T@", "", "postmark", {"POSTMARK_SERVER_TOKEN": "T"}),
        (
            "postmark://T@?message_stream=us",
            "in:out",
            "postmark",
            {"POSTMARK_SERVER_TOKEN": "T", "POSTMARK_MESSAGE_STREAM": "us", "WEBHOOK_SECRET": "in:out"},
        ),
        (
            "mailgun://key%2D1@mg.example?api_url=https://api.eu.mailgun.net/v3",
            "signs",
            "mailgun",
            {
                "MAILGUN_API_KEY": "key-1",
                "MAILGUN_SENDER_DOMAIN": "mg.example",
                "MAILGUN_API_URL": "https://api.eu.mailgun.net/v3",
                "MAILGUN_WEBHOOK_SIGNING_KEY": "signs",
            },
        ),
        ("mailjet://K:S@", "", "mailjet", {"MAILJET_API_KEY": "K", "MAILJET_SECRET_KEY": "S"}),
        ("resend://re_1@", "", "resend", {"RESEND_API_KEY": "re_1"}),
        (
            "postal://K@postal.example:8443/api",
            "",
            "postal",
            {"POSTAL_API_KEY": "K", "POSTAL_API_URL": "https://postal.example:8443/api"},
        ),
        (
            "scaleway://S:P@nl-ams",
            "",
            "scaleway",
            {"SCALEWAY_SECRET_KEY": "S", "SCALEWAY_PROJECT_ID": "P", "SCALEWAY_REGION": "nl-ams"},
        ),
        (
            "unisender-go://K@go1.unisender.ru/en/transactional/api/v1",
            "a:b",
            "unisender_go",
            {
                "UNISENDER_GO_API_KEY": "K",
                "UNISENDER_GO_API_URL": "https://go1.unisender.ru/en/transactional/api/v1",
                "WEBHOOK_SECRET": "a:b",
            },
        ),
    ],
)
def test_a_provider(url: str, secret: str, provider: str, anymail: dict[str, str]) -> None:
    assert email_url.read(url, secret) == Route(None, provider, anymail, has_webhooks=bool(secret))


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("pigeon://secret-1@", "", "begins with none of smtp://, smtp+tls://"),
        ("smtps://u:secret-1@mail.example", "", "begins with none of"),
        ("mail.example:25", "", "begins with none of"),
        ("smtp://mail.example?tls=yes", "", "ends after its host and port"),
        ("smtp://mail.example:port", "", "cannot be read"),
        ("smtp://[::1", "", "cannot be read"),
        ("postmark://", "", "wants its server_token as its name"),
        ("postmark://secret-1:secret-2@", "", "wants no password"),
        ("postmark://secret-1@example.org", "", "wants no host"),
        ("postmark://secret-1@?stream=x", "", "does not know stream"),
        ("mailgun://secret-1@", "", "wants its sender_domain as its host"),
        ("mailjet://secret-1@", "", "wants its secret_key as its password"),
        ("postmark://T@", "secret-1", "wants name:password"),
        ("scaleway://S:P@fr-par", "secret-1", "has no webhooks"),
        ("smtp://mail.example", "secret-1", "has no webhooks"),
        ("", "secret-1", "is for the provider"),
    ],
)
def test_what_cannot_be_meant_refuses_to_start(url: str, secret: str, words: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=words.replace("+", r"\+")) as caught:
        email_url.read(url, secret)

    assert "secret-" not in str(caught.value)


def test_unset_it_is_the_mailbox() -> None:
    assert email_url.read("") == Route()
