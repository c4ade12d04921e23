"""What a webhook can tell, and what became of what it was told, in words for its owner."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.core.webhooks.kinds import Kind
from planner.queries.views import WebhookLine
from planner.queries.wording.tables import Words

WEBHOOK_KINDS: Words = {
    Kind.REMINDER: gettext_lazy("A reminder leaves for you"),
    Kind.TALK: gettext_lazy("Your quarter of an hour begins"),
    Kind.SOON: gettext_lazy("An evening with an agreed plan is near"),
    Kind.TIME_TO_GO: gettext_lazy("Your partner says that it is time to go"),
    Kind.AGREED: gettext_lazy("You two have agreed on a plan"),
    Kind.NEWS: gettext_lazy("There is something new for you two"),
    Kind.TEST: gettext_lazy("A test"),
}
_STATES: Words = {
    "pending": gettext_lazy("on its way"),
    "leased": gettext_lazy("on its way"),
    "sending": gettext_lazy("on its way"),
    "sent": gettext_lazy("taken"),
    "dead": gettext_lazy("not taken"),
    "cancelled": gettext_lazy("not sent: it was not wanted any more"),
    "missed": gettext_lazy("not sent: too late, or no longer so"),
}


def told(one: WebhookLine) -> str:
    """What became of one message, and the last answer where it was no success."""
    state = str(_STATES[one.state])
    if one.state == "sent":
        return state
    if one.status:
        return _("%(state)s (the last answer was %(status)s)") % {"state": state, "status": one.status}
    if one.attempts:
        return _("%(state)s (no answer)") % {"state": state}
    return state
