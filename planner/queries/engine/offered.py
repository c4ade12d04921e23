"""Which channels there are here at all: a text wants a provider, a push a key to sign with."""

from django.conf import settings

from planner.core.reminding.reminders import Channel


def texts() -> bool:
    """Whether texts can be sent from here."""
    return settings.SMS is not None


def pushes() -> bool:
    """Whether pushes can be sent from here."""
    return bool(settings.VAPID_PRIVATE_KEY)


def by(channel: str) -> bool:
    """Whether there is anywhere for messages by this channel to go."""
    if channel == Channel.SMS:
        return texts()
    return channel != Channel.PUSH or pushes()
