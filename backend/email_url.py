"""EMAIL_URL, read strictly: an SMTP server, or a provider's interface as django-anymail speaks it.

`scheme://name:password@host`; each row below says what name, password and host are to its provider.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BASIC = "WEBHOOK_SECRET"
API_URL = "api_url"


@dataclass(frozen=True, slots=True)
class Provider:
    """The settings of anymail that the parts of the address fill, and the one that checks its webhooks."""

    module: str
    name: str = "api_key"
    password: str = ""
    host: str = ""
    options: tuple[str, ...] = ()
    webhook: str = _BASIC
    """`WEBHOOK_SECRET` is a name and a password; others are the provider's own key; "" is none."""


PROVIDERS: Mapping[str, Provider] = {
    "brevo": Provider("brevo"),
    "mailersend": Provider("mailersend", "api_token", webhook="signing_secret"),
    "mailgun": Provider("mailgun", host="sender_domain", webhook="webhook_signing_key"),
    "mailjet": Provider("mailjet", password="secret_key"),
    "mailtrap": Provider("mailtrap", "api_token", options=("sandbox_id",), webhook="signing_secret"),
    "mandrill": Provider("mandrill", webhook="webhook_key"),
    "postal": Provider("postal", host=API_URL, webhook="webhook_key"),
    "postmark": Provider("postmark", "server_token", options=("message_stream",)),
    "resend": Provider("resend"),
    "scaleway": Provider("scaleway", "secret_key", password="project_id", host="region", webhook=""),
    "sendgrid": Provider("sendgrid", webhook="tracking_webhook_verification_key"),
    "sparkpost": Provider("sparkpost", options=("subaccount",)),
    "unisender-go": Provider("unisender_go", host=API_URL),
}
_SMTP = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtp+ssl": (465, False, True)}
"""The usual port, whether STARTTLS is demanded, and whether it is TLS from the first byte."""
_KNOWN = ", ".join(f"{scheme}://" for scheme in (*_SMTP, *PROVIDERS))


@dataclass(frozen=True, slots=True)
class Route:
    """Where mail goes: by SMTP with these options or by `provider` with `anymail`, else into the mailbox."""

    smtp: Mapping[str, Any] | None = field(default=None, repr=False)
    provider: str = ""
    """The module of anymail that speaks to it."""
    anymail: Mapping[str, str] = field(default_factory=dict, repr=False)
    has_webhooks: bool = False


def read(url: str, webhook_secret: str = "") -> Route:
    """Where EMAIL_URL leads. Raises `ImproperlyConfigured`, in words that quote no secret."""
    if not url:
        _refuse_if(bool(webhook_secret), "EMAIL_WEBHOOK_SECRET is for the provider that EMAIL_URL names.")
        return Route()
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError:
        raise ImproperlyConfigured("EMAIL_URL cannot be read: is its host or port mistyped?") from None
    if split.scheme in _SMTP:
        _refuse_if(bool(webhook_secret), "An SMTP server has no webhooks: unset EMAIL_WEBHOOK_SECRET.")
        return Route(smtp=_smtp(split, port))
    provider = PROVIDERS.get(split.scheme)
    if provider is None:
        raise ImproperlyConfigured(f"EMAIL_URL begins with none of {_KNOWN}.")
    secrets = _webhook(split.scheme, provider, webhook_secret)
    return Route(
        provider=provider.module,
        anymail=_named(provider, _settings(split, port, provider)) | secrets,
        has_webhooks=bool(secrets),
    )


def _smtp(split: SplitResult, port: int | None) -> dict[str, Any]:
    usual, use_tls, use_ssl = _SMTP[split.scheme]
    _refuse_if(bool(split.query) or split.path not in ("", "/"), "EMAIL_URL ends after its host and port.")
    return {
        "host": split.hostname or "localhost",
        "port": port or usual,
        "username": unquote(split.username or ""),
        "password": unquote(split.password or ""),
        "use_tls": use_tls,
        "use_ssl": use_ssl,
    }


def _settings(split: SplitResult, port: int | None, provider: Provider) -> dict[str, str]:
    """What the address says, by anymail's names. What is missing or too much refuses."""
    given = _options(split, provider)
    parts = (
        ("name", provider.name, unquote(split.username or "")),
        ("password", provider.password, unquote(split.password or "")),
        ("host", provider.host, _host(split, port, provider)),
    )
    for part, setting, value in parts:
        wants = f"EMAIL_URL for {split.scheme}:// wants"
        _refuse_if(bool(setting and not value), f"{wants} its {setting} as its {part}.")
        _refuse_if(bool(value and not setting), f"{wants} no {part}.")
    return {setting: value for _, setting, value in parts if setting} | given


def _options(split: SplitResult, provider: Provider) -> dict[str, str]:
    given = dict(parse_qsl(split.query, keep_blank_values=True))
    unknown = sorted(given.keys() - {API_URL, *provider.options})
    _refuse_if(bool(unknown), f"EMAIL_URL for {split.scheme}:// does not know {', '.join(unknown)}.")
    return given


def _host(split: SplitResult, port: int | None, provider: Provider) -> str:
    """A host; the address of the interface where there is one for each customer."""
    if provider.host != API_URL or not split.hostname:
        return split.netloc.rpartition("@")[2]
    place = split.hostname if port is None else f"{split.hostname}:{port}"
    return f"https://{place}{split.path}"


def _webhook(scheme: str, provider: Provider, secret: str) -> dict[str, str]:
    if not secret:
        return {}
    _refuse_if(not provider.webhook, f"{scheme}:// has no webhooks: unset EMAIL_WEBHOOK_SECRET.")
    if provider.webhook == _BASIC:
        name, _, password = secret.partition(":")
        _refuse_if(not (name and password), "EMAIL_WEBHOOK_SECRET wants name:password.")
        return {_BASIC: secret}
    return _named(provider, {provider.webhook: secret})


def _named(provider: Provider, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{provider.module}_{setting}".upper(): value for setting, value in values.items()}


def _refuse_if(wrong: bool, words: str) -> None:
    if wrong:
        raise ImproperlyConfigured(words)
