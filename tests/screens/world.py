"""Run as a process inside the demo's deployment: puts both partners into every state that a screen shows."""

import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
django.setup()

from planner.actions.afterwards import check_ins, lessons, repairs  # noqa: E402
from planner.actions.calendar import events, talks  # noqa: E402
from planner.actions.exchange import feeds as feed_deeds  # noqa: E402
from planner.actions.exchange import imports  # noqa: E402
from planner.actions.feelings import flags  # noqa: E402
from planner.actions.people import helps  # noqa: E402
from planner.actions.people.demo import TZID  # noqa: E402
from planner.actions.plan import (  # noqa: E402
    nudges,
    plans,
    standing,
)
from planner.core.calendar.event_form import EventForm  # noqa: E402
from planner.core.check_ins import Felt, Helped, Reveal  # noqa: E402
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply  # noqa: E402
from planner.core.repair import ORDER, Part  # noqa: E402
from planner.models import Event, Person, Plan  # noqa: E402
from planner.queries.calendar import event_views, slots  # noqa: E402
from tests import afterwards  # noqa: E402
from tests.screens import others  # noqa: E402

OVER = {"begin": None, "felt": Part.FELT, "said_back": Part.SAID_BACK, "touched": Part.TOUCHED}
OVER |= {"my_part": Part.MY_PART, "next_time": Part.NEXT_TIME, "paused": Part.TOUCHED, "done": Part.NEXT_TIME}
"""Evenings that are talked over, by name, each as far as the part that is next."""
FILE = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tests//screens//EN
BEGIN:VEVENT
UID:choir@town.example
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20270114T193000
DTEND;TZID=Europe/Berlin:20270114T213000
RRULE:FREQ=WEEKLY;COUNT=10
SUMMARY:Choir
END:VEVENT
END:VCALENDAR
"""


def build(mira: UUID, jonas: UUID) -> dict[str, str]:
    """Both partners of a demo couple, in every state; what the addresses of the screens are filled with."""
    now = datetime.now(UTC)
    party, dinner = _of(jonas, "Office party"), _of(jonas, "Dinner")
    wedding = _wedding_behind_them(mira, jonas, now)
    picnic, plan = _picnic_on_the_table(mira, jonas, now)
    _talk_before(mira, jonas, dinner.id, now)
    _what_they_hold_to(mira, jonas, now)
    feed, _token = feed_deeds.create(mira, name="My phone", now=now)
    places = {
        "party_plan": Plan.objects.get(uid=party.uid).id,
        "dinner": dinner.id,
        "of_a_series": _next_of_a_series(mira, now),
        "picnic_plan": plan,
        "concert_plan": _concert_written_in_two_windows(mira, now),
        "wedding": wedding,
        "lesson": lessons.keep(jonas, wedding, "", text="Eat something before.", share=True, now=now),
        "feed": feed,
        "file": imports.receive(mira, filename="choir.ics", data=FILE, now=now),
    }
    places |= {f"over_{name}": _talked_over(mira, jonas, name, now) for name in OVER}
    return {name: str(value) for name, value in places.items()}


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
    otherwise = replace(_content(mira), arriving="We meet at the gate.", afterwards="")
    plans.propose(mira, plan, otherwise, base=1, now=now)
    nudges.nudge(mira, picnic, "", now=now)
    return picnic, plan


def _concert_written_in_two_windows(mira: UUID, now: datetime) -> UUID:
    """In two weeks: a draft, with what stood in another window beside it."""
    concert = events.add(mira, _evening("Concert of her choir", 15, kind="celebration"), now=now)
    flags.flag(
        mira, concert, "", level=2, reasons=[flags.ReasonForm("noise", "the hall", share=True)], now=now
    )
    plan = plans.start(mira, concert, "", now=now)
    was = Content(people="My sister comes along.")
    plans.save_draft(mira, plan, was, base=0, now=now)
    for words in ("My sister sits with us.", "My sister sits with her friends."):
        plans.save_draft(mira, plan, replace(was, people=words), base=0, was=was, now=now)
    return plan


def _what_they_hold_to(mira: UUID, jonas: UUID, now: datetime) -> None:
    """Agreed once, with newer words on the table; and what helps each of them."""
    agreed = Content(if_thens=(IfThen("one of us goes quiet", "step outside for a moment"),))
    number = standing.propose(mira, agreed, base=0, now=now)
    standing.agree(jonas, version=number, now=now)
    standing.propose(jonas, replace(agreed, people="Whose family it is speaks up."), base=number, now=now)
    for who, line in ((mira, "A hand on my back"), (jonas, "Ten minutes alone before we go")):
        helps.share(who, helps.add(who, line, now=now), is_shared=True, now=now)
    helps.add(mira, "Fill the glass before he asks", is_quiet=True, now=now)
    helps.keep_note(mira, name="The uncle", note="Change the subject to his boat.", now=now)


def _next_of_a_series(mira: UUID, now: datetime) -> str:
    """The path of an evening that comes every week."""
    series = _of(mira, "An evening for the two of us")
    following = event_views.event(mira, series.id, now=now).next
    assert following
    return f"/events/{series.id}/on/{following.slug}/"


def _talked_over(mira: UUID, jonas: UUID, name: str, now: datetime) -> UUID:
    """Some days ago, hard for both; how far they are with talking it over is in its name."""
    before, until = now - timedelta(days=20), OVER[name]
    days = 4 + list(OVER).index(name)
    evening = events.add(mira, _evening("Evening with the neighbours", -days, kind="friends"), now=before)
    if until is None:
        afterwards.looked_back(mira, jonas, on=evening, now=now)
        afterwards.calm(mira, jonas, on=evening, now=now)
        return evening
    afterwards.sat_down(mira, jonas, on=evening, now=now)
    said = {Part.FELT: "tense tired", Part.MY_SIDE: "I stood by the door and knew nobody."}
    for part in ORDER[: ORDER.index(until)]:
        for who in (mira, jonas):
            afterwards.write(who, evening, part, said.get(part, "A line about it."), now=now)
    if name == "paused":
        repairs.pause(mira, evening, "", now=now)
    if name == "done":
        check_ins.have_talked(mira, evening, "", now=now)
    return evening


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
    places, accounts = others.build(now=datetime.now(UTC))
    json.dump({"places": build(*couple) | places, "accounts": accounts}, sys.stdout)
