"""What the far end of a channel said, in words for the person who was to get the message.

A channel notes a code: `smtp_421`, `sms_21610`, `no_device`. Of what has no name here, such as an error of
the network, only this is said: it could not be reached.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.queries.wording.tables import Words

_STATUS = re.compile(r"(smtp|api|sms|push)_([245]\d\d)")

TROUBLES: Words = {
    "no_such_address": gettext_lazy("The mail server said that this address does not exist."),
    "mailbox_full": gettext_lazy("The mail server said that your mailbox is full."),
    "recipient_refused": gettext_lazy("The mail server said that it takes no mail for this address."),
    "message_refused": gettext_lazy("The mail server did not take this message."),
    "bounced": gettext_lazy("The mail server sent it back: your address took no mail."),
    "complained": gettext_lazy("Mail of ours was marked as unwanted, so none goes to this address."),
    "demo": gettext_lazy("In the demo nothing is sent."),
    "api_failed": gettext_lazy("The mail service could not pass it on."),
    "push_refused": gettext_lazy("Your browser's push service did not take it."),
    "no_device": gettext_lazy("No browser of yours takes notifications any more."),
    "no_phone": gettext_lazy("There is no phone number of yours to send it to."),
    "undelivered": gettext_lazy("The text message service said that it did not reach your phone."),
    "sms_unsettled": gettext_lazy("The text message service has not said yet what became of it."),
    "sms_not_told": gettext_lazy("The text message service could not say what became of it."),
    "sms_garbled": gettext_lazy("The text message service gave an answer that we could not read."),
    "error": gettext_lazy("Something went wrong on our side."),
}
"""By the code that a channel notes."""

_NOT_THAT_NUMBER = gettext_lazy("The text message service said that this number does not exist.")
_OUT_OF_REACH = gettext_lazy("Your phone could not be reached: it may have been off, or out of range.")
_BLOCKED = gettext_lazy("Your phone company did not let the text message through.")
_STOPPED = gettext_lazy("You have stopped text messages by answering STOP.")
_NO_ROUTE = gettext_lazy("The text message service does not reach numbers like yours.")

TWILIO: Mapping[str, Promise] = {
    **dict.fromkeys(("21211", "21217", "30005"), _NOT_THAT_NUMBER),
    **dict.fromkeys(("21214", "21408", "21612", "21614", "30006"), _NO_ROUTE),
    **dict.fromkeys(("30003",), _OUT_OF_REACH),
    **dict.fromkeys(("30004", "30007", "30034"), _BLOCKED),
    "21610": _STOPPED,
}
"""By Twilio's error codes, https://www.twilio.com/docs/api/errors"""

_AWAY: Words = {
    "email": gettext_lazy("The mail server could not be reached."),
    "sms": gettext_lazy("The text message service could not be reached."),
    "push": gettext_lazy("Your browser's push service could not be reached."),
}
_BUSY: Words = {
    "email": gettext_lazy("The mail server asked us to come back later."),
    "sms": gettext_lazy("The text message service asked us to come back later."),
    "push": gettext_lazy("Your browser's push service asked us to come back later."),
}
_SHUT: Words = {
    "email": gettext_lazy("The mail server does not let us in. Whoever runs this can mend it."),
    "sms": gettext_lazy("The text message service does not let us in. Whoever runs this can mend it."),
    "push": gettext_lazy("Your browser's push service does not let us in. Whoever runs this can mend it."),
}


def trouble(code: str, channel: str) -> str:
    """What kept a message from going out, as a sentence."""
    if code in TROUBLES:
        return str(TROUBLES[code])
    if code == "unanswered":
        return _("We could not find out whether this arrived.")
    if code.removeprefix("sms_") in TWILIO:
        return str(TWILIO[code.removeprefix("sms_")])
    status = _STATUS.fullmatch(code)
    return str(_of_status(status[1], int(status[2]))[channel] if status else _AWAY[channel])


def _of_status(protocol: str, status: int) -> Words:
    """SMTP says "later" with 4xx and "no" with 5xx; HTTP says "no" with 4xx, and 5xx is its own trouble."""
    is_later = status < 500 if protocol == "smtp" else status in (408, 425, 429) or status >= 500
    return _BUSY if is_later else _SHUT
