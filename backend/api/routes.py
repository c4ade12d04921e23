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
from backend.api.exchange.feeds import Feeds
from backend.api.exchange.imports import Imports
from backend.api.exchange.subscriptions import Subscriptions
from backend.api.exchange.webhooks import Webhooks
from backend.api.feelings.flags import Flags, Matters
from backend.api.feelings.own_lines import OwnLines
from backend.api.people.me import Me
from backend.api.people.us import Helps, PersonNotes, Standing
from backend.api.plan.beginnings import Beginnings
from backend.api.plan.plans import Plans
from backend.api.plan.times_to_go import Phrases, TimesToGo
from backend.api.reminders.devices import Devices
from backend.api.reminders.dry_runs import DryRun
from backend.api.reminders.ladders import Ladders
from backend.api.reminders.reminders import Reminders
from backend.converters import OccurrenceKey

register_converter(OccurrenceKey, "api_occurrence")

router = SimpleRouter(use_regex_path=False)
router.register("events", Events, basename="event")
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
me = path("me/", Me.as_view({"get": "retrieve", "patch": "partial_update"}), name="me")
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
]
