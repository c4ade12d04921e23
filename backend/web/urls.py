"""The pages."""

from django.urls import include, path, register_converter

from backend.converters import OccurrenceKey
from backend.web.views.afterwards import archive, check_ins, lessons, repairs
from backend.web.views.calendar import (
    calendar,
    events,
    layers,
    look_ahead,
    occurrence,
    occurrence_edit,
    quick_add,
    search,
    talks,
    year,
)
from backend.web.views.channels import mailbox, pushes, replies, unsubscribe
from backend.web.views.exchange import calendars, exports, imports, subscriptions, tokens
from backend.web.views.feelings import flags, own_lines
from backend.web.views.people import delete, demo, invitations, language, me, safety, start
from backend.web.views.plan import (
    offline,
    plan_card,
    plan_compare,
    plan_starts,
    plans,
    reflections,
    times_to_go,
)
from backend.web.views.reminders import dry_run, nudges

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
    path(f"{AN_OCCURRENCE}reminders/", dry_run.dry_run, name="dry_run"),
    path(f"{AN_OCCURRENCE}flag/", flags.flag, name="flag"),
    path(f"{AN_OCCURRENCE}flag/remove/", flags.flag_remove, name="flag_remove"),
    path(f"{AN_OCCURRENCE}matters/", flags.matters, name="matters"),
    path(f"{AN_OCCURRENCE}matters/remove/", flags.matters_remove, name="matters_remove"),
    path(f"{AN_OCCURRENCE}own/", own_lines.own, name="own"),
    path("me/only/own/<uuid:own_lines_id>/forget/", own_lines.own_forget, name="own_forget"),
    path(f"{AN_OCCURRENCE}check-in/", check_ins.check_in, name="check_in"),
    path(f"{AN_OCCURRENCE}talk-it-over/", repairs.talk_it_over, name="talk_it_over"),
    path(f"{AN_OCCURRENCE}talk-it-over/want/", repairs.talk_it_over_want, name="talk_it_over_want"),
    path(f"{AN_OCCURRENCE}talk-it-over/begin/", repairs.talk_it_over_begin, name="talk_it_over_begin"),
    path(f"{AN_OCCURRENCE}talk-it-over/write/", repairs.talk_it_over_write, name="talk_it_over_write"),
    path(f"{AN_OCCURRENCE}talk-it-over/pause/", repairs.talk_it_over_pause, name="talk_it_over_pause"),
    path(f"{AN_OCCURRENCE}talk-it-over/aloud/", repairs.talk_it_over_aloud, name="talk_it_over_aloud"),
    path(f"{AN_OCCURRENCE}talk-it-over/done/", repairs.talk_it_over_done, name="talk_it_over_done"),
    path(f"{AN_OCCURRENCE}lesson/", lessons.lesson_keep, name="lesson_keep"),
    path(f"{AN_OCCURRENCE}talk/", talks.talk_new, name="talk_new"),
    path("talks/<uuid:talk_id>/accept/", talks.talk_accept, name="talk_accept"),
    path("talks/<uuid:talk_id>/withdraw/", talks.talk_withdraw, name="talk_withdraw"),
    path(f"{AN_OCCURRENCE}nudge/", nudges.nudge, name="nudge"),
    path(f"{AN_OCCURRENCE}not-needed/", flags.not_needed, name="not_needed"),
    path("calendars/import/", imports.import_new, name="import_new"),
    path("calendars/<uuid:calendar_id>/take-out/", imports.imported_out, name="imported_out"),
    path(AN_IMPORT, imports.import_, name="import"),
    path(f"{AN_IMPORT}discard/", imports.import_discard, name="import_discard"),
    path(f"{AN_IMPORT}share/", imports.import_share, name="import_share"),
    path(f"{AN_OCCURRENCE}plan/", plans.plan_start, name="plan_start"),
    path(A_PLAN, plans.plan, name="plan"),
    path(f"{A_PLAN}draft/", plans.plan_draft, name="plan_draft"),
    path(f"{A_PLAN}starts/", plan_starts.plan_starts, name="plan_starts"),
    path(f"{A_PLAN}draft/discard/", plans.plan_draft_discard, name="plan_draft_discard"),
    path(f"{A_PLAN}propose/", plans.plan_propose, name="plan_propose"),
    path(f"{A_PLAN}agree/", plans.plan_agree, name="plan_agree"),
    path(f"{A_PLAN}take-back/", plans.plan_take_back, name="plan_take_back"),
    path(f"{A_PLAN}let-go/", plans.plan_let_go, name="plan_let_go"),
    path(f"{A_PLAN}reflect/", reflections.plan_reflect, name="plan_reflect"),
    path(f"{A_PLAN}reflect/answer/", reflections.plan_reflect_answer, name="plan_reflect_answer"),
    path(f"{A_PLAN}card/", plan_card.plan_card, name="plan_card"),
    path(f"{A_PLAN}time-to-go/", times_to_go.time_to_go, name="time_to_go"),
    path(f"{A_PLAN}time-to-go/coming/", times_to_go.coming, name="coming"),
    path(f"{A_PLAN}read-through/", plan_card.read_through, name="read_through"),
    path(f"{A_PLAN}versions/", plans.plan_versions, name="plan_versions"),
    path(f"{A_PLAN}versions/compare/", plan_compare.compare, name="plan_compare"),
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
    path("start/", start.start, name="start"),
    path("start/partner/", start.start_partner, name="start_partner"),
    path("start/event/", start.start_event, name="start_event"),
    path(f"start/flag/{AN_OCCURRENCE}", start.start_flag, name="start_flag"),
    path("demo/", demo.demo, name="demo"),
    path("demo/other/", demo.demo_other, name="demo_other"),
    path("demo/end/", demo.demo_end, name="demo_end"),
    path("us/", include("backend.web.urls_us")),
    path(AN_INVITATION, invitations.invitation, name="invitation"),
    path(f"{AN_INVITATION}decline/", invitations.invitation_decline, name="invitation_decline"),
    path(AN_INVITATION_TO_ME, invitations.to_me, name="invitation_to_me"),
    path(f"{AN_INVITATION_TO_ME}decline/", invitations.to_me_decline, name="invitation_to_me_decline"),
    path("language/", language.language, name="language"),
    path("me/", me.me, name="me"),
    path("me/delete/", delete.delete, name="account_delete"),
    path("me/only/", me.only_me, name="only_me"),
    path("me/archive/", archive.archive, name="archive"),
    path(
        "me/archive/<uuid:archived_id>/throw-away/", archive.archived_throw_away, name="archived_throw_away"
    ),
    path("me/lessons/", lessons.lessons, name="lessons"),
    path("me/lessons/<uuid:lesson_id>/", lessons.lesson, name="lesson"),
    path("me/lessons/<uuid:lesson_id>/delete/", lessons.lesson_forget, name="lesson_forget"),
    path("reminders/", include("backend.web.urls_reminders")),
    path("push/renew/", pushes.push_renew, name="push_renew"),
    path("push/<uuid:push_id>/", pushes.push, name="push"),
    path("push/<uuid:push_id>/open/", pushes.push_open, name="push_open"),
    path("service-worker.js", pushes.worker, name="service_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.weeks, name="offline"),
    path("offline/kept/", offline.kept, name="offline_kept"),
    path("offline/nothing/", offline.nothing, name="offline_nothing"),
    path("offline/cards/<uuid:plan_id>/", offline.card, name="offline_card"),
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
    path("me/webhooks/", include("backend.web.urls_webhooks")),
    path("me/tokens/", tokens.token_list, name="tokens"),
    path("me/tokens/new/", tokens.token_new, name="token_new"),
    path("me/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("mailbox/", mailbox.messages, name="mailbox"),
    path("mailbox/<str:key>/answer/", mailbox.message_answer, name="mailbox_answer"),
    path("mailbox/<str:key>/event.ics", mailbox.message_event, name="mailbox_event"),
    path("mailbox/<str:key>/html/", mailbox.message_html, name="mailbox_html"),
    path("reply/<str:token>/snooze/", replies.snooze, name="reply_snooze"),
    path("reply/<str:token>/mute/", replies.mute, name="reply_mute"),
    path("reply/<str:token>/unmute/", replies.unmute, name="reply_unmute"),
    path("reply/<str:token>/talk/<int:number>/", replies.talk, name="reply_talk"),
    path(f"{AN_OCCURRENCE}mute/", replies.event_mute, name="event_mute"),
    path(f"{AN_OCCURRENCE}unmute/", replies.event_unmute, name="event_unmute"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("notes/", safety.notes, name="notes"),
]
