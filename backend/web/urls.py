"""The pages."""

from django.urls import path, register_converter

from backend.web.converters import OccurrenceSlug
from backend.web.views import calendar, events, flags, imports, look_ahead, occurrence

register_converter(OccurrenceSlug, "occurrence")

app_name = "web"
AN_EVENT = "events/<uuid:event_id>/"
AN_OCCURRENCE = f"{AN_EVENT}on/<occurrence:slug>/"
AN_IMPORT = "calendars/imports/<uuid:import_id>/"

urlpatterns = [
    path("", look_ahead.look_ahead, name="look_ahead"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/agenda/", calendar.agenda, name="agenda"),
    path("events/new/", events.event_new, name="event_new"),
    path(AN_EVENT, events.event, name="event"),
    path(f"{AN_EVENT}edit/", events.event_edit, name="event_edit"),
    path(f"{AN_EVENT}delete/", events.event_delete, name="event_delete"),
    path(f"{AN_EVENT}visibility/", events.event_visibility, name="event_visibility"),
    path(AN_OCCURRENCE, occurrence.occurrence, name="occurrence"),
    path(f"{AN_OCCURRENCE}flag/", flags.flag, name="flag"),
    path(f"{AN_OCCURRENCE}flag/remove/", flags.flag_remove, name="flag_remove"),
    path(f"{AN_OCCURRENCE}matters/", flags.matters, name="matters"),
    path(f"{AN_OCCURRENCE}matters/remove/", flags.matters_remove, name="matters_remove"),
    path(f"{AN_OCCURRENCE}not-needed/", flags.not_needed, name="not_needed"),
    path("calendars/import/", imports.import_new, name="import_new"),
    path(AN_IMPORT, imports.import_, name="import"),
    path(f"{AN_IMPORT}discard/", imports.import_discard, name="import_discard"),
    path(f"{AN_IMPORT}share/", imports.import_share, name="import_share"),
]
