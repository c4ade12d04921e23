"""Whatever leaves for somebody: mails, texts, and pushes as a browser opens them."""

from collections.abc import Iterator
from uuid import UUID

from planner.models import LIVE_STATES, Reminder
from planner.queries.archive import exports
from planner.queries.channels.outgoing import Message, Push, Text
from tasks.channels import webpush_wire
from tests.actions.reminders.engine import awake_at_all_hours, composed
from tests.factories import exported
from tests.phones import verified
from tests.privacy import files, mails
from tests.privacy.crawl import opened
from tests.privacy.matrix.tally import Tally
from tests.privacy.world import World
from tests.sinks import webpush
from tests.sinks.webpush import Device

NUMBER = "+4915129999904"


def ask(tally: Tally, world: World) -> None:
    """In a savepoint of the caller's: everybody is given a number, a browser, and files to take away."""
    awake_at_all_hours()
    verified(world.ben, NUMBER, now=world.now)
    files.device(world.ben, "bens", "Ben’s browser", now=world.now)
    hers = world.private | world.secret | world.hidden_ids | world.strangers
    tally.texts("mail to the partner", mails.all_of(world.ben, world.now), hers)
    written = world.private | world.shared | world.secret | world.strangers
    for who, own in ((world.ada, {"number", "kept number"}), (world.ben, set())):
        words = {what: word for what, word in written.items() if what not in own}
        tally.texts("text or push", _discreet(who), words)
    for who in (world.ex, world.stranger):
        own = {} if who == world.ex else world.strangers
        words = {
            what: word for what, word in (written | world.hidden_ids).items() if word not in own.values()
        }
        tally.texts("mail to others", mails.all_of(who, world.now), words)
    for kind in ("archive", "calendar"):
        tally.texts(f"{kind} of the partner", [_taken(world, world.ben, kind)], hers)
        tally.texts(f"{kind} of the ex", [_taken(world, world.ex, kind)], written | world.hidden_ids)


def _discreet(person_id: UUID) -> Iterator[str]:
    """Every reminder that waits for somebody, at its moment, as a text and as a push."""
    for row in Reminder.objects.filter(person_id=person_id, state__in=LIVE_STATES).order_by("id"):
        for channel in ("sms", "push"):
            row.channel = channel
            yield from _read(composed(row))


def _read(message: Message | None) -> Iterator[str]:
    if isinstance(message, Text):
        yield repr(message)
    if isinstance(message, Push):
        yield f"{_received(message)} {message.topic}"


def _received(message: Push) -> str:
    """Sealed as it is sent, and opened as a browser opens it."""
    browser = Device()
    keys = browser.subscription("https://push.example")["keys"]
    body = webpush_wire.sealed(message.payload, p256dh=keys["p256dh"], auth=keys["auth"])
    return webpush.decrypt(browser, body).decode()


def _taken(world: World, person_id: UUID, kind: str) -> str:
    made = exported(person_id, kind, now=world.now, with_subscriptions=True)
    return opened(b"".join(exports.content(person_id, made, now=world.now))).decode("utf-8", "replace")
