"""Codes become words: what happened to an account, and the browser that was there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.core.security import Happened
from planner.queries.wording.tables import Words

HAPPENED: Words = {
    Happened.SIGNED_IN: gettext_lazy("Signed in"),
    Happened.SECOND_STEP_MISSED: gettext_lazy("A sign-in that stopped at the second step"),
    Happened.PASSWORD_CHANGED: gettext_lazy("New password"),
    Happened.ADDRESS_CHANGED: gettext_lazy("New email address"),
    Happened.PASSKEY_ADDED: gettext_lazy("Passkey added"),
    Happened.PASSKEY_REMOVED: gettext_lazy("Passkey removed"),
    Happened.APP_ADDED: gettext_lazy("Authenticator app added"),
    Happened.APP_REMOVED: gettext_lazy("Authenticator app removed"),
    Happened.CODES_MADE: gettext_lazy("Recovery codes made"),
    Happened.CODE_USED: gettext_lazy("Recovery code used"),
    Happened.TOKEN_MADE: gettext_lazy("Token for a program made"),
    Happened.TOKEN_ROTATED: gettext_lazy("Token for a program changed for a new one"),
    Happened.TOKEN_ENDED: gettext_lazy("Token for a program ended"),
    Happened.FEED_MADE: gettext_lazy("Secret calendar address made"),
    Happened.FEED_ROTATED: gettext_lazy("Secret calendar address changed for a new one"),
    Happened.FEED_ENDED: gettext_lazy("Secret calendar address ended"),
    Happened.WEBHOOK_MADE: gettext_lazy("Webhook made"),
    Happened.WEBHOOK_ROTATED: gettext_lazy("Secret of a webhook changed for a new one"),
    Happened.WEBHOOK_ENDED: gettext_lazy("Webhook ended"),
    Happened.EXPORT_MADE: gettext_lazy("File with everything of yours asked for"),
    Happened.SESSIONS_ENDED: gettext_lazy("Signed out elsewhere"),
}
"""What happened to somebody's account, as their log says it."""


def browser(program: str, machine: str) -> str:
    """Such as "Firefox on Android"; something to know it by even if neither is known."""
    if program and machine:
        return _("%(program)s on %(machine)s") % {"program": program, "machine": machine}
    return program or machine or _("A browser")
