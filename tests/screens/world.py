"""Run as a process inside the demo's deployment: puts both partners into every state that a screen shows."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
django.setup()

from planner.actions.afterwards import check_ins  # noqa: E402
from planner.actions.calendar import events, talks  # noqa: E402
from planner.actions.exchange import feeds as feed_deeds  # noqa: E402
from planner.actions.feelings import flags  # noqa: E402
from planner.actions.people.demo import TZID  # noqa: E402
from planner.actions.plan import nudges, plans  # noqa: E402
from planner.core.calendar.event_form import EventForm  # noqa: E402
from planner.core.check_ins import Felt, Helped, Reveal  # noqa: E402
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply  # noqa: E402
from planner.models import Event, Person, Plan  # noqa: E402
from planner.queries.calendar import slots  # noqa: E402


@dataclass(frozen=True)
class Places:
    """What the addresses of the screens are filled with."""

    party: str
    party_plan: str
    dinner: str
    picnic: str
    picnic_plan: str
    wedding: str
    feed: str


def build(mira: UUID, jonas: UUID) -> Places:
    """Both partners of a demo couple, in every state."""
    now = datetime.now(UTC)
    party, dinner = _of(jonas, "Office party"), _of(jonas, "Dinner")
    wedding = _wedding_behind_them(mira, jonas, now)
    picnic, plan = _picnic_on_the_table(mira, jonas, now)
    _talk_before(mira, jonas, dinner.id, now)
    feed, _token = feed_deeds.create(mira, name="My phone", now=now)
    return Places(
        party=str(party.id),
        party_plan=str(Plan.objects.get(uid=party.uid).id),
        dinner=str(dinner.id),
        picnic=str(picnic),
        picnic_plan=str(plan),
        wedding=str(wedding),
        feed=str(feed),
    )


def _of(owner: UUID, beginning: str) -> Event:
    mine = Event.objects.filter(owner_id=owner).order_by("created_at")
    return next(one for one in mine if beginning in one.ics)


def _wedding_behind_them(mira: UUID, jonas: UUID, now: datetime) -> UUID:
    """Two days ago: agreed beforehand, hard for one of them, and both have said how it was."""
    before = now - timedelta(days=9)
    wedding = events.add(mira, _evening("Wedding of a cousin", -2, kind="celebration"), now=before)
    flags.flag(
        jonas,
        wedding,
        "",
        level=3,
        reasons=[flags.ReasonForm("length", share=True)],
        share_level=True,
        now=before,
    )
    plan = plans.start(jonas, wedding, "", now=before)
    version = plans.propose(jonas, plan, _content(jonas), base=0, now=before)
    plans.agree(mira, plan, version=version, answers={"1": Answer(Reply.YES)}, now=before)
    for who, felt in ((mira, Felt.GOOD), (jonas, Felt.HARD)):
        check_ins.say(who, wedding, "", felt=felt, helped=Helped.A_LITTLE, reveal=Reveal.TOGETHER, now=now)
    return wedding


def _picnic_on_the_table(mira: UUID, jonas: UUID, now: datetime) -> tuple[UUID, UUID]:
    """In five days: one has proposed, the other has the next word."""
    picnic = events.add(jonas, _evening("Picnic with his school friends", 5, kind="friends"), now=now)
    flags.flag(
        mira,
        picnic,
        "",
        level=2,
        reasons=[flags.ReasonForm("new_people", share=True)],
        share_level=True,
        now=now,
    )
    plan = plans.start(mira, picnic, "", now=now)
    plans.propose(mira, plan, _content(mira), base=0, now=now)
    nudges.nudge(mira, picnic, "", now=now)
    return picnic, plan


def _flag(who: UUID, event: UUID, level: int, chip: str, *, now: datetime) -> None:
    reasons = [flags.ReasonForm(chip, share=True)]
    flags.flag(who, event, "", level=level, reasons=reasons, share_level=True, now=now)


def _talk_before(mira: UUID, jonas: UUID, dinner: UUID, now: datetime) -> None:
    first = slots.for_occurrence(mira, dinner, "", now=now)[0]
    talk = talks.suggest(mira, dinner, "", starts_at=first.starts_at, now=now)
    talks.accept(jonas, talk, now=now)


def _content(by: UUID) -> Content:
    return Content(
        asks=(Ask("1", by, "Come and find me every half hour."),),
        arriving="Side by side.",
        if_thens=(IfThen("one of us is stuck in a corner", "bring the other a glass of water"),),
        signal="Touching the left ear",
        leaving=Leaving(time(23, 0), "The last tram"),
        afterwards="A walk around the block.",
        lines=((by, "I like walking in with you."),),
    )


def _evening(title: str, days: int, *, kind: str) -> EventForm:
    day = datetime.now(UTC).date() + timedelta(days=days)
    start = datetime.combine(day, time(18))
    return EventForm(title=title, start=start, end=start + timedelta(hours=4), tzid=TZID, kind=kind)


if __name__ == "__main__":
    couple = [Person.objects.get(email=f"{name}@alongside.example").pk for name in ("mira", "jonas")]
    json.dump(asdict(build(*couple)), sys.stdout)
