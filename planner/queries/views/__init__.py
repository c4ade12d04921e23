"""The frozen values that queries hand out: each already projected for one viewer.

Times ending in `_at` are aware UTC; `start_local` and `end_local` are naive wall times in the viewer's zone.
"""

from planner.queries.views.afterwards.check_ins import AnswerView, CheckInView
from planner.queries.views.afterwards.lessons import LessonsView, LessonView, OfferedView
from planner.queries.views.afterwards.repairs import (
    ArchivedView,
    RepairLineView,
    RepairPartView,
    RepairStepView,
    RepairView,
    RepairWordsView,
)
from planner.queries.views.calendar.events import (
    ONCE,
    CalendarView,
    ChangeView,
    ElsewhereView,
    EventView,
    FoundView,
    ImportedView,
    ImportLine,
    ImportProgress,
    ImportView,
    OccurrenceView,
    ProblemView,
    SlotView,
    SubscriptionView,
)
from planner.queries.views.calendar.layers import BirthdayView, LayerChoiceView, LayerDay
from planner.queries.views.calendar.talks import TalkView
from planner.queries.views.exports import ExportView
from planner.queries.views.feelings.feelings import FeelingsView, FlagView, MattersView, ReasonView
from planner.queries.views.feelings.own_lines import OwnLinesView
from planner.queries.views.keys import DeviceView, FeedView, HappenedView, TokenView
from planner.queries.views.occurrences import OccurrencePage
from planner.queries.views.offline import KeptView
from planner.queries.views.people import CoupleView, FirstSteps, InvitationView, MeView, OfferView, PersonView
from planner.queries.views.plan.plans import (
    ComparisonView,
    LookAheadItem,
    LookAheadView,
    PlanPage,
    PlanView,
    ReflectionView,
    VersionView,
)
from planner.queries.views.plan.times_to_go import CalledView, CallView, GoingView, PhraseView, ToldView
from planner.queries.views.reminders.dry_runs import DryRunLine, DryRunView
from planner.queries.views.reminders.ladder_sets import LadderSetView
from planner.queries.views.reminders.mail_ways import MailWayView
from planner.queries.views.reminders.messages import (
    Instead,
    MailboxView,
    PhoneView,
    PushView,
    ReminderLog,
    ReminderView,
)
from planner.queries.views.reminders.reminder_choices import ReminderChoices
from planner.queries.views.reminders.replies import MutedView, ReplyView
from planner.queries.views.us import (
    BeginningsView,
    HelpsView,
    HelpView,
    KeptStanding,
    OnlyMineView,
    PersonNoteView,
    StandingView,
    UsView,
)
from planner.queries.views.webhooks import WebhookLine, WebhookView

__all__ = [
    "AnswerView",
    "ArchivedView",
    "BeginningsView",
    "BirthdayView",
    "CalendarView",
    "CallView",
    "CalledView",
    "ChangeView",
    "CheckInView",
    "ComparisonView",
    "CoupleView",
    "DeviceView",
    "DryRunLine",
    "DryRunView",
    "ElsewhereView",
    "EventView",
    "ExportView",
    "FeedView",
    "FeelingsView",
    "FirstSteps",
    "FlagView",
    "FoundView",
    "GoingView",
    "HelpView",
    "HelpsView",
    "HappenedView",
    "ImportLine",
    "ImportProgress",
    "ImportView",
    "ImportedView",
    "Instead",
    "InvitationView",
    "KeptStanding",
    "KeptView",
    "LadderSetView",
    "LayerChoiceView",
    "LayerDay",
    "LessonView",
    "LessonsView",
    "LookAheadItem",
    "LookAheadView",
    "MailWayView",
    "MailboxView",
    "MattersView",
    "MeView",
    "MutedView",
    "ONCE",
    "OccurrencePage",
    "OccurrenceView",
    "OfferView",
    "OfferedView",
    "OwnLinesView",
    "OnlyMineView",
    "PersonNoteView",
    "PersonView",
    "PhoneView",
    "PhraseView",
    "PlanPage",
    "PlanView",
    "ProblemView",
    "PushView",
    "ReasonView",
    "ReflectionView",
    "ReminderChoices",
    "ReminderLog",
    "ReminderView",
    "RepairLineView",
    "RepairPartView",
    "RepairStepView",
    "RepairView",
    "RepairWordsView",
    "ReplyView",
    "SlotView",
    "StandingView",
    "SubscriptionView",
    "TalkView",
    "TokenView",
    "ToldView",
    "UsView",
    "VersionView",
    "WebhookLine",
    "WebhookView",
]
