"""Where texts go, as SMS_URL says it. Read strictly: a word too few would send people's numbers astray."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SECRET_MIN = 16
_ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")
_SENDER = re.compile(r"\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}|\d{3,8}")
_PLACE = re.compile(r"[a-z]{2,20}(-[a-z]{2,20})?\d?")
_OPTIONS = frozenset({"region", "edge", "base", "keywords"})


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Nothing leaves: the mailbox page shows it."""


@dataclass(frozen=True, slots=True)
class Twilio:
    """`sender` is a number, a short code, or a messaging service (MG…)."""

    account_sid: str
    token: str = field(repr=False)
    sender: str
    region: str = ""
    edge: str = ""
    base: str = ""
    """Another origin than Twilio's own, for a provider that speaks the same."""
    answers_keywords: bool = True
    """Whether STOP, START and HELP are answered by the provider itself, as Twilio does for most numbers."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Any service that takes a signed POST; docs/operations.md describes the wire."""

    url: str
    secret: str = field(repr=False)


Provider = Mailbox | Twilio | Signed


def read(url: str) -> Provider:
    """The provider. Raises ValueError, which says what is wrong without repeating a secret."""
    split = urlsplit(url)
    if split.scheme == "mailbox":
        if url != "mailbox://":
            raise ValueError("SMS_URL: mailbox:// takes nothing after it.")
        return Mailbox()
    if split.scheme == "twilio":
        return _twilio(split)
    if split.scheme in ("https", "http"):
        return _signed(split)
    raise ValueError("SMS_URL wants twilio://, https:// or mailbox://.")


def is_loopback(host: str) -> bool:
    """Whether this name or address is the machine itself."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _twilio(split: SplitResult) -> Twilio:
    # Not `hostname`, which is in small letters.
    sender = unquote(split.netloc.rpartition("@")[2])
    account_sid, token = unquote(split.username or ""), unquote(split.password or "")
    if not _ACCOUNT.fullmatch(account_sid) or len(token) < SECRET_MIN:
        raise ValueError("SMS_URL wants twilio://ACCOUNT_SID:AUTH_TOKEN@SENDER, the SID beginning with AC.")
    if not _SENDER.fullmatch(sender) or split.path not in ("", "/"):
        raise ValueError("SMS_URL: the sender is a number such as +15005550006, a short code, or MG….")
    options = _options(split)
    return Twilio(
        account_sid,
        token,
        sender,
        region=_place(options, "region"),
        edge=_place(options, "edge"),
        base=_base(options.get("base", "")),
        answers_keywords=_answers_keywords(options.get("keywords", "provider")),
    )


def _options(split: SplitResult) -> Mapping[str, str]:
    pairs = parse_qsl(split.query, keep_blank_values=True, strict_parsing=True) if split.query else []
    options = dict(pairs)
    if split.fragment or len(options) != len(pairs) or not _OPTIONS.issuperset(options):
        raise ValueError(f"SMS_URL: twilio:// knows {', '.join(sorted(_OPTIONS))}, each once.")
    return options


def _place(options: Mapping[str, str], name: str) -> str:
    value = options.get(name, "")
    if value and not _PLACE.fullmatch(value):
        raise ValueError(f"SMS_URL: {name} is a word such as ie1 or dublin.")
    return value


def _base(text: str) -> str:
    split = urlsplit(text)
    if text and (not _is_safe(split) or split.username or split.path.strip("/") or split.query):
        raise ValueError("SMS_URL: base is an origin such as https://api.example.net.")
    return f"{split.scheme}://{split.netloc}" if text else ""


def _answers_keywords(text: str) -> bool:
    if text not in ("provider", "own"):
        raise ValueError("SMS_URL: keywords is provider (who answers STOP and HELP itself) or own.")
    return text == "provider"


def _signed(split: SplitResult) -> Signed:
    secret = unquote(split.password or "")
    if not _is_safe(split):
        raise ValueError("SMS_URL: http:// is for this machine alone. Use https://.")
    if not secret or (len(secret) < SECRET_MIN and not is_loopback(split.hostname or "")):
        raise ValueError(
            f"SMS_URL wants https://:SECRET@host/path, the secret of {SECRET_MIN} letters at least."
        )
    if split.username or split.query or split.fragment:
        raise ValueError("SMS_URL: https:// takes a secret, a host and a path, and nothing more.")
    place = split.netloc.rpartition("@")[2]
    return Signed(f"{split.scheme}://{place}{split.path.rstrip('/')}", secret)


def _is_safe(split: SplitResult) -> bool:
    """Encrypted, or not leaving this machine."""
    host = split.hostname or ""
    _ = split.port  # Raises ValueError for one that is none.
    return bool(host) and (split.scheme == "https" or (split.scheme == "http" and is_loopback(host)))
