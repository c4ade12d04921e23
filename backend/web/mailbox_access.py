"""Who may open the mailbox of the embedded default: whoever sits at this machine, not through a proxy."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host")


def is_open(request: HttpRequest) -> bool:
    """Mail stays here, and the request came from this machine to this machine."""
    if not settings.MAILBOX or any(name in request.headers for name in FORWARDED):
        return False
    host, _port = split_domain_port(request.get_host())
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
