"""What stands in the calendar, what ada feels about it, and what they plan."""

from datetime import timedelta
from uuid import UUID

from planner.actions.calendar import events, talks
from planner.actions.feelings import flags, own_lines
from planner.actions.plan import plans, reflections, times_to_go
from planner.core.plan.plan_content import Content
from planner.core.plan.reflecting import Heard
from planner.core.visibility import Visibility
from planner.models import Reflection
from planner.queries.feelings import own_lines as own_line_queries
from tests.privacy import files
from tests.privacy.people import form
from tests.privacy.planted import World
from tests.privacy.planting.words import said


def plant_events(world: World) -> None:
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


def plant_feelings(world: World) -> None:
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
    ids["quiet flag"] = flag(world, ids["quiet event"], note=world.mine("quiet note"))
    ids["private flag"] = flag(world, ids["private event"], note=world.mine("note on a private event"))
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


def flag(world: World, event: UUID, *, note: str, level: int = 1) -> UUID:
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


def plant_own_lines(world: World) -> None:
    """Beside what is shared, quiet and private; and beside what is out of sight."""
    for name in ("shared", "quiet", "private"):
        own = {part: world.mine(f"{name} {part}") for part in ("coping", "quiet_helps")}
        own_lines.keep(world.ada, world.ids[f"{name} event"], "", **own, now=world.now)
    world.ids["own lines"] = own_line_queries.mine(world.ada)[0].id


def plant_plans(world: World) -> None:
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


def plant_talks(world: World) -> None:
    """Suggested by ada: one that both know of; and none is about what ben does not see."""
    at = world.now + timedelta(days=2)
    for name in ("shared", "quiet"):
        about = world.ids[f"{name} event"]
        world.ids[f"{name} talk"] = talks.suggest(world.ada, about, "", starts_at=at, now=world.now)


def plant_what_outlived_its_event(world: World) -> None:
    event = events.add(
        world.ben, form(world.now, "Soon gone", 10, visibility=Visibility.SHARED), now=world.now
    )
    flag(world, event, note=world.mine("note on an event that is gone"))
    events.delete(world.ben, event, now=world.now)


def plant_what_was_hidden_again(world: World) -> None:
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
