"""The pages."""

from django.urls import path, register_converter

from backend.converters import OccurrenceKey
from backend.web.views import (
    calendar,
    calendars,
    events,
    exports,
    flags,
    imports,
    invitations,
    layers,
    look_ahead,
    mailbox,
    me,
    occurrence,
    occurrence_edit,
    plan_card,
    plans,
    quick_add,
    reminders,
    reminders_ladder,
    safety,
    search,
    subscriptions,
    talks,
    tokens,
    unsubscribe,
    us,
    year,
)

register_converter(OccurrenceKey, "occurrence")

app_name = "web"
AN_EVENT = "events/<uuid:event_id>/"
AN_OCCURRENCE = f"{AN_EVENT}on/<occurrence:slug>/"
AN_IMPORT = "calendars/imports/<uuid:import_id>/"
AN_EXPORT = "me/export/<uuid:export_id>/"
A_PLAN = "plans/<uuid:plan_id>/"
A_SUBSCRIPTION = "calendars/subscriptions/<uuid:subscription_id>/"
A_FEED = "calendars/feeds/<uuid:feed_id>/"
A_BIRTHDAY = "me/birthdays/<uuid:birthday_id>/"
A_LADDER = "reminders/ladder/<str:kind>/"
AN_INVITATION = "invitations/<str:token>/"
AN_INVITATION_TO_ME = "us/invitations/<uuid:invitation_id>/"

urlpatterns = [
    path("", look_ahead.look_ahead, name="look_ahead"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/week/", calendar.week, name="week"),
    path("calendar/agenda/", calendar.agenda, name="agenda"),
    path("calendar/year/", year.year, name="year"),
    path("calendar/search/", search.search, name="search"),
    path("calendar/quick-add/", quick_add.quick_add, name="quick_add"),
    path("events/new/", events.event_new, name="event_new"),
    path(AN_EVENT, events.event, name="event"),
    path(f"{AN_EVENT}edit/", events.event_edit, name="event_edit"),
    path(f"{AN_EVENT}delete/", events.event_delete, name="event_delete"),
    path(f"{AN_EVENT}visibility/", events.event_visibility, name="event_visibility"),
    path(AN_OCCURRENCE, occurrence.occurrence, name="occurrence"),
    path(f"{AN_OCCURRENCE}edit/", occurrence_edit.occurrence_edit, name="occurrence_edit"),
    path(f"{AN_OCCURRENCE}delete/", occurrence_edit.occurrence_delete, name="occurrence_delete"),
    path("undo/<uuid:undo_id>/", occurrence_edit.undo, name="undo"),
    path(f"{AN_OCCURRENCE}move/", occurrence_edit.occurrence_move, name="occurrence_move"),
    path(f"{AN_OCCURRENCE}flag/", flags.flag, name="flag"),
    path(f"{AN_OCCURRENCE}flag/remove/", flags.flag_remove, name="flag_remove"),
    path(f"{AN_OCCURRENCE}matters/", flags.matters, name="matters"),
    path(f"{AN_OCCURRENCE}matters/remove/", flags.matters_remove, name="matters_remove"),
    path(f"{AN_OCCURRENCE}talk/", talks.talk_new, name="talk_new"),
    path(f"{AN_OCCURRENCE}not-needed/", flags.not_needed, name="not_needed"),
    path("calendars/import/", imports.import_new, name="import_new"),
    path("calendars/<uuid:calendar_id>/take-out/", imports.imported_out, name="imported_out"),
    path(AN_IMPORT, imports.import_, name="import"),
    path(f"{AN_IMPORT}discard/", imports.import_discard, name="import_discard"),
    path(f"{AN_IMPORT}share/", imports.import_share, name="import_share"),
    path(f"{AN_OCCURRENCE}plan/", plans.plan_start, name="plan_start"),
    path(A_PLAN, plans.plan, name="plan"),
    path(f"{A_PLAN}draft/", plans.plan_draft, name="plan_draft"),
    path(f"{A_PLAN}draft/discard/", plans.plan_draft_discard, name="plan_draft_discard"),
    path(f"{A_PLAN}propose/", plans.plan_propose, name="plan_propose"),
    path(f"{A_PLAN}agree/", plans.plan_agree, name="plan_agree"),
    path(f"{A_PLAN}take-back/", plans.plan_take_back, name="plan_take_back"),
    path(f"{A_PLAN}card/", plan_card.plan_card, name="plan_card"),
    path(f"{A_PLAN}versions/", plans.plan_versions, name="plan_versions"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/feeds/new/", calendars.feed_new, name="feed_new"),
    path(A_FEED, calendars.feed, name="feed"),
    path(f"{A_FEED}rotate/", calendars.feed_rotate, name="feed_rotate"),
    path(f"{A_FEED}revoke/", calendars.feed_revoke, name="feed_revoke"),
    path("calendars/subscriptions/new/", subscriptions.subscription_new, name="subscription_new"),
    path(A_SUBSCRIPTION, subscriptions.subscription, name="subscription"),
    path(f"{A_SUBSCRIPTION}edit/", subscriptions.subscription_edit, name="subscription_edit"),
    path(f"{A_SUBSCRIPTION}refresh/", subscriptions.subscription_refresh, name="subscription_refresh"),
    path(f"{A_SUBSCRIPTION}empty/", subscriptions.subscription_empty, name="subscription_empty"),
    path(
        f"{A_SUBSCRIPTION}visibility/", subscriptions.subscription_visibility, name="subscription_visibility"
    ),
    path(f"{A_SUBSCRIPTION}share/", subscriptions.subscription_share, name="subscription_share"),
    path(f"{A_SUBSCRIPTION}end/", subscriptions.subscription_end, name="subscription_end"),
    path("us/", us.us, name="us"),
    path("us/invite/", us.invite, name="invite"),
    path("us/invite/revoke/", us.invite_revoke, name="invite_revoke"),
    path("us/release/", us.release, name="release"),
    path("us/leave/", us.leave, name="leave"),
    path("us/alone/", us.alone_read, name="alone_read"),
    path(AN_INVITATION, invitations.invitation, name="invitation"),
    path(f"{AN_INVITATION}decline/", invitations.invitation_decline, name="invitation_decline"),
    path(AN_INVITATION_TO_ME, invitations.to_me, name="invitation_to_me"),
    path(f"{AN_INVITATION_TO_ME}decline/", invitations.to_me_decline, name="invitation_to_me_decline"),
    path("me/", me.me, name="me"),
    path("me/only/", me.only_me, name="only_me"),
    path("me/reminders/", reminders.log, name="reminders"),
    path("me/reminders/resume/", reminders.resume, name="reminders_resume"),
    path(A_LADDER, reminders_ladder.ladder, name="reminders_ladder"),
    path(f"{A_LADDER}empty/", reminders_ladder.ladder_empty, name="reminders_ladder_empty"),
    path(f"{A_LADDER}reset/", reminders_ladder.ladder_reset, name="reminders_ladder_reset"),
    path("me/export/", exports.exports, name="exports"),
    path("me/export/new/", exports.export_new, name="export_new"),
    path(AN_EXPORT, exports.export, name="export"),
    path(f"{AN_EXPORT}file/", exports.export_file, name="export_file"),
    path(f"{AN_EXPORT}delete/", exports.export_delete, name="export_delete"),
    path("me/layers/", layers.layers, name="layers"),
    path("me/birthdays/new/", layers.birthday_new, name="birthday_new"),
    path("me/birthdays/share/", layers.birthdays_share, name="birthdays_share"),
    path("me/birthdays/bring-in/", layers.birthdays_bring_in, name="birthdays_bring_in"),
    path(A_BIRTHDAY, layers.birthday, name="birthday"),
    path(f"{A_BIRTHDAY}delete/", layers.birthday_delete, name="birthday_delete"),
    path("me/tokens/", tokens.token_list, name="tokens"),
    path("me/tokens/new/", tokens.token_new, name="token_new"),
    path("me/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("mailbox/", mailbox.messages, name="mailbox"),
    path("mailbox/<str:key>/html/", mailbox.message_html, name="mailbox_html"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("notes/", safety.notes, name="notes"),
]
