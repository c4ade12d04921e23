"""Who may open the mailbox of the embedded default: whoever sits at this machine, not through a proxy."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from planner.core.sms.provider import Mailbox

FORWARDED = ("Forwarded", "Via", "X-Real-Ip", "Cf-Connecting-Ip")


def is_open(request: HttpRequest) -> bool:
    """Mail stays here, and the request came from this machine to this machine."""
    if not _keeps_anything() or _is_for_others() or _is_forwarded(request):
        return False
    host, _port = split_domain_port(request.get_host())
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and is_here(host)


def _keeps_anything() -> bool:
    """Whether mail or texts end here."""
    return settings.MAILBOX or isinstance(settings.SMS, Mailbox)


def _is_for_others() -> bool:
    """Whether others can reach us: a proxy that says nothing of itself looks like this machine."""
    public = urlsplit(settings.PUBLIC_URL).hostname or ""
    return bool(settings.SECURE_PROXY_SSL_HEADER) or not is_here(public)


def _is_forwarded(request: HttpRequest) -> bool:
    return any(name in FORWARDED or name.startswith("X-Forwarded-") for name in request.headers)


def is_here(host: str) -> bool:
    """Whether this name means the machine itself, to whoever says it."""
    return host == "localhost" or _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
