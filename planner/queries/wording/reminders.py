"""What pages and messages say of reminders: their steps, their ways, and what became of them."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import EVERY_KIND, Reason, Step
from planner.queries.wording.events import KINDS
from planner.queries.wording.tables import Words

STEPS: Words = {
    Step.EARLY: gettext_lazy("Pick a quarter of an hour to talk"),
    Step.TALK: gettext_lazy("Talk about a plan"),
    Step.TALK_NOW: gettext_lazy("Your quarter of an hour"),
    Step.LAST_CALL: gettext_lazy("Still time for a short plan"),
    Step.READ_THROUGH: gettext_lazy("Read your plan once together"),
    Step.CARD: gettext_lazy("Your plan card"),
    Step.CHECK_IN: gettext_lazy("How was it?"),
    Step.REPAIR: gettext_lazy("Talk it over"),
    Step.NEWS: gettext_lazy("Something new for you two"),
    Step.NUDGE: gettext_lazy("A gentle nudge"),
    DIGEST: gettext_lazy("Our week"),
}

RUNGS: Words = {
    Step.EARLY: gettext_lazy("When it may be very hard, or takes you away for a night. By email."),
    Step.TALK: gettext_lazy("As long as nothing is agreed and no talk is booked. By email."),
    Step.TALK_NOW: gettext_lazy("As a notification, a text message or an email; also in your quiet hours."),
    Step.LAST_CALL: gettext_lazy("Once, as long as nothing is agreed. By email, or as a text message."),
    Step.READ_THROUGH: gettext_lazy("When you two have agreed. By email."),
    Step.CARD: gettext_lazy(
        "When you two have agreed: as a notification, a text message or an email. "
        "In your quiet hours it comes the evening before."
    ),
    Step.CHECK_IN: gettext_lazy("At this hour, twelve hours or more after it is over. By email."),
    Step.REPAIR: gettext_lazy("Three days after that, once, if you both want to. By email."),
    Step.NEWS: gettext_lazy(
        "When something is shared, answered, agreed or moved; as a notification or an email."
    ),
    Step.NUDGE: gettext_lazy(
        "When the other asks you softly to have a look, once in three days for an event at most. "
        "The other does not learn whether it came."
    ),
}
"""When a step comes at all, and how it reaches you."""

LADDERS: Words = {**KINDS, EVERY_KIND: gettext_lazy("Every other kind of event")}

CHANNELS: Words = {
    "email": gettext_lazy("email"),
    "sms": gettext_lazy("text message"),
    "push": gettext_lazy("notification"),
}

SENDING: Words = {
    "pending": pgettext_lazy("reminder", "Planned"),
    "leased": pgettext_lazy("reminder", "On its way"),
    "sending": pgettext_lazy("reminder", "On its way"),
    "sent": pgettext_lazy("reminder", "Sent"),
    "cancelled": pgettext_lazy("reminder", "No longer needed"),
    "missed": pgettext_lazy("reminder", "Not sent: it would have come too late"),
    "dead": pgettext_lazy("reminder", "Could not be delivered"),
    "unknown": pgettext_lazy("reminder", "Perhaps delivered: no answer came back"),
}
"""The states of a reminder, in the log of the person it is for."""

PUSH_TESTS: Words = {
    "pending": gettext_lazy("a test is on its way"),
    "leased": gettext_lazy("a test is on its way"),
    "sending": gettext_lazy("a test is on its way"),
    "sent": gettext_lazy("the last test went out"),
    "dead": gettext_lazy("the last test did not get through"),
    "missed": gettext_lazy("the last test waited too long"),
}
"""What became of a test message to a device."""

WHY_NOT_SENT: Words = {
    "not_wanted": gettext_lazy("you switched this kind off"),
    "no_channel": gettext_lazy("there was no way to reach you"),
    "not_theirs": gettext_lazy("it is not on your list any more"),
    "cancelled": gettext_lazy("the event was cancelled"),
    "declined": gettext_lazy("you two decline"),
    "agreed": gettext_lazy("you two agreed"),
    "not_agreed": gettext_lazy("there is no agreed plan"),
    "not_needed": gettext_lazy("you marked it as not needed"),
    "not_hard": gettext_lazy("it can wait for a later reminder"),
    "alone": gettext_lazy("you are using Alongside on your own"),
    "talk_booked": gettext_lazy("your talk is booked"),
    "no_talk": gettext_lazy("no talk is booked"),
    "no_repair": gettext_lazy("there is nothing to talk over"),
    "checked_in": gettext_lazy("you have said how it was already"),
    "too_late": gettext_lazy("it would have come too late"),
    "held_past_event": gettext_lazy("it would have had to wait until it was over"),
    "merged": gettext_lazy("another message to you took it up"),
    "moved": gettext_lazy("the event moved"),
    "nothing_coming": gettext_lazy("nothing is coming that week"),
    "another_day": gettext_lazy("you chose another day or hour for it"),
    "put_off": gettext_lazy("you have had it again already"),
    "muted": gettext_lazy("you wanted no reminders of this event"),
    "over": gettext_lazy("it was over"),
    "talked_over": gettext_lazy("you two have talked it over"),
    "only_yours": gettext_lazy("you keep this event to yourself"),
    "read": gettext_lazy("you had seen it already"),
    "left": gettext_lazy("you are using Alongside on your own"),
    "unsubscribed": gettext_lazy("you switched this kind off"),
}
"""Why a message is not needed, or came to nothing, as half a sentence."""


WHY_NOT: Words = {
    Reason.NOT_WANTED: gettext_lazy("You switched it off for this kind of event."),
    Reason.UNSUBSCRIBED: gettext_lazy("You ended this kind by the link in a message."),
    Reason.NO_CHANNEL: gettext_lazy("None of the ways it could come by reaches you now."),
    Reason.NOT_THEIRS: gettext_lazy("Reminders begin with a flag or a plan that you see."),
    Reason.CANCELLED: gettext_lazy("The event is called off."),
    Reason.DECLINED: gettext_lazy("You two decline, so there is nothing to get ready for."),
    Reason.AGREED: gettext_lazy("You two have agreed already."),
    Reason.NOT_AGREED: gettext_lazy("It comes once you two have agreed."),
    Reason.NOT_NEEDED: gettext_lazy("You marked this event as not needed."),
    Reason.NOT_HARD: gettext_lazy("It comes for what may be very hard, and for nights away."),
    Reason.ALONE: gettext_lazy("It is for two, and you are using Alongside on your own."),
    Reason.TALK_BOOKED: gettext_lazy("Your quarter of an hour is booked."),
    Reason.NO_TALK: gettext_lazy("It comes when a quarter of an hour begins that you both said yes to."),
    Reason.NO_REPAIR: gettext_lazy("It comes if you both want to talk it over."),
    Reason.TOO_LATE: gettext_lazy("Its time has passed."),
    Reason.HELD_PAST_EVENT: gettext_lazy("It would have to wait until it no longer helps."),
    Reason.MERGED: gettext_lazy("Another message about the event takes it along."),
    Reason.MOVED: gettext_lazy("The event has moved."),
    Reason.CHECKED_IN: gettext_lazy("You have said how it was."),
    Reason.OVER: gettext_lazy("It is over."),
    Reason.TALKED_OVER: gettext_lazy("You two have talked it over."),
    Reason.ONLY_YOURS: gettext_lazy("You keep this event to yourself."),
    Reason.MUTED: gettext_lazy("You wanted no reminders of this event."),
}
"""Why a step does not come, as a sentence."""
