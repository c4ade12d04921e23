"""The rows. Invariants are database constraints whose names read as sentences."""

from planner.models.afterwards.check_ins import CheckIn
from planner.models.afterwards.lessons import Lesson
from planner.models.afterwards.repairs import Repair, RepairLine
from planner.models.calendar.calendars import (
    Calendar,
    Event,
    Import,
    KindChoice,
    VisibilityChoice,
    WorldChoice,
)
from planner.models.calendar.layers import Birthday, LayerChoice
from planner.models.calendar.undo import Undo
from planner.models.channels.contacts import MailEvent, Phone, PushDevice, PushTest, StoppedNumber, Suspension
from planner.models.channels.replies import Muted, ReplyLink
from planner.models.channels.texts import OutboxText, ReceivedText, SentText
from planner.models.due import LIVE_STATES, STOPPABLE, DueRow
from planner.models.engine import Heartbeat, LaneRest, Tally
from planner.models.exchange.exports import Export, ExportPart
from planner.models.exchange.feeds import ApiToken, Feed, KeptAnswer
from planner.models.exchange.subscriptions import Subscription
from planner.models.exchange.webhooks import Webhook, WebhookMessage
from planner.models.feelings.flags import Flag, FlagReason, Mark, Matters
from planner.models.feelings.own_lines import OwnLines
from planner.models.people.helps import Help, PersonNote
from planner.models.people.people import Couple, Invitation, Membership, Person, ViewVersion
from planner.models.people.security import SecurityEvent
from planner.models.plan.plans import (
    Agreement,
    LetGo,
    Plan,
    PlanDraft,
    PlanVersion,
    Reflection,
    ReflectionAnswer,
)
from planner.models.plan.standing import StandingAgreement, StandingDraft, StandingVersion, StandingYes
from planner.models.plan.talks import OfferedSlots, Talk
from planner.models.plan.times_to_go import Phrase, TimeToGo
from planner.models.reminders.horizons import Horizon
from planner.models.reminders.ladder_sets import LadderSet
from planner.models.reminders.nudges import Nudge
from planner.models.reminders.past_reminders import PastReminder
from planner.models.reminders.reminders import (
    ChannelChoice,
    Delivery,
    MailboxMessage,
    OutboxMail,
    Reminder,
    Schedule,
    StepChoice,
    UnsubscribeLink,
)

__all__ = [
    "KeptAnswer",
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
    "LetGo",
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
    "SecurityEvent",
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
    "Webhook",
    "WebhookMessage",
    "WorldChoice",
]
