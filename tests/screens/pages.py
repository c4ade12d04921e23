"""The screens of the product, by name, and where they are; in braces what `world.Places` knows."""

from dataclasses import dataclass

BOTH = ("mira", "jonas")
NOBODY = ("nobody",)
ALONE = ("nora",)
NEWEST = ("kim",)
IN_GERMAN = ("lene",)
PEOPLE = (*NOBODY, *BOTH, *ALONE, *NEWEST, *IN_GERMAN)


@dataclass(frozen=True)
class Screen:
    """A page, and whose. `passes`: it is as it should be for some minutes only, so it is looked at first."""

    name: str
    path: str
    seen_by: tuple[str, ...] = BOTH
    status: int = 200
    passes: bool = False
    types: tuple[str, str, str] | None = None
    """A field by its selector, what is typed into it, and what the page answers."""


SCREENS = (
    Screen("welcome", "/", NOBODY),
    Screen("sign-up", "/accounts/signup/", NOBODY),
    Screen("sign-in", "/accounts/login/", NOBODY),
    Screen("safe", "/notes/", NOBODY),
    Screen("password-reset", "/accounts/password/reset/", NOBODY),
    Screen("invitation", "/invitations/{invitation}/", NOBODY),
    Screen("invitation-over", "/invitations/nothing/", NOBODY, status=404),
    Screen("nothing-here", "/nothing-here/", ("nobody", "mira"), status=404),
    Screen("start-partner", "/start/partner/", ALONE),
    Screen("start-event", "/start/event/", ALONE),
    Screen("start-event-understood", "/start/event/?text=Office+party+Fri+19:00-23:00+at+Kolbe", ALONE),
    Screen("start-flag", "/start/flag/events/{first}/on/once/", ALONE),
    Screen("alone-look-ahead", "/", ALONE),
    Screen("alone-us", "/us/", ALONE),
    Screen("alone-event", "/events/{first}/on/once/", ALONE),
    Screen("empty-look-ahead", "/", NEWEST),
    Screen("empty-month", "/calendar/", NEWEST),
    Screen("empty-reminders", "/reminders/", NEWEST),
    Screen("empty-log", "/reminders/log/", NEWEST),
    Screen("empty-calendars", "/calendars/", NEWEST),
    Screen("empty-only-me", "/me/only/", NEWEST),
    Screen("invitation-to-me", "/invitations/{invitation}/", NEWEST),
    Screen("look-ahead", "/"),
    Screen("month", "/calendar/"),
    Screen("week", "/calendar/week/"),
    Screen("agenda", "/calendar/agenda/"),
    Screen("year", "/calendar/year/"),
    Screen("quick-add", "/calendar/quick-add/?text=Office+party+Fri+19:00-23:00+at+Kolbe"),
    Screen("search", "/calendar/search/?text=party"),
    Screen("event-new", "/events/new/"),
    Screen("event-edit", "/events/{dinner}/edit/", ("jonas",)),
    Screen("event-delete", "/events/{dinner}/delete/", ("jonas",)),
    Screen("event", "/events/{dinner}/on/once/"),
    Screen("event-afterwards", "/events/{wedding}/on/once/"),
    Screen("event-of-a-series", "{of_a_series}"),
    Screen("own-lines", "/events/{dinner}/on/once/own/"),
    Screen("flag", "/events/{dinner}/on/once/flag/"),
    Screen("matters", "/events/{dinner}/on/once/matters/"),
    Screen("plan-agreed", "/plans/{party_plan}/"),
    Screen("plan-on-the-table", "/plans/{picnic_plan}/"),
    Screen("plan-versions", "/plans/{picnic_plan}/versions/"),
    Screen("plan-compared", "/plans/{picnic_plan}/versions/compare/"),
    Screen(
        "plan-draft",
        "/plans/{concert_plan}/",
        ("mira",),
        types=("[data-draft] textarea:visible", "You always walk off.", "I feel"),
    ),
    Screen("plan-start-from", "/plans/{concert_plan}/starts/", ("mira",)),
    Screen("plan-card", "/plans/{party_plan}/card/"),
    Screen("read-through", "/plans/{party_plan}/read-through/"),
    Screen("read-through-passage", "/plans/{party_plan}/read-through/?step=1"),
    Screen("talk", "/events/{dinner}/on/once/talk/"),
    Screen("check-in", "/events/{wedding}/on/once/check-in/"),
    Screen("talk-over-begin", "/events/{over_begin}/on/once/talk-it-over/", passes=True),
    Screen("talk-over-felt", "/events/{over_felt}/on/once/talk-it-over/", passes=True),
    Screen("talk-over-my-side", "/events/{over_said_back}/on/once/talk-it-over/", passes=True),
    Screen("talk-over-touched", "/events/{over_touched}/on/once/talk-it-over/", passes=True),
    Screen("talk-over-my-part", "/events/{over_my_part}/on/once/talk-it-over/", passes=True),
    Screen("talk-over-next-time", "/events/{over_next_time}/on/once/talk-it-over/", passes=True),
    Screen("talk-over-side-by-side", "/events/{over_touched}/on/once/talk-it-over/?side=1", passes=True),
    Screen("talk-over-paused", "/events/{over_paused}/on/once/talk-it-over/"),
    Screen("talk-over-done", "/events/{over_done}/on/once/talk-it-over/"),
    Screen("refused", "/events/{dinner}/on/once/check-in/", status=400),
    Screen("reminders", "/reminders/"),
    Screen("reminders-log", "/reminders/log/"),
    Screen("texts", "/reminders/texts/"),
    Screen("ladder", "/reminders/ladder/work_party/"),
    Screen("dry-run", "/events/{dinner}/on/once/reminders/"),
    Screen("calendars", "/calendars/"),
    Screen("feed", "/calendars/feeds/{feed}/", ("mira",)),
    Screen("feed-new", "/calendars/feeds/new/", ("mira",)),
    Screen("subscribe", "/calendars/subscriptions/new/"),
    Screen("import", "/calendars/import/"),
    Screen("import-preview", "/calendars/imports/{file}/", ("mira",)),
    Screen("us", "/us/"),
    Screen("standing", "/us/standing/"),
    Screen("helps", "/us/helps/"),
    Screen("people", "/us/people/"),
    Screen("leave", "/us/leave/"),
    Screen("me", "/me/"),
    Screen("only-me", "/me/only/"),
    Screen("lessons", "/me/lessons/"),
    Screen("lesson", "/me/lessons/{lesson}/", ("jonas",)),
    Screen("archive", "/me/archive/"),
    Screen("layers", "/me/layers/"),
    Screen("export", "/me/export/"),
    Screen("tokens", "/me/tokens/"),
    Screen("webhooks", "/me/webhooks/"),
    Screen("mailbox", "/mailbox/"),
    Screen("offline", "/offline/nothing/"),
    Screen("german-look-ahead", "/", IN_GERMAN),
    Screen("german-month", "/calendar/", IN_GERMAN),
    Screen("german-event", "/events/{feier}/on/once/", IN_GERMAN),
    Screen("german-plan", "/plans/{feier_plan}/", IN_GERMAN),
    Screen("german-card", "/plans/{feier_plan}/card/", IN_GERMAN),
    Screen("german-reminders", "/reminders/", IN_GERMAN),
    Screen("german-us", "/us/", IN_GERMAN),
    Screen("german-standing", "/us/standing/", IN_GERMAN),
    Screen("german-me", "/me/", IN_GERMAN),
    Screen("german-notes", "/notes/", IN_GERMAN),
    Screen("german-calendars", "/calendars/", IN_GERMAN),
)
