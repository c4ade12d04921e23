"""How somebody is reminded, as they see it themselves."""

from dataclasses import dataclass

from planner.queries.views.people import MeView
from planner.queries.views.reminders.ladder_sets import LadderSetView
from planner.queries.views.reminders.mail_ways import MailWayView
from planner.queries.views.reminders.messages import PhoneView
from planner.queries.views.reminders.replies import MutedView


@dataclass(frozen=True, slots=True)
class ReminderChoices:
    """`stopped` are the steps that they want no mail of, in alphabetical order."""

    me: MeView
    mail: MailWayView
    phone: PhoneView | None
    stopped: tuple[str, ...]
    muted: tuple[MutedView, ...]
    ladders: tuple[LadderSetView, ...]
