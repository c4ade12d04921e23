"""What came from outside or goes there: files, feeds, tokens, devices; and what others have."""

from uuid import uuid4

from planner.actions.calendar import events
from planner.actions.channels import mailbox
from planner.actions.exchange import feeds, subscriptions, tokens, webhooks
from planner.actions.feelings import flags
from planner.core.visibility import Visibility
from planner.core.webhooks.kinds import CHOICES
from planner.queries.channels.outgoing import Mail
from tests.privacy import files
from tests.privacy.people import form
from tests.privacy.planted import World
from tests.privacy.planting.words import in_days


def plant_what_others_have(world: World) -> None:
    """Of each that a body may name, one of the stranger's; and an event of a former partner."""
    made = form(world.now, world.theirs("event title"), 5, visibility=Visibility.SHARED)
    world.ids["stranger's event"] = events.add(world.stranger, made, now=world.now)
    reason = flags.ReasonForm("remarks", world.theirs("reason"), True)
    world.ids["stranger's flag"] = flags.flag(
        world.stranger,
        world.ids["stranger's event"],
        "",
        level=2,
        reasons=[reason],
        note=world.theirs("note"),
        share_level=True,
        share_note=True,
        now=world.now,
    )
    file = files.ics(world.theirs("title in a file"), uid="strangers", now=world.now)
    files.bring_in(world.stranger, "theirs.ics", file, now=world.now)
    world.ids["stranger's calendar"] = files.calendar_of(world.stranger)
    gone = form(world.now, "The ex's evening", 5, visibility=Visibility.SHARED)
    world.ids["ex's event"] = events.add(world.ex, gone, now=world.now)


def plant_secrets(world: World) -> None:
    ada, now = world.ada, world.now
    previewed = files.ics(world.mine("title in a file"), uid="previewed", now=now)
    world.ids["import"] = files.receive(ada, world.mine("file name"), previewed, now=now)
    busy = files.ics(world.mine("busy title from a file"), uid=world.mine("busy uid"), now=now)
    files.bring_in(ada, "applied.ics", busy, now=now)
    world.ids["feed"], world.secret["feed"] = feeds.create(ada, name=world.mine("feed name"), now=now)
    world.ids["token"], world.secret["token"] = tokens.create(ada, name=world.mine("token name"), now=now)
    plant_a_subscription(world)
    _, world.tokens["feed"] = feeds.create(world.ben, name="Ben’s phone", now=now)
    _, world.tokens["other feed"] = feeds.create(world.ex, name="phone", now=now)
    # A deed that can be undone: the row of it holds the title as it was.
    moved = events.move(ada, world.ids["private event"], "", in_days(now, 9), now=now)
    world.ids["undo"] = moved.undo_id
    world.ids |= {
        "calendar": files.calendar_of(ada),
        "reminder": files.reminder_about(world.ids["private flag"]),
    }
    subject, text = world.mine("mail subject"), world.mine("mail text")
    mail = Mail(uuid4(), ada, "ada@example.org", subject, text, text)
    mailbox.keep(mail, now=now)


def plant_a_device(world: World) -> None:
    """Its label is ada's to read, its address nobody's; a push about what only she flagged waits for it."""
    world.secret["push endpoint"] = "zqsecretpushendpoint"
    world.ids["device"] = files.device(
        world.ada, world.secret["push endpoint"], world.mine("device label"), now=world.now
    )
    world.secret |= files.keys_of(world.ids["device"])
    world.ids["push"] = files.push_about(world.ids["private flag"], now=world.now)


def plant_a_webhook(world: World) -> None:
    """Its name and host are ada's to read; the rest of its address and its secret are nobody's."""
    host, world.secret["webhook path"] = world.mine("webhook host") + ".example", "zqsecretwebhookpath"
    world.ids["webhook"], world.secret["webhook secret"] = webhooks.create(
        world.ada,
        name=world.mine("webhook name"),
        url=f"https://{host}/{world.secret['webhook path']}",
        kinds=[one.value for one in CHOICES],
        now=world.now,
    )


def plant_a_subscription(world: World) -> None:
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
    seen = {what: f"zqsecretsubscription{what}" for what in ("etag", "last_modified")}
    world.secret |= {f"subscription {what}": word for what, word in seen.items()}
    files.refresh(world.ids["subscription"], brought, **seen, now=world.now)
