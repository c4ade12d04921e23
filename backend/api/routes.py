"""Which resource answers under which name."""

from django.urls import path, register_converter
from rest_framework.routers import SimpleRouter

from backend.api.afterwards.archived import Archived
from backend.api.afterwards.check_ins import CheckIns
from backend.api.afterwards.lessons import Lessons
from backend.api.afterwards.repairs import Repairs
from backend.api.calendar.events import Events, Occurrences
from backend.api.calendar.layers import Birthdays, Layers
from backend.api.calendar.series import OneDate, Undo
from backend.api.calendar.slots import Slots
from backend.api.calendar.talks import Talks
from backend.api.calendar.understand import Understand
from backend.api.exchange.calendars import Calendars
from backend.api.exchange.exports import Exports
from backend.api.exchange.feeds import Feeds
from backend.api.exchange.imports import Imports
from backend.api.exchange.subscriptions import Subscriptions
from backend.api.exchange.tokens import Tokens
from backend.api.exchange.webhooks import Webhooks
from backend.api.feelings.flags import Flags, Matters
from backend.api.feelings.marks import Marks
from backend.api.feelings.own_lines import OwnLines
from backend.api.people.couple import Couple, Invitations
from backend.api.people.me import Me
from backend.api.people.us import Helps, PersonNotes, Standing
from backend.api.plan.beginnings import Beginnings
from backend.api.plan.plans import Plans
from backend.api.plan.times_to_go import Phrases, TimesToGo
from backend.api.reminders.devices import Devices
from backend.api.reminders.digests import Digest
from backend.api.reminders.dry_runs import DryRun
from backend.api.reminders.ladders import Ladders
from backend.api.reminders.phone import Phone
from backend.api.reminders.reminders import Reminders
from backend.converters import OccurrenceKey

register_converter(OccurrenceKey, "api_occurrence")

router = SimpleRouter(use_regex_path=False)
router.register("events", Events, basename="event")
router.register("calendars", Calendars, basename="calendar")
router.register("tokens", Tokens, basename="token")
router.register("exports", Exports, basename="export")
router.register("invitations", Invitations, basename="invitation")
router.register("occurrences", Occurrences, basename="occurrence")
router.register("flags", Flags, basename="flag")
router.register("plans", Plans, basename="plan")
router.register("reminders", Reminders, basename="reminder")
router.register("ladders", Ladders, basename="ladder")
router.register("devices", Devices, basename="device")
router.register("feeds", Feeds, basename="feed")
router.register("imports", Imports, basename="import")
router.register("lessons", Lessons, basename="lesson")
router.register("archive", Archived, basename="archive")
router.register("layers", Layers, basename="layer")
router.register("birthdays", Birthdays, basename="birthday")
router.register("subscriptions", Subscriptions, basename="subscription")
router.register("slots", Slots, basename="slot")
router.register("talks", Talks, basename="talk")
router.register("helps", Helps, basename="help")
router.register("person-notes", PersonNotes, basename="person-note")
router.register("webhooks", Webhooks, basename="webhook")

matters = path(
    "matters/<uuid:event_id>/<api_occurrence:recurrence_id>/",
    Matters.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
    name="matters",
)
offered = path(
    "lessons/offered/<uuid:event_id>/<api_occurrence:recurrence_id>/",
    Lessons.as_view({"get": "offered"}),
    name="lessons-offered",
)
all_own_lines = [
    path("own-lines/", OwnLines.as_view({"get": "list"}), name="own-lines-list"),
    path("own-lines/<uuid:own_lines_id>/", OwnLines.as_view({"delete": "throw_away"}), name="own-lines-one"),
]
own_lines = path(
    "own-lines/<uuid:event_id>/<api_occurrence:recurrence_id>/",
    OwnLines.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
    name="own-lines",
)
on_one_date = path(
    "events/<uuid:event_id>/occurrences/<api_occurrence:recurrence_id>/",
    OneDate.as_view(
        {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy", "post": "move"}
    ),
    name="event-occurrence",
)
dry_run = path(
    "events/<uuid:event_id>/occurrences/<api_occurrence:recurrence_id>/reminders/",
    DryRun.as_view({"get": "retrieve"}),
    name="event-occurrence-reminders",
)
A_DATE = "events/<uuid:event_id>/occurrences/<api_occurrence:recurrence_id>/"
marks = [
    path(f"{A_DATE}nudge/", Marks.as_view({"post": "nudge"}), name="event-occurrence-nudge"),
    path(
        f"{A_DATE}not-needed/",
        Marks.as_view({"put": "mark", "delete": "unmark"}),
        name="event-occurrence-not-needed",
    ),
    path(f"{A_DATE}mute/", Marks.as_view({"put": "mute", "delete": "unmute"}), name="event-occurrence-mute"),
]
couple = [
    path("couple/", Couple.as_view({"get": "retrieve"}), name="couple"),
    path(
        "couple/invitation/",
        Couple.as_view({"post": "invite", "delete": "revoke"}),
        name="couple-invitation",
    ),
    path("couple/held-back/", Couple.as_view({"get": "list"}), name="couple-held-back"),
    path("couple/release/", Couple.as_view({"post": "release"}), name="couple-release"),
    path("couple/leave/", Couple.as_view({"post": "leave"}), name="couple-leave"),
    path("couple/alone-read/", Couple.as_view({"post": "alone_read"}), name="couple-alone-read"),
]
phone = [
    path("phone/", Phone.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}), name="phone"),
    path("phone/code/", Phone.as_view({"post": "code"}), name="phone-code"),
    path("phone/again/", Phone.as_view({"post": "again"}), name="phone-again"),
    path("phone/test/", Phone.as_view({"post": "test"}), name="phone-test"),
]
digest = path("digest/", Digest.as_view({"get": "retrieve", "put": "update"}), name="digest")
me = path("me/", Me.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}), name="me")
undo = path("undo/<uuid:undo_id>/", Undo.as_view({"post": "create"}), name="undo")
# Before the events' own addresses: these are deeds of theirs.
bring_in = path("events/import/", Imports.as_view({"post": "bring_in"}), name="event-import")
understand = path("events/understand/", Understand.as_view({"get": "list"}), name="event-understand")
check_ins = [
    path(
        "check-ins/<uuid:event_id>/<api_occurrence:recurrence_id>/",
        CheckIns.as_view({"get": "retrieve", "put": "update"}),
        name="check-in",
    ),
    path(
        "check-ins/<uuid:event_id>/<api_occurrence:recurrence_id>/want/",
        CheckIns.as_view({"post": "want"}),
        name="check-in-want",
    ),
    path(
        "check-ins/<uuid:event_id>/<api_occurrence:recurrence_id>/talked/",
        CheckIns.as_view({"post": "talked"}),
        name="check-in-talked",
    ),
]
times_to_go = [
    path(
        "plans/<uuid:plan_id>/time-to-go/",
        TimesToGo.as_view({"get": "retrieve", "post": "create"}),
        name="time-to-go",
    ),
    path(
        "plans/<uuid:plan_id>/time-to-go/coming/",
        TimesToGo.as_view({"post": "coming"}),
        name="time-to-go-coming",
    ),
    path("time-to-go/", Phrases.as_view({"get": "retrieve", "put": "update"}), name="phrase"),
]
starts = path(
    "plans/<uuid:plan_id>/starts/",
    Beginnings.as_view({"get": "retrieve", "post": "add"}),
    name="plan-starts",
)
standing = [
    path("standing/", Standing.as_view({"get": "retrieve"}), name="standing"),
    path(
        "standing/draft/",
        Standing.as_view({"put": "save_draft", "delete": "discard_draft"}),
        name="standing-draft",
    ),
    path("standing/propose/", Standing.as_view({"post": "propose"}), name="standing-propose"),
    path("standing/agree/", Standing.as_view({"post": "agree"}), name="standing-agree"),
    path("standing/take-back/", Standing.as_view({"post": "take_back"}), name="standing-take-back"),
]
A_REPAIR = "repairs/<uuid:event_id>/<api_occurrence:recurrence_id>/"
repairs = [path(A_REPAIR, Repairs.as_view({"get": "retrieve"}), name="repair")]
repairs += [
    path(f"{A_REPAIR}{deed}/", Repairs.as_view({"post": deed}), name=f"repair-{deed}")
    for deed in ("begin", "write", "pause", "aloud")
]
urlpatterns = [
    bring_in,
    understand,
    *router.urls,
    offered,
    matters,
    own_lines,
    *check_ins,
    *times_to_go,
    *standing,
    *repairs,
    starts,
    on_one_date,
    dry_run,
    undo,
    me,
    digest,
    *all_own_lines,
    *marks,
    *couple,
    *phone,
]
