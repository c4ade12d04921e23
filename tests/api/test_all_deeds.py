"""Whatever can be done on a page can be done over the API: each deed of a page names its counterpart here."""

import inspect
from collections.abc import Iterator

from django.urls import resolve
from django.urls.exceptions import Resolver404

from tests.privacy.routes import all_routes, fill

AN_ID = "00000000-0000-4000-8000-000000000000"
ONE = f"events/{AN_ID}/occurrences/20261212/"

DEEDS = {
    "account_delete": ("DELETE", "me/"),
    "archived_throw_away": ("DELETE", f"archive/{AN_ID}/"),
    "alone_read": ("POST", "couple/alone-read/"),
    "birthday": ("PUT", f"birthdays/{AN_ID}/"),
    "birthday_delete": ("DELETE", f"birthdays/{AN_ID}/"),
    "birthday_new": ("POST", "birthdays/"),
    "birthdays_bring_in": ("POST", "birthdays/bring-in/"),
    "birthdays_share": ("PUT", "birthdays/share/"),
    "check_in": ("PUT", f"check-ins/{AN_ID}/20261212/"),
    "coming": ("POST", f"plans/{AN_ID}/time-to-go/coming/"),
    "event_delete": ("DELETE", f"events/{AN_ID}/"),
    "event_edit": ("PUT", f"events/{AN_ID}/"),
    "event_mute": ("PUT", f"{ONE}mute/"),
    "event_new": ("POST", "events/"),
    "event_unmute": ("DELETE", f"{ONE}mute/"),
    "event_visibility": ("PUT", f"events/{AN_ID}/visibility/"),
    "export_delete": ("DELETE", f"exports/{AN_ID}/"),
    "export_new": ("POST", "exports/"),
    "feed": ("PATCH", f"feeds/{AN_ID}/"),
    "feed_new": ("POST", "feeds/"),
    "feed_revoke": ("DELETE", f"feeds/{AN_ID}/"),
    "feed_rotate": ("POST", f"feeds/{AN_ID}/rotate/"),
    "flag": ("POST", "flags/"),
    "flag_remove": ("DELETE", f"flags/{AN_ID}/"),
    "help": ("PUT", f"helps/{AN_ID}/"),
    "help_move": ("POST", f"helps/{AN_ID}/move/"),
    "help_remove": ("DELETE", f"helps/{AN_ID}/"),
    "help_share": ("PUT", f"helps/{AN_ID}/share/"),
    "helps": ("POST", "helps/"),
    "import": ("POST", f"imports/{AN_ID}/apply/"),
    "import_discard": ("DELETE", f"imports/{AN_ID}/"),
    "import_new": ("POST", "events/import/"),
    "import_share": ("POST", f"imports/{AN_ID}/share/"),
    "imported_out": ("DELETE", f"calendars/{AN_ID}/"),
    "invitation_to_me": ("POST", f"invitations/{AN_ID}/accept/"),
    "invitation_to_me_decline": ("POST", f"invitations/{AN_ID}/decline/"),
    "invite": ("POST", "couple/invitation/"),
    "invite_revoke": ("DELETE", "couple/invitation/"),
    "language": ("PATCH", "me/"),
    "layers": ("PUT", "layers/choice/"),
    "leave": ("POST", "couple/leave/"),
    "lesson": ("PUT", f"lessons/{AN_ID}/"),
    "lesson_forget": ("DELETE", f"lessons/{AN_ID}/"),
    "lesson_keep": ("POST", "lessons/"),
    "matters": ("PUT", f"matters/{AN_ID}/20261212/"),
    "matters_remove": ("DELETE", f"matters/{AN_ID}/20261212/"),
    "me": ("PATCH", "me/"),
    "not_needed": ("PUT", f"{ONE}not-needed/"),
    "nudge": ("POST", f"{ONE}nudge/"),
    "occurrence_delete": ("DELETE", ONE),
    "occurrence_edit": ("PUT", ONE),
    "occurrence_move": ("POST", ONE),
    "own": ("PUT", f"own-lines/{AN_ID}/20261212/"),
    "own_forget": ("DELETE", f"own-lines/{AN_ID}/"),
    "people": ("POST", "person-notes/"),
    "person_note": ("PUT", f"person-notes/{AN_ID}/"),
    "person_note_remove": ("DELETE", f"person-notes/{AN_ID}/"),
    "phrase": ("PUT", "time-to-go/"),
    "plan_agree": ("POST", f"plans/{AN_ID}/agree/"),
    "plan_draft": ("PUT", f"plans/{AN_ID}/draft/"),
    "plan_draft_discard": ("DELETE", f"plans/{AN_ID}/draft/"),
    "plan_let_go": ("POST", f"plans/{AN_ID}/let-go/"),
    "plan_propose": ("POST", f"plans/{AN_ID}/propose/"),
    "plan_reflect": ("POST", f"plans/{AN_ID}/reflect/"),
    "plan_reflect_answer": ("POST", f"plans/{AN_ID}/reflect/answer/"),
    "plan_start": ("POST", "plans/"),
    "plan_starts": ("POST", f"plans/{AN_ID}/starts/"),
    "plan_take_back": ("POST", f"plans/{AN_ID}/take-back/"),
    "quick_add": ("POST", "events/"),
    "quiet_helps": ("POST", "helps/"),
    "release": ("POST", "couple/release/"),
    "reminders_digest": ("PUT", "digest/"),
    "reminders_dismiss": ("POST", f"reminders/{AN_ID}/dismiss/"),
    "reminders_email_test": ("POST", "reminders/test-mail/"),
    "reminders_ladder": ("PUT", "ladders/family/"),
    "reminders_ladder_empty": ("PUT", "ladders/family/"),
    "reminders_ladder_reset": ("DELETE", "ladders/family/"),
    "reminders_push_new": ("POST", "devices/"),
    "reminders_push_remove": ("DELETE", f"devices/{AN_ID}/"),
    "reminders_push_test": ("POST", f"devices/{AN_ID}/test/"),
    "reminders_quiet": ("PATCH", "me/"),
    "reminders_resume": ("DELETE", "reminders/stopped/talk/"),
    "reminders_texts_again": ("POST", "phone/again/"),
    "reminders_texts_code": ("POST", "phone/code/"),
    "reminders_texts_number": ("PUT", "phone/"),
    "reminders_texts_remove": ("DELETE", "phone/"),
    "reminders_texts_test": ("POST", "phone/test/"),
    "reply_snooze": ("POST", f"reminders/{AN_ID}/snooze/"),
    "reply_talk": ("POST", "talks/"),
    "reply_mute": ("PUT", f"{ONE}mute/"),
    "reply_unmute": ("DELETE", f"{ONE}mute/"),
    "standing_agree": ("POST", "standing/agree/"),
    "standing_draft": ("PUT", "standing/draft/"),
    "standing_draft_discard": ("DELETE", "standing/draft/"),
    "standing_propose": ("POST", "standing/propose/"),
    "standing_take_back": ("POST", "standing/take-back/"),
    "start_event": ("POST", "events/"),
    "start_flag": ("POST", "flags/"),
    "start_partner": ("POST", "couple/invitation/"),
    "subscription_edit": ("PATCH", f"subscriptions/{AN_ID}/"),
    "subscription_empty": ("POST", f"subscriptions/{AN_ID}/empty/"),
    "subscription_end": ("DELETE", f"subscriptions/{AN_ID}/"),
    "subscription_new": ("POST", "subscriptions/"),
    "subscription_refresh": ("POST", f"subscriptions/{AN_ID}/refresh/"),
    "subscription_share": ("POST", f"subscriptions/{AN_ID}/share/"),
    "subscription_visibility": ("PATCH", f"subscriptions/{AN_ID}/"),
    "talk_accept": ("POST", f"talks/{AN_ID}/accept/"),
    "talk_it_over_aloud": ("POST", f"repairs/{AN_ID}/20261212/aloud/"),
    "talk_it_over_begin": ("POST", f"repairs/{AN_ID}/20261212/begin/"),
    "talk_it_over_done": ("POST", f"check-ins/{AN_ID}/20261212/talked/"),
    "talk_it_over_pause": ("POST", f"repairs/{AN_ID}/20261212/pause/"),
    "talk_it_over_want": ("POST", f"check-ins/{AN_ID}/20261212/want/"),
    "talk_it_over_write": ("POST", f"repairs/{AN_ID}/20261212/write/"),
    "talk_new": ("POST", "talks/"),
    "talk_withdraw": ("POST", f"talks/{AN_ID}/withdraw/"),
    "time_to_go": ("POST", f"plans/{AN_ID}/time-to-go/"),
    "token_new": ("POST", "tokens/"),
    "token_revoke": ("DELETE", f"tokens/{AN_ID}/"),
    "webhook_edit": ("PATCH", f"webhooks/{AN_ID}/"),
    "webhook_new": ("POST", "webhooks/"),
    "webhook_remove": ("DELETE", f"webhooks/{AN_ID}/"),
    "webhook_resume": ("POST", f"webhooks/{AN_ID}/resume/"),
    "webhook_rotate": ("POST", f"webhooks/{AN_ID}/rotate/"),
    "webhook_test": ("POST", f"webhooks/{AN_ID}/test/"),
    "undo": ("POST", f"undo/{AN_ID}/"),
}
WITHOUT = {
    "security_session_end": "signing in is looked after on pages",
    "security_sessions_end": "signing in is looked after on pages",
    "start": "the first steps are pages, and each of their deeds is there",
    "demo": "a demo is entered by a browser",
    "demo_other": "a demo is entered by a browser",
    "demo_end": "a demo is entered by a browser",
    "invitation": "opened by the link of a mail; signed in, the same invitation has an id",
    "invitation_decline": "opened by the link of a mail; signed in, the same invitation has an id",
    "mailbox_answer": "the mailbox stands for a phone, and only on this machine",
    "reminders_push_mailbox": "the mailbox stands for a device, and only on this machine",
    "reminders_push_no": "a browser's own cookie",
    "reminders_email_works": "the link in a mail shows that the mail arrived; nothing else can",
    "push_renew": "a browser's own new address, told by its worker without a person",
    "unsubscribe": "the link in a mail, for whoever holds it",
}


def takes_post(view: object) -> bool:
    """Whether a view lets a POST in, by the decorator that says so; without one it takes what comes."""
    while inspect.isfunction(view):
        methods = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if methods is not None:
            return "POST" in methods
        view = getattr(view, "__wrapped__", None)
    return True


def deeds_of_pages() -> Iterator[str]:
    """The routes of the pages that take a POST, by name."""
    anything = {"slug": "once", "kind": "family", "token": "x", "key": "x", "number": 1, "session_id": 1}
    for route in all_routes():
        space, _, name = route.name.rpartition(":")
        if space != "web":
            continue
        known = {param: anything.get(param, AN_ID) for param in route.params}
        if takes_post(resolve(fill(route, known)).func):
            yield name


def answers(method: str, path: str) -> bool:
    """Whether the API has this deed."""
    try:
        found = resolve(f"/api/v1/{path}")
    except Resolver404:
        return False
    return method.lower() in getattr(found.func, "actions", {})


def test_every_deed_of_a_page_has_its_counterpart() -> None:
    deeds = set(deeds_of_pages())

    assert len(deeds) > 100
    assert sorted(deeds - DEEDS.keys() - WITHOUT.keys()) == []
    assert sorted((DEEDS.keys() | WITHOUT.keys()) - deeds) == []
    assert DEEDS.keys() & WITHOUT.keys() == set()


def test_every_counterpart_is_there() -> None:
    assert [one for one in DEEDS.items() if not answers(*one[1])] == []
    assert not answers("PATCH", "standing/propose/") and not answers("POST", "nothing/")
