"""The rows. Invariants are database constraints whose names read as sentences."""

from planner.models.calendars import Calendar, Event, Import, KindChoice, VisibilityChoice, WorldChoice
from planner.models.check_ins import CheckIn
from planner.models.contacts import MailEvent, Phone, PushDevice, PushTest, StoppedNumber, Suspension
from planner.models.due import LIVE_STATES, STOPPABLE, DueRow
from planner.models.engine import Heartbeat, LaneRest, Tally
from planner.models.exports import Export, ExportPart
from planner.models.feeds import ApiToken, Feed
from planner.models.flags import Flag, FlagReason, Mark, Matters
from planner.models.helps import Help, PersonNote
from planner.models.horizons import Horizon
from planner.models.ladder_sets import LadderSet
from planner.models.layers import Birthday, LayerChoice
from planner.models.lessons import Lesson
from planner.models.nudges import Nudge
from planner.models.own_lines import OwnLines
from planner.models.past_reminders import PastReminder
from planner.models.people import Couple, Invitation, Membership, Person, ViewVersion
from planner.models.plans import Agreement, Plan, PlanDraft, PlanVersion, Reflection, ReflectionAnswer
from planner.models.reminders import (
    ChannelChoice,
    Delivery,
    MailboxMessage,
    OutboxMail,
    Reminder,
    Schedule,
    StepChoice,
    UnsubscribeLink,
)
from planner.models.repairs import Repair, RepairLine
from planner.models.replies import Muted, ReplyLink
from planner.models.standing import StandingAgreement, StandingDraft, StandingVersion, StandingYes
from planner.models.subscriptions import Subscription
from planner.models.talks import OfferedSlots, Talk
from planner.models.texts import OutboxText, ReceivedText, SentText
from planner.models.times_to_go import Phrase, TimeToGo
from planner.models.undo import Undo

__all__ = [
    "LIVE_STATES",
    "STOPPABLE",
    "Agreement",
    "ApiToken",
    "Birthday",
    "Calendar",
    "ChannelChoice",
    "CheckIn",
    "Couple",
    "Delivery",
    "DueRow",
    "Event",
    "Export",
    "ExportPart",
    "Feed",
    "Flag",
    "FlagReason",
    "Heartbeat",
    "Help",
    "Horizon",
    "Import",
    "Invitation",
    "KindChoice",
    "MailEvent",
    "MailboxMessage",
    "LadderSet",
    "LaneRest",
    "LayerChoice",
    "Lesson",
    "Mark",
    "Matters",
    "Membership",
    "Muted",
    "Nudge",
    "OfferedSlots",
    "OutboxMail",
    "OutboxText",
    "OwnLines",
    "PastReminder",
    "Person",
    "PersonNote",
    "Phone",
    "Phrase",
    "Plan",
    "PlanDraft",
    "PlanVersion",
    "PushDevice",
    "ReceivedText",
    "PushTest",
    "Reflection",
    "ReflectionAnswer",
    "Reminder",
    "Repair",
    "RepairLine",
    "ReplyLink",
    "Schedule",
    "SentText",
    "StandingAgreement",
    "StandingDraft",
    "StandingVersion",
    "StandingYes",
    "StepChoice",
    "StoppedNumber",
    "Subscription",
    "Suspension",
    "Talk",
    "Tally",
    "TimeToGo",
    "Undo",
    "UnsubscribeLink",
    "ViewVersion",
    "VisibilityChoice",
    "WorldChoice",
]
