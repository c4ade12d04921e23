"""What was said of evenings that are over, and what stands beside all events."""

from datetime import timedelta
from functools import partial

from planner.actions.afterwards import check_ins, lessons, repairs
from planner.actions.calendar import events, layers
from planner.actions.feelings import putting_away
from planner.actions.people import helps
from planner.actions.plan import standing
from planner.core.birthdays import BirthdayForm
from planner.core.check_ins import Felt, Reveal
from planner.core.plan import standing as core_standing
from planner.core.repair import Part
from planner.core.visibility import Visibility
from planner.queries.afterwards import archived
from tests import afterwards
from tests.phones import verified
from tests.privacy.people import form
from tests.privacy.planted import World
from tests.privacy.planting.words import said


def plant_check_ins(world: World) -> None:
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


def plant_a_talk(world: World) -> None:
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


def plant_an_archive(world: World) -> None:
    """What ada said more than a year ago, and ben never answered."""
    then = world.now - timedelta(days=400)
    made = form(then, world.ours("archived event title"), 5, visibility=Visibility.SHARED)
    event = events.add(world.ada, made, now=then)
    said = {"felt": Felt.HARD, "line": world.mine("archived line"), "reveal": Reveal.TOGETHER}
    check_ins.say(world.ada, event, "", **said, now=then + timedelta(days=6))
    putting_away.archive(now=world.now)
    world.ids["archived"] = archived.mine(world.ada)[0].id


def plant_lessons(world: World) -> None:
    """One that ada keeps to herself, and one that she shares."""
    for name, event, plant in (("kept", "past", world.mine), ("told", "told", world.ours)):
        words, share = plant(f"{name} lesson"), name == "told"
        world.ids[f"{name} lesson"] = lessons.keep(
            world.ada, world.ids[f"{event} event"], "", text=words, share=share, now=world.now
        )


def plant_what_helps(world: World) -> None:
    """One line that ben may read before one that he may not; and what is never his to read."""
    for name, plant in (("shared", world.ours), ("quiet", world.mine)):
        words = plant(f"{name} line")
        world.ids[f"{name} line"] = helps.add(world.ada, words, now=world.now)
    helps.share(world.ada, world.ids["shared line"], is_shared=True, now=world.now)
    helps.add(world.ada, world.mine("quiet help"), is_quiet=True, now=world.now)
    world.ids["note on somebody"] = helps.keep_note(
        world.ada, name=world.mine("name of somebody"), note=world.mine("note on somebody"), now=world.now
    )


def plant_what_they_hold_to(world: World) -> None:
    """Proposed by ada, who is writing another version already."""
    ours, mine = (said(world.ada, plant("hold to")) for plant in (world.ours, world.mine))
    standing.propose(world.ada, core_standing.common(ours), base=0, now=world.now)
    standing.save_draft(world.ada, core_standing.common(mine), base=1, now=world.now)


def plant_number(world: World) -> None:
    """Her own phone, as its page writes it and as it is kept."""
    verified(world.ada, "+4915129999901", now=world.now)
    world.private["number"] = "1512 9999901"
    world.secret["kept number"] = "15129999901"


def plant_birthdays(world: World) -> None:
    kept = BirthdayForm(world.mine("kept birthday"), 2, 29, 1980, is_shared=False)
    shared = BirthdayForm(world.ours("shared birthday"), 4, 15)
    world.ids["birthday"] = layers.add_birthday(world.ada, kept, now=world.now)
    layers.add_birthday(world.ada, shared, now=world.now)
    layers.choose(world.ada, country="DE", now=world.now)
