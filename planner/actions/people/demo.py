"""A couple to look around with: two people, five events, one agreed plan and one flag that waits for one.

Everything goes through the same actions that pages call, so the demo shows what they do.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.actions.reminders import digests
from planner.core.calendar.event_form import EventForm
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply
from planner.core.visibility import Visibility
from planner.models import OutboxMail, Person

TZID = "Europe/Berlin"
CARD_LEAD = timedelta(hours=3)
FIRST_CARD_AFTER = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Account:
    """How somebody signs in; without a password only whom the demo was lent to is let in."""

    name: str
    email: str
    password: str | None


@transaction.atomic
def load(first: Account, second: Account, *, language: str = "en", now: datetime) -> tuple[UUID, UUID]:
    """Make the couple and their next weeks, seen from `now`. The first has no quiet hours."""
    mira, jonas = (_person(one, language, now=now) for one in (first, second))
    people.keep_quiet(mira, None, None, now=now)
    _join(mira, jonas, second.email, now=now)
    with override(language):
        _agreed_party(mira, jonas, now=now)
        _flagged_dinner(mira, jonas, now=now)
        _the_rest(mira, jonas, now=now)
    return mira, jonas


def _person(account: Account, language: str, *, now: datetime) -> UUID:
    person = Person.objects.create_user(
        account.email, account.password, is_demo=True, settled_at=now, created_at=now
    )
    people.register(person.pk, name=account.name, tzid=TZID, language=language, now=now)
    digests.plan(person.pk, now=now)
    return person.pk


def _join(inviter: UUID, invited: UUID, email: str, *, now: datetime) -> None:
    """The mails of their meeting need not be sent: the first that arrives is the card."""
    people.invite(inviter, email=email, now=now)
    # Others may have invited somebody as well, where the demo is lent.
    waiting = OutboxMail.objects.filter(kind="invitation").order_by("-created_at")
    people.accept(invited, next(one.text for one in waiting if one.to == email), now=now)
    OutboxMail.objects.filter(person_id__in=(inviter, invited)).delete()


def _agreed_party(mira: UUID, jonas: UUID, *, now: datetime) -> None:
    """Begins a little over three hours from now, so that its card falls due within two minutes."""
    begins = _next_minute(now + CARD_LEAD + FIRST_CARD_AFTER).astimezone(ZoneInfo(TZID)).replace(tzinfo=None)
    party = events.add(
        jonas,
        _timed(
            _("Office party at Kolbe’s"),
            begins,
            hours=4,
            kind="work_party",
            location=_("Kolbe’s, by the canal"),
        ),
        now=now,
    )
    _flag(mira, party, 2, "new_people", "left_alone", is_shared=True, now=now)
    plan = plans.start(mira, party, "", now=now)
    version = plans.propose(mira, plan, _party_plan(mira), base=0, now=now)
    plans.agree(jonas, plan, version=version, answers={"1": Answer(Reply.YES)}, now=now)


def _party_plan(mira: UUID) -> Content:
    return Content(
        asks=(Ask("1", mira, _("Stay beside me for the first half hour.")),),
        arriving=_("We walk in side by side."),
        staying_connected=_("We look for each other every half hour."),
        if_thens=(IfThen(_("we get separated"), _("meet at the coats within ten minutes")),),
        leaving=Leaving(latest=None, transport=_("The night bus, or a taxi if it rains")),
        afterwards=_("Tea in the kitchen, shoes off."),
        lines=((mira, _("You first. The rest is just a party.")),),
    )


def _flagged_dinner(mira: UUID, jonas: UUID, *, now: datetime) -> None:
    """A shared flag and no plan yet: its reminders stand until the two agree on one."""
    dinner = events.add(
        jonas,
        _timed(
            _("Dinner with the new team"),
            _day(now, 10, time(19)),
            hours=4,
            kind="work_party",
            location="Trattoria Luce",
        ),
        now=now,
    )
    _flag(mira, dinner, 2, "new_people", "length", is_shared=True, now=now)
    flags.matter(
        jonas, dinner, "", level=3, why=_("My first months there."), share_level=True, share_why=True, now=now
    )


def _the_rest(mira: UUID, jonas: UUID, *, now: datetime) -> None:
    weekend = events.add(mira, _weekend(_day(now, 24, time(0))), now=now)
    _flag(jonas, weekend, 1, "length", is_shared=False, now=now)
    events.add(
        mira,
        _timed(
            _("An evening for the two of us"),
            _day(now, 3, time(20)),
            hours=2,
            kind="us",
            world="ours",
            rrule="FREQ=WEEKLY",
        ),
        now=now,
    )
    events.add(
        jonas,
        _timed(_("Dentist"), _day(now, 5, time(8, 30)), hours=1, kind="medical", visibility=Visibility.BUSY),
        now=now,
    )


def _flag(person: UUID, event: UUID, level: int, *chips: str, is_shared: bool, now: datetime) -> None:
    reasons = [flags.ReasonForm(chip, share=is_shared) for chip in chips]
    flags.flag(person, event, "", level=level, reasons=reasons, share_level=is_shared, now=now)


def _timed(
    title: str,
    start: datetime,
    *,
    hours: int,
    kind: str,
    location: str = "",
    world: str = "mine",
    rrule: str = "",
    visibility: Visibility = Visibility.SHARED,
) -> EventForm:
    return EventForm(
        title=title,
        start=start,
        end=start + timedelta(hours=hours),
        tzid=TZID,
        rrule=rrule,
        location=location,
        kind=kind,
        world=world,
        visibility=visibility,
    )


def _weekend(start: datetime) -> EventForm:
    """From a day to the second day after it: three days, two nights."""
    return EventForm(
        title=_("Weekend with the family"),
        start=start,
        end=start + timedelta(days=2),
        is_all_day=True,
        tzid=TZID,
        kind="family",
    )


def _day(now: datetime, days: int, at: time) -> datetime:
    """The wall time `at`, so many days from today as the couple counts days."""
    return datetime.combine(now.astimezone(ZoneInfo(TZID)).date() + timedelta(days=days), at)


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
