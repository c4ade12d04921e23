"""SMS_URL, read strictly: who sends texts, and whether their answers would find the way back to us."""

from django.core.exceptions import ImproperlyConfigured

from planner.core.sms import provider as sms


def read(url: str, *, is_here: bool, is_https: bool) -> sms.Provider | None:
    """Where texts go; None means that none are offered. Raises `ImproperlyConfigured`, without a secret.

    `is_here` and `is_https` tell of PUBLIC_URL: that it is this machine alone, that it is safe on the way.
    """
    if not url:
        return None
    try:
        provider = sms.read(url)
    except ValueError as problem:
        raise ImproperlyConfigured(str(problem)) from None
    if isinstance(provider, sms.Mailbox) and not is_here:
        raise ImproperlyConfigured(
            "SMS_URL: mailbox:// shows texts on this machine alone, and PUBLIC_URL is not."
        )
    if not (is_https or is_here):
        raise ImproperlyConfigured(
            "SMS_URL: answers such as STOP come to PUBLIC_URL, which wants https for that."
        )
    return provider
