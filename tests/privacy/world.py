"""Two partners, a stranger, somebody who was a partner once, and words that nobody else may ever read.

Everything is done through the actions that pages and the API call.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from planner.actions.afterwards import check_ins, lessons, repairs
from planner.actions.calendar import events, layers, talks
from planner.actions.channels import mailbox, phones
from planner.actions.exchange import feeds, subscriptions, tokens, webhooks
from planner.actions.feelings import flags, own_lines, putting_away
from planner.actions.people import helps, people
from planner.actions.plan import plans, reflections, standing, times_to_go
from planner.actions.reminders import digests, ladder_sets
from planner.core.birthdays import BirthdayForm
from planner.core.check_ins import Felt, Reveal
from planner.core.plan import standing as core_standing
from planner.core.plan.plan_content import Ask, Content, IfThen, Leaving
from planner.core.plan.reflecting import Heard
from planner.core.reminding.reminders import Rungs
from planner.core.repair import Part
from planner.core.visibility import Visibility
from planner.core.webhooks.kinds import CHOICES
from planner.models import Invitation, Reflection
from planner.queries.afterwards import archived
from planner.queries.channels.outgoing import Mail
from planner.queries.feelings import own_lines as own_line_queries
from tests import afterwards
from tests.phones import verified
from tests.privacy import files
from tests.privacy.people import form, invite, pair, person


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
    ids: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def mine(self, what: str) -> str:
        return self.private.setdefault(what, f"zq{len(self.private)}mine{what.replace(' ', '')}")

    def ours(self, what: str) -> str:
        return self.shared.setdefault(what, f"zq{len(self.shared)}ours{what.replace(' ', '')}")

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


def build(now: datetime) -> World:
    world = World(now, *(person(name, now) for name in ("ada", "ben", "ex", "stranger")))
    pair(world.ada, world.ex, "ex", now)
    people.leave(world.ex, now=now)
    pair(world.ada, world.ben, "ben", now)
    world.tokens["invitation"] = invite(world.stranger, "somebody@example.org", now)
    world.ids["invitation"] = Invitation.objects.get(inviter_id=world.stranger).id
    _plant_events(world)
    _plant_feelings(world)
    _plant_own_lines(world)
    _plant_plans(world)
    _plant_talks(world)
    _plant_check_ins(world)
    _plant_a_talk(world)
    _plant_an_archive(world)
    _plant_lessons(world)
    _plant_what_helps(world)
    _plant_what_they_hold_to(world)
    _plant_secrets(world)
    _plant_a_device(world)
    _plant_a_webhook(world)
    _plant_birthdays(world)
    _plant_number(world)
    _plant_what_outlived_its_event(world)
    _plant_what_was_hidden_again(world)
    for one in (world.ada, world.ben):
        digests.plan(one, now=world.now)
    world.ids["export"] = files.export(world.ada, "archive", now=world.now)
    return world


def whisper(world: World) -> None:
    """Private edits of ada's: after them ben's every byte is as it was."""
    now, ada = world.now, world.ada
    event = events.add(ada, form(now, "more", 9, visibility=Visibility.PRIVATE), now=now)
    _flag(world, event, note="more", level=3)
    _flag(world, world.ids["quiet event"], note="still more", level=3)
    flags.matter(
        ada, world.ids["quiet event"], "", level=1, why="or less", share_level=False, share_why=False, now=now
    )
    events.move(ada, world.ids["private event"], "", _in_days(now, 11), now=now)
    flags.mark_not_needed(ada, world.ids["shared event"], "", not_needed=True, now=now)
    own_lines.keep(ada, world.ids["shared event"], "", coping="more", now=now)
    own_lines.keep(ada, world.ids["quiet event"], "", quiet_helps="more", now=now)
    plans.save_draft(ada, world.ids["quiet plan"], said(ada, "other words"), now=now)
    plans.save_draft(ada, world.ids["shared plan"], said(ada, "other words"), base=1, was=Content(), now=now)
    files.receive(ada, "more.ics", files.ics("more", uid="more", now=now), now=now)
    feeds.create(ada, name="more", now=now)
    layers.add_birthday(ada, BirthdayForm("more", 4, 15, is_shared=False), now=now)
    layers.choose(ada, country="FR", shows_birthdays=False, now=now)
    subscriptions.subscribe(ada, address="https://more.example/cal", now=now)
    tokens.create(ada, name="more", now=now)
    check_ins.say(ada, world.ids["past event"], "", felt=Felt.HARD, line="more", reveal=Reveal.NEVER, now=now)
    afterwards.write(ada, world.ids["told event"], Part.TOUCHED, "more", is_kept=True, now=now)
    afterwards.write(ada, world.ids["told event"], Part.MY_PART, "more", is_done=False, now=now)
    lessons.rewrite(ada, world.ids["kept lesson"], text="more", share=False, now=now)
    helps.change(ada, world.ids["quiet line"], "more", now=now)
    helps.move(ada, world.ids["quiet line"], to=0, now=now)
    helps.add(ada, "more", is_quiet=True, now=now)
    helps.change_note(ada, world.ids["note on somebody"], name="more", note="more", now=now)
    standing.save_draft(ada, core_standing.common(said(ada, "more")), base=1, now=now)
    files.device(ada, "more", "more", now=now)
    webhooks.create(ada, name="more", url="https://more.example/", kinds=["news.waiting"], now=now)
    phones.ask_code(ada, "+4915129999902", now=now)
    ladder_sets.save(ada, "all", Rungs(frozenset()), now=now)


def said(by: UUID, words: str) -> Content:
    """A plan that says these words wherever a plan can say something."""
    return Content(
        asks=(Ask("a1", by, words + "ask"),),
        in_return=words + "return",
        arriving=words + "arriving",
        staying_connected=words + "connected",
        introductions=words + "introductions",
        if_thens=(IfThen(words + "if", words + "then"),),
        signal=words + "signal",
        leaving=Leaving(transport=words + "leaving"),
        people=words + "people",
        afterwards=words + "afterwards",
        lines=((by, words + "line"),),
    )


def _in_days(now: datetime, days: int) -> datetime:
    """A wall time of that day."""
    return (now + timedelta(days=days)).replace(tzinfo=None, second=0, microsecond=0)


def _plant_events(world: World) -> None:
    planted = (
        ("shared", Visibility.SHARED, 5),
        ("quiet", Visibility.SHARED, 6),
        ("private", Visibility.PRIVATE, 7),
    )
    for name, visibility, days in (*planted, ("busy", Visibility.BUSY, 8)):
        plant = world.ours if visibility is Visibility.SHARED else world.mine
        title, place = plant(f"{name} event title"), plant(f"{name} event place")
        made = form(world.now, title, days, visibility=visibility, location=place)
        world.ids[f"{name} event"] = events.add(world.ada, made, now=world.now)


def _plant_feelings(world: World) -> None:
    ids, now = world.ids, world.now
    ids["shared flag"] = flags.flag(
        world.ada,
        ids["shared event"],
        "",
        level=2,
        reasons=[
            flags.ReasonForm("new_people", world.mine("reason"), False),
            flags.ReasonForm("noise", world.ours("reason"), True),
        ],
        note=world.mine("note beside a shared level"),
        share_level=True,
        share_note=False,
        now=now,
    )
    ids["quiet flag"] = _flag(world, ids["quiet event"], note=world.mine("quiet note"))
    ids["private flag"] = _flag(world, ids["private event"], note=world.mine("note on a private event"))
    for name, shared in (("shared", True), ("quiet", False)):
        why = world.mine(f"{name} why")
        flags.matter(
            world.ada,
            ids[f"{name} event"],
            "",
            level=3,
            why=why,
            share_level=shared,
            share_why=False,
            now=now,
        )


def _flag(world: World, event: UUID, *, note: str, level: int = 1) -> UUID:
    return flags.flag(
        world.ada,
        event,
        "",
        level=level,
        reasons=[flags.ReasonForm("remarks", world.mine("quiet reason"), False)],
        note=note,
        share_level=False,
        share_note=False,
        now=world.now,
    )


def _plant_own_lines(world: World) -> None:
    """Beside what is shared, quiet and private; and beside what is out of sight."""
    for name in ("shared", "quiet", "private"):
        own = {part: world.mine(f"{name} {part}") for part in ("coping", "quiet_helps")}
        own_lines.keep(world.ada, world.ids[f"{name} event"], "", **own, now=world.now)
    world.ids["own lines"] = own_line_queries.mine(world.ada)[0].id


def _plant_plans(world: World) -> None:
    ids, now = world.ids, world.now
    for name in ("quiet", "shared"):
        ids[f"{name} plan"] = plans.start(world.ada, ids[f"{name} event"], "", now=now)
    times_to_go.choose(world.ada, world.ours("phrase"), now=now)
    plans.save_draft(world.ada, ids["quiet plan"], said(world.ada, world.mine("draft")), now=now)
    plans.propose(world.ada, ids["shared plan"], said(world.ada, world.ours("plan")), base=0, now=now)
    plans.save_draft(world.ada, ids["shared plan"], said(world.ada, world.mine("next draft")), now=now)
    other_window = said(world.ada, world.mine("draft in another window"))
    plans.save_draft(world.ada, ids["shared plan"], other_window, base=1, was=Content(), now=now)
    reflections.reflect(world.ben, ids["shared plan"], version=1, text=world.ours("heard"), now=now)
    heard = Reflection.objects.get().id
    reflections.answer(
        world.ada, ids["shared plan"], heard, reply=Heard.ALMOST, text=world.ours("almost"), now=now
    )


def _plant_talks(world: World) -> None:
    """Suggested by ada: one that both know of; and none is about what ben does not see."""
    at = world.now + timedelta(days=2)
    for name in ("shared", "quiet"):
        about = world.ids[f"{name} event"]
        world.ids[f"{name} talk"] = talks.suggest(world.ada, about, "", starts_at=at, now=world.now)


def _plant_check_ins(world: World) -> None:
    """One answer of ada's waits for ben's; of another evening both have spoken."""
    long_ago = world.now - timedelta(days=9)
    for name, plant in (("past", world.mine), ("told", world.ours)):
        made = form(long_ago, world.ours(f"{name} event title"), 5, visibility=Visibility.SHARED)
        world.ids[f"{name} event"] = events.add(world.ada, made, now=long_ago)
        world.ids[f"{name} talk"] = world.ids["shared talk"]
        said = {"felt": Felt.HARD, "line": plant(f"line {name}"), "reveal": Reveal.TOGETHER}
        check_ins.say(world.ada, world.ids[f"{name} event"], "", **said, now=world.now)
    check_ins.say(
        world.ben, world.ids["told event"], "", felt=Felt.GOOD, reveal=Reveal.TOGETHER, now=world.now
    )


def _plant_a_talk(world: World) -> None:
    """They talk over what was hard: a line that ada is done with, one that she keeps, one half-written."""
    told = world.ids["told event"]
    afterwards.calm(world.ada, world.ben, on=told, now=world.now)
    repairs.begin(world.ada, told, "", now=world.now)
    write = partial(afterwards.write, now=world.now)
    afterwards.through(world.ada, world.ben, on=told, until=Part.TOUCHED, now=world.now)
    write(world.ada, told, Part.MY_SIDE, world.ours("line in a talk"))
    write(world.ada, told, Part.TOUCHED, world.mine("kept line"), is_kept=True)
    write(world.ben, told, Part.TOUCHED)
    write(world.ada, told, Part.MY_PART, world.mine("half a line"), is_done=False)


def _plant_an_archive(world: World) -> None:
    """What ada said more than a year ago, and ben never answered."""
    then = world.now - timedelta(days=400)
    made = form(then, world.ours("archived event title"), 5, visibility=Visibility.SHARED)
    event = events.add(world.ada, made, now=then)
    said = {"felt": Felt.HARD, "line": world.mine("archived line"), "reveal": Reveal.TOGETHER}
    check_ins.say(world.ada, event, "", **said, now=then + timedelta(days=6))
    putting_away.archive(now=world.now)
    world.ids["archived"] = archived.mine(world.ada)[0].id


def _plant_lessons(world: World) -> None:
    """One that ada keeps to herself, and one that she shares."""
    for name, event, plant in (("kept", "past", world.mine), ("told", "told", world.ours)):
        words, share = plant(f"{name} lesson"), name == "told"
        world.ids[f"{name} lesson"] = lessons.keep(
            world.ada, world.ids[f"{event} event"], "", text=words, share=share, now=world.now
        )


def _plant_what_helps(world: World) -> None:
    """One line that ben may read before one that he may not; and what is never his to read."""
    for name, plant in (("shared", world.ours), ("quiet", world.mine)):
        words = plant(f"{name} line")
        world.ids[f"{name} line"] = helps.add(world.ada, words, now=world.now)
    helps.share(world.ada, world.ids["shared line"], is_shared=True, now=world.now)
    helps.add(world.ada, world.mine("quiet help"), is_quiet=True, now=world.now)
    world.ids["note on somebody"] = helps.keep_note(
        world.ada, name=world.mine("name of somebody"), note=world.mine("note on somebody"), now=world.now
    )


def _plant_what_they_hold_to(world: World) -> None:
    """Proposed by ada, who is writing another version already."""
    ours, mine = (said(world.ada, plant("hold to")) for plant in (world.ours, world.mine))
    standing.propose(world.ada, core_standing.common(ours), base=0, now=world.now)
    standing.save_draft(world.ada, core_standing.common(mine), base=1, now=world.now)


def _plant_number(world: World) -> None:
    """Her own phone, as its page writes it and as it is kept."""
    verified(world.ada, "+4915129999901", now=world.now)
    world.private["number"] = "1512 9999901"
    world.secret["kept number"] = "15129999901"


def _plant_secrets(world: World) -> None:
    ada, now = world.ada, world.now
    previewed = files.ics(world.mine("title in a file"), uid="previewed", now=now)
    world.ids["import"] = files.receive(ada, world.mine("file name"), previewed, now=now)
    busy = files.ics(world.mine("busy title from a file"), uid=world.mine("busy uid"), now=now)
    files.bring_in(ada, "applied.ics", busy, now=now)
    world.ids["feed"], world.secret["feed"] = feeds.create(ada, name=world.mine("feed name"), now=now)
    world.ids["token"], world.secret["token"] = tokens.create(ada, name=world.mine("token name"), now=now)
    _plant_a_subscription(world)
    _, world.tokens["feed"] = feeds.create(world.ben, name="Ben’s phone", now=now)
    _, world.tokens["other feed"] = feeds.create(world.stranger, name="phone", now=now)
    # A deed that can be undone: the row of it holds the title as it was.
    moved = events.move(ada, world.ids["private event"], "", _in_days(now, 9), now=now)
    world.ids["undo"] = moved.undo_id
    world.ids |= {
        "calendar": files.calendar_of(ada),
        "reminder": files.reminder_about(world.ids["private flag"]),
    }
    mail = Mail(uuid4(), ada, "ada@example.org", world.mine("mail subject"), world.mine("mail text"), "")
    mailbox.keep(mail, now=now)


def _plant_a_device(world: World) -> None:
    """Its label is ada's to read, its address nobody's; a push about what only she flagged waits for it."""
    world.secret["push endpoint"] = "zqsecretpushendpoint"
    world.ids["device"] = files.device(
        world.ada, world.secret["push endpoint"], world.mine("device label"), now=world.now
    )
    world.ids["push"] = files.push_about(world.ids["private flag"], now=world.now)


def _plant_a_webhook(world: World) -> None:
    """Its name and host are ada's to read; the rest of its address and its secret are nobody's."""
    host, world.secret["webhook path"] = world.mine("webhook host") + ".example", "zqsecretwebhookpath"
    world.ids["webhook"], world.secret["webhook secret"] = webhooks.create(
        world.ada,
        name=world.mine("webhook name"),
        url=f"https://{host}/{world.secret['webhook path']}",
        kinds=[one.value for one in CHOICES],
        now=world.now,
    )


def _plant_birthdays(world: World) -> None:
    kept = BirthdayForm(world.mine("kept birthday"), 2, 29, 1980, is_shared=False)
    shared = BirthdayForm(world.ours("shared birthday"), 4, 15)
    world.ids["birthday"] = layers.add_birthday(world.ada, kept, now=world.now)
    layers.add_birthday(world.ada, shared, now=world.now)
    layers.choose(world.ada, country="DE", now=world.now)


def _plant_a_subscription(world: World) -> None:
    """Its host and its name are ada's to read; the rest of its address and what opens it are nobody's."""
    host = world.mine("subscription host") + ".example"
    for what in ("subscription path", "subscription username", "subscription password"):
        world.secret[what] = f"zqsecret{what.replace(' ', '')}"
    world.ids["subscription"] = subscriptions.subscribe(
        world.ada,
        address=f"webcal://{host}/{world.secret['subscription path']}",
        name=world.mine("subscription name"),
        username=world.secret["subscription username"],
        password=world.secret["subscription password"],
        now=world.now,
    )
    brought = files.ics(world.mine("title from outside"), uid="from-outside", now=world.now)
    # Its title stands beside what was wrong with it, too.
    odd = f"BEGIN:VEVENT\r\nUID:odd\r\nSUMMARY:{world.mine('title beside a problem')}\r\nEND:VEVENT\r\n"
    brought = brought.replace(b"END:VCALENDAR", odd.encode() + b"END:VCALENDAR")
    files.refresh(world.ids["subscription"], brought, now=world.now)


def _plant_what_outlived_its_event(world: World) -> None:
    event = events.add(
        world.ben, form(world.now, "Soon gone", 10, visibility=Visibility.SHARED), now=world.now
    )
    _flag(world, event, note=world.mine("note on an event that is gone"))
    events.delete(world.ben, event, now=world.now)


def _plant_what_was_hidden_again(world: World) -> None:
    """Shared with everything said of it, then hidden; ben has a copy of his own."""
    copies = ((world.ada, world.mine("title hidden again")), (world.ben, "Ben’s own copy"))
    for owner, title in copies:
        file = files.ics(title, uid="hidden-again", now=world.now)
        files.bring_in(owner, "party.ics", file, now=world.now)
    event = files.event_of(world.ada, "hidden-again")
    events.show(world.ada, event, Visibility.SHARED, now=world.now)
    reason = flags.ReasonForm("remarks", world.mine("reason hidden again"), True)
    note, why = world.mine("note hidden again"), world.mine("why hidden again")
    world.ids["hidden again flag"] = flags.flag(
        world.ada,
        event,
        "",
        level=3,
        reasons=[reason],
        note=note,
        share_level=True,
        share_note=True,
        now=world.now,
    )
    flags.matter(world.ada, event, "", level=3, why=why, share_level=True, share_why=True, now=world.now)
    at = world.now + timedelta(days=2)
    world.ids["hidden again talk"] = talks.suggest(world.ada, event, "", starts_at=at, now=world.now)
    events.show(world.ada, event, Visibility.PRIVATE, now=world.now)
    world.ids["hidden again event"] = event
    world.ids["private talk"] = world.ids["hidden again talk"]


def part(world: World) -> None:
    """Ben goes."""
    people.leave(world.ben, now=world.now)
