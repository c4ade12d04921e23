"""Two partners, a stranger, somebody who was a partner once, and what was planted where."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from planner.actions.exchange import feeds


@dataclass
class World:
    """`private` is ada's alone, `shared` is hers and ben's; both by what was planted where."""

    now: datetime
    ada: UUID
    ben: UUID
    ex: UUID
    stranger: UUID
    private: dict[str, str] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    secret: dict[str, str] = field(default_factory=dict)
    """Tokens: shown once, then in no byte that anybody gets."""
    strangers: dict[str, str] = field(default_factory=dict)
    """What the stranger wrote: nobody else's to read."""
    ids: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def mine(self, what: str) -> str:
        return self.private.setdefault(what, f"zq{len(self.private)}mine{what.replace(' ', '')}")

    def ours(self, what: str) -> str:
        return self.shared.setdefault(what, f"zq{len(self.shared)}ours{what.replace(' ', '')}")

    def theirs(self, what: str) -> str:
        return self.strangers.setdefault(what, f"zq{len(self.strangers)}theirs{what.replace(' ', '')}")

    @property
    def hidden_ids(self) -> dict[str, str]:
        """What would betray that something is there."""
        names = (
            "own lines",
            "birthday",
            "private event",
            "busy event",
            "quiet flag",
            "private flag",
            "import",
            "export",
            "feed",
            "subscription",
            "token",
            "kept lesson",
            "quiet line",
            "note on somebody",
            "webhook",
        )
        names += ("hidden again event", "hidden again flag", "undo")
        return {f"id of {one}": str(self.ids[one]) for one in names}

    def all(self) -> list[dict[str, object]]:
        return [self.open(), self.quiet(), self.hidden(), self.hidden_again(), self.past(), self.told()]

    def feed_path(self, person: UUID) -> str:
        """A new address of this person's."""
        return f"/feeds/{feeds.create(person, name='another', now=self.now)[1]}.ics"

    def open(self) -> dict[str, object]:
        """What to put into addresses: things that ada shares with ben."""
        return self._known("shared event", "shared flag", "shared plan")

    def to_others(self) -> dict[str, object]:
        """The same as it can be asked for by somebody who holds no token of the two."""
        return self.open() | {"feeds:feed token": self.tokens["other feed"]}

    def quiet(self) -> dict[str, object]:
        """The same event may be shared while what ada says about it is not."""
        return self._known("quiet event", "quiet flag", "quiet plan")

    def hidden(self) -> dict[str, object]:
        """Things that are ada's alone."""
        return self._known("private event", "private flag", "quiet plan")

    def hidden_again(self) -> dict[str, object]:
        """Things that were ben's to read until ada hid the event."""
        return self._known("hidden again event", "hidden again flag", "quiet plan")

    def past(self) -> dict[str, object]:
        """What is over, and how it was for ada, who waits for ben."""
        return self._known("past event", "quiet flag", "shared plan")

    def told(self) -> dict[str, object]:
        """What is over, and how it was for both."""
        return self._known("told event", "shared flag", "shared plan")

    def nowhere(self) -> dict[str, object]:
        """Ids of nothing at all."""
        return {name: uuid4() if isinstance(one, UUID) else one for name, one in self.open().items()}

    def _known(self, event: str, flag: str, plan: str) -> dict[str, object]:
        return {
            "event_id": self.ids[event],
            "flag_id": self.ids[flag],
            "plan_id": self.ids[plan],
            "talk_id": self.ids[f"{event.removesuffix(' event')} talk"],
            "undo_id": self.ids["undo"],
            "import_id": self.ids["import"],
            "export_id": self.ids["export"],
            "feed_id": self.ids["feed"],
            "subscription_id": self.ids["subscription"],
            "token_id": self.ids["token"],
            "calendar_id": self.ids["calendar"],
            "birthday_id": self.ids["birthday"],
            "lesson_id": self.ids["told lesson" if "told" in event or "shared" in event else "kept lesson"],
            "help_id": self.ids["shared line" if "told" in event or "shared" in event else "quiet line"],
            "note_id": self.ids["note on somebody"],
            "reminder_id": self.ids["reminder"],
            "device_id": self.ids["device"],
            "webhook_id": self.ids["webhook"],
            "push_id": self.ids["push"],
            "own_lines_id": self.ids["own lines"],
            "archived_id": self.ids["archived"],
            "invitation_id": self.ids["invitation"],
            "slug": "once",
            "kind": "family",
            "step": "talk",
            "app_label": "planner",
            "recurrence_id": "once",
            "web:invitation token": self.tokens["invitation"],
            "web:invitation_decline token": self.tokens["invitation"],
            "web:unsubscribe token": "no-such-link",
            "web:reminders_email_works token": "no-such-link",
            "mail_id": self.ids["token"],
            "web:reply_snooze token": "no-such-link",
            "web:reply_mute token": "no-such-link",
            "web:reply_unmute token": "no-such-link",
            "web:reply_talk token": "no-such-link",
            "number": 1,
            "webhooks:mail provider": "postmark",
            "feeds:feed token": self.tokens["feed"],
            # allauth's own addresses
            "key": "no-such-key",
            "uidb36": "1",
            "pk": 1,
            "session_id": 1,
        }
