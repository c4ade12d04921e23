"""The screens of the product, by name, and where they are; in braces what `world.Places` knows."""

from dataclasses import dataclass

BOTH = ("mira", "jonas")
NOBODY = ("nobody",)


@dataclass(frozen=True)
class Screen:
    name: str
    path: str
    seen_by: tuple[str, ...] = BOTH


SCREENS = (
    Screen("welcome", "/", NOBODY),
    Screen("sign-up", "/accounts/signup/", NOBODY),
    Screen("sign-in", "/accounts/login/", NOBODY),
    Screen("safe", "/notes/", NOBODY),
    Screen("look-ahead", "/"),
    Screen("month", "/calendar/"),
    Screen("week", "/calendar/week/"),
    Screen("agenda", "/calendar/agenda/"),
    Screen("year", "/calendar/year/"),
    Screen("quick-add", "/calendar/quick-add/?text=Office+party+Fri+19:00-23:00+at+Kolbe"),
    Screen("event", "/events/{dinner}/on/once/"),
    Screen("event-afterwards", "/events/{wedding}/on/once/"),
    Screen("flag", "/events/{dinner}/on/once/flag/"),
    Screen("matters", "/events/{dinner}/on/once/matters/"),
    Screen("plan-agreed", "/plans/{party_plan}/"),
    Screen("plan-on-the-table", "/plans/{picnic_plan}/"),
    Screen("plan-versions", "/plans/{picnic_plan}/versions/"),
    Screen("plan-card", "/plans/{party_plan}/card/"),
    Screen("read-through", "/plans/{party_plan}/read-through/"),
    Screen("talk", "/events/{dinner}/on/once/talk/"),
    Screen("check-in", "/events/{wedding}/on/once/check-in/"),
    Screen("reminders", "/reminders/"),
    Screen("reminders-log", "/reminders/log/"),
    Screen("ladder", "/reminders/ladder/work_party/"),
    Screen("dry-run", "/events/{dinner}/on/once/reminders/"),
    Screen("calendars", "/calendars/"),
    Screen("feed", "/calendars/feeds/{feed}/", ("mira",)),
    Screen("subscribe", "/calendars/subscriptions/new/"),
    Screen("import", "/calendars/import/"),
    Screen("us", "/us/"),
    Screen("standing", "/us/standing/"),
    Screen("helps", "/us/helps/"),
    Screen("people", "/us/people/"),
    Screen("leave", "/us/leave/"),
    Screen("me", "/me/"),
    Screen("only-me", "/me/only/"),
    Screen("lessons", "/me/lessons/"),
    Screen("archive", "/me/archive/"),
    Screen("layers", "/me/layers/"),
    Screen("export", "/me/export/"),
    Screen("tokens", "/me/tokens/"),
    Screen("mailbox", "/mailbox/"),
)
