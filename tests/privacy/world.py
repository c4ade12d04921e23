"""Two partners, a stranger, somebody who was a partner once, and words that nobody else may ever read.

Everything is done through the actions that pages and the API call.
"""

from datetime import datetime

from planner.actions.afterwards import check_ins, lessons
from planner.actions.calendar import events, layers
from planner.actions.channels import phones
from planner.actions.exchange import feeds, subscriptions, tokens, webhooks
from planner.actions.feelings import flags, own_lines
from planner.actions.people import helps, people
from planner.actions.plan import plans, standing
from planner.actions.reminders import digests, ladder_sets
from planner.core.birthdays import BirthdayForm
from planner.core.check_ins import Felt, Reveal
from planner.core.plan import standing as core_standing
from planner.core.plan.plan_content import Content
from planner.core.reminding.reminders import Rungs
from planner.core.repair import Part
from planner.core.visibility import Visibility
from planner.models import Invitation
from tests import afterwards
from tests.privacy import files
from tests.privacy.people import form, invite, pair, person
from tests.privacy.planted import World
from tests.privacy.planting import outside, spoken, together
from tests.privacy.planting.words import in_days, said


def build(now: datetime) -> World:
    world = World(now, *(person(name, now) for name in ("ada", "ben", "ex", "stranger")))
    pair(world.ada, world.ex, "ex", now)
    people.leave(world.ex, now=now)
    pair(world.ada, world.ben, "ben", now)
    invited = f"{world.theirs('invited')}@example.org"
    world.tokens["invitation"] = invite(world.stranger, invited, now)
    world.ids["invitation"] = Invitation.objects.get(inviter_id=world.stranger).id
    together.plant_events(world)
    together.plant_feelings(world)
    together.plant_own_lines(world)
    together.plant_plans(world)
    together.plant_talks(world)
    spoken.plant_check_ins(world)
    spoken.plant_a_talk(world)
    spoken.plant_an_archive(world)
    spoken.plant_lessons(world)
    spoken.plant_what_helps(world)
    spoken.plant_what_they_hold_to(world)
    outside.plant_secrets(world)
    outside.plant_a_device(world)
    outside.plant_a_webhook(world)
    spoken.plant_birthdays(world)
    spoken.plant_number(world)
    outside.plant_what_others_have(world)
    together.plant_what_outlived_its_event(world)
    together.plant_what_was_hidden_again(world)
    for one in (world.ada, world.ben):
        digests.plan(one, now=world.now)
    world.ids["export"] = files.export(world.ada, "archive", now=world.now)
    return world


def whisper(world: World) -> None:
    """Private edits of ada's: after them ben's every byte is as it was."""
    now, ada = world.now, world.ada
    event = events.add(ada, form(now, "more", 9, visibility=Visibility.PRIVATE), now=now)
    together.flag(world, event, note="more", level=3)
    together.flag(world, world.ids["quiet event"], note="still more", level=3)
    flags.matter(
        ada, world.ids["quiet event"], "", level=1, why="or less", share_level=False, share_why=False, now=now
    )
    events.move(ada, world.ids["private event"], "", in_days(now, 11), now=now)
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


def part(world: World) -> None:
    """Ben goes."""
    people.leave(world.ben, now=world.now)
