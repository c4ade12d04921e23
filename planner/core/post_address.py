"""Addresses of other people's machines that something may be posted to."""

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from planner.core.calendar import outside_address

LONGEST = 2_000
PORTS = {"https": 443, "http": 80}


def is_open(text: str, allowed: Collection[str]) -> bool:
    """Whether it may be called: over TLS at the usual port, or anyhow in one's own network.

    `allowed` are the `host:port` of that. Whether the host is public is asked when it is dialled.
    """
    if not 0 < len(text) <= LONGEST or not text.isascii() or not text.isprintable():
        return False
    # A backslash ends the host for browsers and not for us.
    if any(one in text for one in " \\#"):
        return False
    try:
        split = urlsplit(text)
        port = split.port
    except ValueError:
        return False
    return bool(split.hostname) and "@" not in split.netloc and _may_be_called(split, port, allowed)


def _may_be_called(split: SplitResult, port: int | None, allowed: Collection[str]) -> bool:
    if split.scheme not in PORTS:
        return False
    place = outside_address.authority(split.hostname or "", port or PORTS[split.scheme])
    return place in allowed or (split.scheme == "https" and port in (None, 443))
