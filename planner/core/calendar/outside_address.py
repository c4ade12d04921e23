"""The address of an outside calendar as somebody typed or pasted it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from planner.errors import Invalid

URL_MAX = 2_000
SECRET_MAX = 500
_SCHEMES = {"webcal": "https", "webcals": "https", "https": "https", "http": "http"}
_PORTS = {"https": 443, "http": 80}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PATH = "/%:@!$&'()*+,;=~-._"
_QUERY = _PATH + "?[]"


@dataclass(frozen=True, slots=True)
class OutsideAddress:
    """An address to fetch, and the name and password that go with it; the address never holds them."""

    url: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """All of the address that is ever shown again."""
        return host_of(self.url)


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


def authority(host: str, port: int | None) -> str:
    """Host and port as an address writes them (RFC 3986 section 3.2)."""
    place = f"[{host}]" if ":" in host else host
    return place if port is None else f"{place}:{port}"


def read(
    text: str, *, username: str = "", password: str = "", allowed: Collection[str] = ()
) -> OutsideAddress:
    """The address in one spelling: `webcal:` becomes https, a name and password in it are taken out.

    `allowed` are the `host:port` of one's own network that may be read at other ports. Raises Invalid.
    """
    text = text.strip()
    if len(text) > URL_MAX:
        raise Invalid("This address is too long.", field="address")
    if not text or _UNPRINTABLE.search(text) or _UNPRINTABLE.search(username + password):
        raise _unreadable()
    try:
        scheme, host, port, split = _parts(text)
    except ValueError:
        raise _unreadable() from None
    _check_port(scheme, host, port, allowed)
    username, password = username or unquote(split.username or ""), password or unquote(split.password or "")
    _check_secret(scheme, username, password)
    netloc = authority(host, None if port == _PORTS[scheme] else port)
    path, query = quote(split.path or "/", safe=_PATH), quote(split.query, safe=_QUERY)
    return OutsideAddress(urlunsplit((scheme, netloc, path, query, "")), username, password)


def _parts(text: str) -> tuple[str, str, int, SplitResult]:
    split = urlsplit(text if "://" in text else f"https://{text}")
    scheme = _SCHEMES.get(split.scheme.lower(), "")
    host = split.hostname or ""
    # A backslash ends the host for browsers and not for us; nobody's calendar has one.
    if not scheme or not host or "\\" in text or "%" in host or any(one.isspace() for one in host):
        raise ValueError(text)
    return scheme, host, _PORTS[scheme] if split.port is None else split.port, split


def _check_port(scheme: str, host: str, port: int, allowed: Collection[str]) -> None:
    if port not in _PORTS.values() and authority(host, port) not in allowed:
        raise Invalid("Only addresses at the usual ports, 80 and 443, can be read.", field="address")


def _check_secret(scheme: str, username: str, password: str) -> None:
    if len(username) > SECRET_MAX or len(password) > SECRET_MAX:
        raise Invalid("This name or password is too long.", field="password")
    if ":" in username:
        raise Invalid("A name for signing in cannot hold a colon.", field="username")
    if scheme == "http" and (username or password):
        raise Invalid(
            "A password would travel in the open. Use the address that begins with https.", field="address"
        )


def _unreadable() -> Invalid:
    return Invalid("This is not an address that a calendar can be read at.", field="address")
