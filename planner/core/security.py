"""What happens to an account that its owner keeps an eye on, and what of it they hear of at once."""

from enum import StrEnum


class Happened(StrEnum):
    SIGNED_IN = "signed_in"
    SECOND_STEP_MISSED = "second_step_missed"
    """Somebody had the first step, such as the password, and not the second."""
    PASSWORD_CHANGED = "password_changed"
    ADDRESS_CHANGED = "address_changed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    CODES_MADE = "codes_made"
    CODE_USED = "code_used"
    TOKEN_MADE = "token_made"
    TOKEN_ROTATED = "token_rotated"
    TOKEN_ENDED = "token_ended"
    FEED_MADE = "feed_made"
    FEED_ROTATED = "feed_rotated"
    FEED_ENDED = "feed_ended"
    WEBHOOK_MADE = "webhook_made"
    WEBHOOK_ROTATED = "webhook_rotated"
    WEBHOOK_ENDED = "webhook_ended"
    EXPORT_MADE = "export_made"
    SESSIONS_ENDED = "sessions_ended"


_QUIET = frozenset(
    {
        Happened.SIGNED_IN,
        Happened.TOKEN_ENDED,
        Happened.FEED_ENDED,
        Happened.WEBHOOK_ENDED,
        Happened.SESSIONS_ENDED,
    }
)
ALERTING = frozenset(Happened) - _QUIET
"""What may be somebody else's doing, and then gives them a way in: its owner gets a mail."""
ONCE_A_DAY = frozenset({Happened.SECOND_STEP_MISSED})
"""What somebody can make happen as often as they like, for days."""


def is_alerting(what: Happened, *, is_known_browser: bool, was_today: bool) -> bool:
    """Whether its owner gets a mail. A sign-in is news only from a browser that was not there before;
    `was_today` says whether the same happened already on this day.
    """
    if what is Happened.SIGNED_IN:
        return not is_known_browser
    return what in ALERTING and not (what in ONCE_A_DAY and was_today)
