"""What makes an installation unsafe, in words: `manage.py check` says it, and no process starts with it.

A refusal has an id with an E, `alongside.E001`; a W stands for what is worth a look.
"""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured

from planner.core.sms import provider as sms

TAG = "alongside"
PUBLISHED_KEYS = (bytes(32), bytes(range(32)))
"""They stand in examples, so everybody has them."""
SHORTEST_SECRET = 50
POSTGRESQL = ("postgresql", "postgres", "pgsql")
AT_HOME = (".local", ".lan", ".home", ".internal", ".home.arpa", ".localhost")


def register() -> None:
    """Make Django ask."""
    checks.register(refusals, TAG)
    checks.register(advice, TAG, deploy=True)


def refuse_unsafe() -> None:
    """For processes that no command starts. Raises `ImproperlyConfigured` with all that is wrong."""
    wrong = [f"({one.id}) {one.msg} {one.hint}" for one in refusals()]
    if wrong:
        raise ImproperlyConfigured("\n".join(wrong))


def refusals(app_configs: object = None, **options: Any) -> list[CheckMessage]:
    """What nobody should run with, on a public host or anywhere."""
    asked = (*_ANYWHERE, *_WHERE_OTHERS_REACH) if _is_reached_by_others() else _ANYWHERE
    return [
        Error(words, hint=hint, id=f"{TAG}.E{number:03d}") for number, is_so, words, hint in asked if is_so()
    ]


def advice(app_configs: object = None, **options: Any) -> Iterator[CheckMessage]:
    """What is seldom meant."""
    if settings.HTTPS and not settings.SECURE_PROXY_SSL_HEADER:
        yield Warning(
            "PUBLIC_URL is https, but nothing in front says that a request came by TLS.",
            hint="Let the proxy set X-Forwarded-Proto, and set BEHIND_PROXY=true: else pages never come.",
            id=f"{TAG}.W001",
        )
    if settings.MAILBOX and _is_reached_by_others():
        yield Warning(
            "No mail leaves this installation, so nobody can confirm an address.",
            hint="Set EMAIL_URL.",
            id=f"{TAG}.W002",
        )


def is_at_home(host: str) -> bool:
    """Whether a name or address is this machine or one of a private network, which no stranger reaches."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(AT_HOME)


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or ""


def _is_reached_by_others() -> bool:
    return not sms.is_loopback(_host())


def _is_open_http() -> bool:
    return not settings.HTTPS and not is_at_home(_host())


def _is_weak_secret() -> bool:
    return len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 10


def _has_published_key() -> bool:
    return not set(PUBLISHED_KEYS).isdisjoint(settings.FIELD_KEYS)


def _is_another_database() -> bool:
    return bool(settings.DATABASE_URL) and urlsplit(settings.DATABASE_URL).scheme not in POSTGRESQL


def _is_one_file_for_many() -> bool:
    """Its file is one machine's; a Redis elsewhere is for several."""
    redis = urlsplit(settings.REDIS_URL).hostname or ""
    return settings.EMBEDDED and bool(redis) and not sms.is_loopback(redis)


_Refusal = tuple[int, Callable[[], bool], str, str]
_ANYWHERE: tuple[_Refusal, ...] = (
    (
        1,
        _is_another_database,
        "DATABASE_URL names no PostgreSQL.",
        "Unset it for SQLite as the embedded default uses it, or name a PostgreSQL server.",
    ),
    (
        2,
        _is_one_file_for_many,
        "REDIS_URL is on another machine, but the database is a file on this one.",
        "With several machines, set DATABASE_URL to a PostgreSQL server that all of them reach.",
    ),
)
_WHERE_OTHERS_REACH: tuple[_Refusal, ...] = (
    (
        3,
        lambda: bool(settings.DEBUG),
        "DEBUG is on.",
        "It shows source and settings to everybody: leave it off.",
    ),
    (
        4,
        _is_weak_secret,
        "SECRET_KEY is short or simple, and sessions stand on it.",
        "openssl rand -hex 48 makes one.",
    ),
    (
        5,
        _has_published_key,
        "FIELD_KEYS holds a key out of an example.",
        "openssl rand -base64 32 makes one; `manage.py rotate_keys` changes what is stored.",
    ),
    (
        6,
        _is_open_http,
        "PUBLIC_URL is http at a public name: passwords would travel in the open.",
        "Put a proxy with a certificate in front, and set PUBLIC_URL=https://… and BEHIND_PROXY=true.",
    ),
    (
        7,
        lambda: "*" in settings.ALLOWED_HOSTS,
        "ALLOWED_HOSTS lets any name through, and links in mails are made from it.",
        "Name the hosts.",
    ),
)
