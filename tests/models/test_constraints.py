"""Each constraint refuses the row that its name forbids, whatever the actions above it do."""

from collections.abc import Callable
from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from planner.models import (
    Agreement,
    ApiToken,
    Birthday,
    Calendar,
    CheckIn,
    Couple,
    Delivery,
    Event,
    Export,
    ExportPart,
    Feed,
    Flag,
    FlagReason,
    Help,
    Import,
    Invitation,
    KeptAnswer,
    LadderSet,
    LaneRest,
    LayerChoice,
    Lesson,
    LetGo,
    MailEvent,
    Mark,
    Matters,
    Membership,
    Muted,
    Nudge,
    OutboxMail,
    OutboxText,
    OwnLines,
    PastReminder,
    Person,
    Phone,
    Plan,
    PlanDraft,
    PlanVersion,
    PushDevice,
    PushTest,
    Reflection,
    Reminder,
    Repair,
    RepairLine,
    Schedule,
    SecurityEvent,
    SentText,
    StandingAgreement,
    StandingVersion,
    StandingYes,
    StoppedNumber,
    Subscription,
    Suspension,
    Talk,
    Tally,
    TimeToGo,
    Undo,
    UnsubscribeLink,
    Webhook,
    WebhookMessage,
)
from tests.factories import NOW, person

pytestmark = pytest.mark.django_db
ABOUT = {"uid": "party@work", "recurrence_id": ""}


def somebody() -> Person:
    return Person.objects.get(id=person(f"p{uuid4().hex[:8]}"))


def a_couple() -> Couple:
    return Couple.objects.create(created_at=NOW)


def placed(who: Person, couple: Couple) -> Person:
    """With a place in this couple: on PostgreSQL nobody else may have a row in it (test_second_lock.py)."""
    if not Membership.objects.filter(person=who, couple=couple).exists():
        slot = 1 + Membership.objects.filter(couple=couple).count()
        Membership.objects.filter(person=who).update(couple=couple, slot=slot)
    return who


def calendar(owner: Person, source: str = "import") -> Calendar:
    return Calendar.objects.create(owner=owner, name="C", source=source, visibility="busy", created_at=NOW)


def event(of: Calendar, **fields: object) -> Event:
    filled = {"uid": "party@work", "is_recurring": False, "visibility": "busy"}
    times = {"first_start_at": NOW, "created_at": NOW, "changed_at": NOW}
    return Event.objects.create(calendar=of, owner=of.owner, **(filled | times | fields))


def invitation(couple: Couple, inviter: Person, **fields: object) -> Invitation:
    filled = {"token_hash": uuid4().bytes, "expires_at": NOW + timedelta(days=3)} | fields
    return Invitation.objects.create(
        couple=couple, inviter=placed(inviter, couple), email="x@y.z", created_at=NOW, **filled
    )


def flag(owner: Person, level: int = 1) -> Flag:
    return Flag.objects.create(owner=owner, level=level, created_at=NOW, changed_at=NOW, **ABOUT)


def matters(owner: Person, level: int = 1) -> Matters:
    return Matters.objects.create(owner=owner, level=level, changed_at=NOW, **ABOUT)


def plan(couple: Couple, **fields: object) -> Plan:
    times = {"starts_at": NOW, "ends_at": NOW, "created_at": NOW, "changed_at": NOW}
    return Plan.objects.create(couple=couple, **(ABOUT | times | fields))


def own_lines(person: Person) -> OwnLines:
    return OwnLines.objects.create(person=person, changed_at=NOW, **ABOUT)


def reflection(of: PlanVersion, writer: Person, sequence: int = 1) -> Reflection:
    return Reflection.objects.create(
        version=of, writer=placed(writer, of.plan.couple), sequence=sequence, text="x", at=NOW
    )


def draft(of: Plan, writer: Person) -> PlanDraft:
    times = {"starts_at": NOW, "ends_at": NOW, "changed_at": NOW}
    return PlanDraft.objects.create(plan=of, writer=placed(writer, of.couple), content="x", **times)


def version(of: Plan, number: int = 1) -> PlanVersion:
    return PlanVersion.objects.create(plan=of, number=number, content="x", created_at=NOW)


def agreement(of: PlanVersion, who: Person, sequence: int = 1, *, is_yes: bool = True) -> Agreement:
    placed(who, of.plan.couple)
    return Agreement.objects.create(version=of, person=who, sequence=sequence, is_yes=is_yes, at=NOW)


def reminder(to: Person, **fields: object) -> Reminder:
    filled = {"step": "talk", "channel": "email", "schedule_version": 1, "anchor_local": "", "tzid": "UTC"}
    times = {"due_at": NOW, "event_on": NOW.date(), "next_at": NOW, "created_at": NOW}
    return Reminder.objects.create(person=to, **(ABOUT | filled | times | fields))


def past_reminder(to: Person, **fields: object) -> PastReminder:
    filled = {"step": "talk", "channel": "email", "state": "sent", "attempts": 1}
    times = {"due_at": NOW, "ended_at": NOW}
    return PastReminder.objects.create(person=to, **(ABOUT | filled | times | fields))


def check_in(owner: Person, **fields: object) -> CheckIn:
    filled = {"felt": 1, "reveal": "never", "created_at": NOW, "changed_at": NOW}
    return CheckIn.objects.create(owner=owner, **(ABOUT | filled | fields))


def time_to_go(sender: Person, of: Plan | None = None, **fields: object) -> TimeToGo:
    of = of or plan(a_couple())
    placed(sender, of.couple)
    other = Person.objects.filter(membership__couple=of.couple).exclude(id=sender.id).first()
    recipient = fields.pop("recipient", None) or other or placed(somebody(), of.couple)
    filled = {"recipient": recipient, "key": uuid4(), "channel": "email"}
    times = {"next_at": NOW, "created_at": NOW}
    return TimeToGo.objects.create(plan=of, sender=sender, **(filled | times | fields))


def a_help(owner: Person, **fields: object) -> Help:
    filled = {"position": 0, "text": "x", "created_at": NOW}
    return Help.objects.create(owner=owner, **(filled | fields))


def standing(couple: Couple, **fields: object) -> StandingAgreement:
    return StandingAgreement.objects.create(couple=couple, created_at=NOW, **fields)


def standing_version(of: StandingAgreement, number: int = 1) -> StandingVersion:
    return StandingVersion.objects.create(standing=of, number=number, content="x", created_at=NOW)


def standing_yes(of: StandingVersion, who: Person, sequence: int = 1, *, is_yes: bool = True) -> StandingYes:
    placed(who, of.standing.couple)
    return StandingYes.objects.create(version=of, person=who, sequence=sequence, is_yes=is_yes, at=NOW)


def lesson(owner: Person, **fields: object) -> Lesson:
    filled = {"kind": "family", "happened_at": NOW, "text": "x", "created_at": NOW, "changed_at": NOW}
    return Lesson.objects.create(owner=owner, **(ABOUT | filled | fields))


def repair(couple: Couple, **fields: object) -> Repair:
    return Repair.objects.create(couple=couple, **(ABOUT | fields))


def repair_line(owner: Person, **fields: object) -> RepairLine:
    filled = {"part": "felt", "created_at": NOW, "changed_at": NOW}
    return RepairLine.objects.create(owner=owner, **(ABOUT | filled | fields))


def talk(couple: Couple, by: Person, **fields: object) -> Talk:
    filled = {"suggested_by": placed(by, couple), "starts_at": NOW, "created_at": NOW}
    return Talk.objects.create(couple=couple, **(ABOUT | filled | fields))


def schedule(of: Person) -> Schedule:
    return Schedule.objects.create(person=of, starts_at=NOW, start_on=NOW.date(), **ABOUT)


def ladder_set(of: Person, kind: str = "family", **fields: object) -> LadderSet:
    return LadderSet.objects.create(person=of, kind=kind, changed_at=NOW, **fields)


def token(owner: Person, **fields: object) -> ApiToken:
    return ApiToken.objects.create(owner=owner, name="T", token_hash=uuid4().bytes, created_at=NOW, **fields)


def kept_answer(of: Person) -> KeptAnswer:
    until = {"lease_until": NOW, "expires_at": NOW}
    return KeptAnswer.objects.create(person=of, key_hash=b"k", asked=b"", lease=uuid4(), **until)


def feed(owner: Person, **fields: object) -> Feed:
    return Feed.objects.create(owner=owner, name="F", token_hash=uuid4().bytes, created_at=NOW, **fields)


def due(model: type[Model], **fields: object) -> Model:
    one = somebody()
    extra: dict[str, object] = {}
    if model in (Import, Subscription):
        extra = {"owner": one, "calendar": calendar(one)}
        extra |= {"data": b"x", "filename": "f"} if model is Import else {"url": "https://example.org/"}
    elif model is Export:
        extra = {"owner": one, "kind": "archive"}
    elif model is OutboxText:
        extra = {"kind": "code", "number_hash": b"x", "asked_on": NOW.date(), "ordinal": 1}
    elif model is PushTest:
        extra = {"device": fields.get("device") or device(one)}
    elif model is WebhookMessage:
        extra = {"webhook": fields.get("webhook") or webhook(one), "kind": "news.waiting", "key": uuid4()}
    return model._default_manager.create(next_at=NOW, created_at=NOW, **(extra | fields))


def phone(of: Person, **fields: object) -> Phone:
    return Phone.objects.create(person=of, number="+49", number_hash=b"x", created_at=NOW, **fields)


def suspension(of: Person, **fields: object) -> Suspension:
    return Suspension.objects.create(person=of, channel="sms", reason="refused", since=NOW, **fields)


def sent_text(provider_id: str) -> SentText:
    times = {"began_at": NOW, "changed_at": NOW}
    return SentText.objects.create(key=uuid4(), number_hash=b"x", provider_id=provider_id, **times)


def device(owner: Person) -> PushDevice:
    return PushDevice.objects.create(person=owner, endpoint_hash=uuid4().bytes, created_at=NOW)


def webhook(owner: Person, **fields: object) -> Webhook:
    return Webhook.objects.create(owner=owner, url="https://x.example/", created_at=NOW, **fields)


def twice(make: Callable[..., object], *args: object, **fields: object) -> Callable[[], object]:
    """A deed that is right once and wrong the second time."""
    make(*args, **fields)
    return lambda: make(*args, **fields)


FORBIDDEN: dict[str, Callable[[], Callable[[], object]]] = {
    "quiet_hours_have_both_ends_or_none": lambda: (
        lambda: Person.objects.create(email="q@y.z", quiet_from=time(22))
    ),
    "a_place_in_a_couple_holds_one_person": lambda: _second_in_one_place(),
    "a_couple_has_two_places": lambda: lambda: Membership.objects.filter(person=somebody()).update(slot=3),
    "a_couple_has_one_open_invitation": lambda: twice(invitation, a_couple(), somebody()),
    "an_invitation_expires_after_it_was_made": lambda: (
        lambda: invitation(a_couple(), somebody(), expires_at=NOW)
    ),
    "only_an_answered_invitation_has_an_answer_time": lambda: (
        lambda: invitation(a_couple(), somebody(), state="accepted")
    ),
    "a_person_has_one_calendar_of_their_own": lambda: lambda: calendar(somebody(), "own"),
    "a_calendar_holds_a_uid_once": lambda: twice(event, calendar(somebody())),
    "an_event_does_not_end_before_it_starts": lambda: (
        lambda: event(calendar(somebody()), last_end_at=NOW - timedelta(seconds=1))
    ),
    "an_event_is_shared_busy_or_private": lambda: lambda: event(calendar(somebody()), visibility="open"),
    "only_a_private_event_is_held_back": lambda: (
        lambda: event(calendar(somebody()), visibility="busy", visibility_before="shared")
    ),
    "an_import_does_no_more_than_it_has_to": lambda: lambda: due(Import, done_count=1),
    "export_is_leased_only_while_worked_on": lambda: lambda: due(Export, state="sending"),
    "export_has_an_end_once_it_is_over": lambda: lambda: due(Export, state="dead"),
    "what_happened_to_an_account_is_known": lambda: (
        lambda: SecurityEvent.objects.create(person=somebody(), what="rained", happened_at=NOW)
    ),
    "an_export_holds_no_more_than_there_is": lambda: lambda: due(Export, done_count=1),
    "an_export_that_is_ready_comes_to_an_end": lambda: lambda: due(Export, stage="ready"),
    "an_exports_parts_are_in_order": lambda: twice(
        ExportPart.objects.create, export=due(Export), number=0, data=b"x"
    ),
    "a_feed_holds_all_flagged_or_our_events": lambda: lambda: feed(somebody(), scope="mine"),
    "a_token_is_good_for_something": lambda: lambda: token(somebody(), scopes=""),
    "a_token_expires_after_it_was_made": lambda: lambda: token(somebody(), expires_at=NOW),
    "a_person_uses_an_idempotency_key_once": lambda: twice(kept_answer, somebody()),
    "a_person_has_one_ladder_for_a_kind_of_event": lambda: twice(ladder_set, somebody()),
    "a_ladder_is_for_a_kind_of_event_or_all": lambda: lambda: ladder_set(somebody(), kind="wedding"),
    "invitations_come_one_to_28_days_before": lambda: lambda: ladder_set(somebody(), early_days=29),
    "a_plan_is_read_one_to_7_days_before": lambda: lambda: ladder_set(somebody(), read_through_days=0),
    "a_card_comes_one_to_12_hours_before": lambda: lambda: ladder_set(somebody(), card_hours=13),
    "invitations_come_one_after_the_other": lambda: (
        lambda: ladder_set(somebody(), wants_talk=False, early_days=3)
    ),
    "a_part_of_a_country_needs_the_country": lambda: (
        lambda: LayerChoice.objects.create(person=somebody(), subdivision="BY")
    ),
    "a_birthday_is_on_a_day_of_the_year": lambda: (
        lambda: Birthday.objects.create(
            owner=somebody(), name="x", month=2, day=30, is_shared=False, created_at=NOW
        )
    ),
    "a_person_flags_an_occurrence_once": lambda: twice(flag, somebody()),
    "a_flag_has_a_level_from_1_to_3": lambda: lambda: flag(somebody(), 4),
    "a_flags_reasons_are_in_order": lambda: twice(
        FlagReason.objects.create, flag=flag(somebody()), chip="noise", position=0
    ),
    "an_occurrence_matters_once_to_a_person": lambda: twice(matters, somebody()),
    "mattering_is_low_medium_or_high": lambda: lambda: matters(somebody(), 0),
    "a_person_marks_an_occurrence_once": lambda: twice(
        Mark.objects.create, person=somebody(), created_at=NOW, **ABOUT
    ),
    "a_couple_has_one_plan_for_an_occurrence": lambda: twice(plan, a_couple()),
    "only_an_agreed_plan_outlives_the_couple": lambda: lambda: plan(a_couple(), closed_at=NOW),
    "what_is_agreed_is_on_the_table_or_older": lambda: lambda: plan(a_couple(), agreed_number=1),
    "a_partner_has_one_draft_of_a_plan": lambda: twice(draft, plan(a_couple()), somebody()),
    "a_plans_versions_are_numbered": lambda: twice(version, plan(a_couple())),
    "versions_count_from_one": lambda: lambda: version(plan(a_couple()), 0),
    "what_a_partner_heard_is_in_order": lambda: twice(reflection, version(plan(a_couple())), somebody()),
    "what_was_heard_counts_from_one": lambda: (
        lambda: reflection(version(plan(a_couple())), somebody(), sequence=0)
    ),
    "a_person_keeps_own_lines_once_for_an_occurrence": lambda: twice(own_lines, somebody()),
    "a_yes_and_its_taking_back_are_in_order": lambda: twice(agreement, version(plan(a_couple())), somebody()),
    "a_yes_comes_before_its_taking_back": lambda: (
        lambda: agreement(version(plan(a_couple())), somebody(), is_yes=False)
    ),
    "a_person_has_one_schedule_for_an_occurrence": lambda: twice(schedule, somebody()),
    "a_step_is_sent_once_per_schedule_version": lambda: twice(reminder, somebody()),
    "news_of_an_occurrence_is_merged_until_sent": lambda: _second_news(somebody()),
    "a_reminder_is_put_off_once": lambda: _put_off_twice(somebody()),
    "a_past_reminder_is_over": lambda: lambda: past_reminder(somebody(), state="leased"),
    "a_lane_rests_after_failures_only": lambda: (
        lambda: LaneRest.objects.create(lane="email", failures=0, rests_until=NOW)
    ),
    "a_lane_counts_a_thing_in_one_place": lambda: twice(
        Tally.objects.create, lane="email", what="sent", count=1
    ),
    "what_is_counted_grows": lambda: lambda: Tally.objects.create(lane="email", what="sent", count=-1),
    "a_person_says_once_how_it_was": lambda: twice(check_in, somebody()),
    "it_was_good_mixed_or_hard": lambda: lambda: check_in(somebody(), felt=4),
    "what_says_nothing_was_thrown_away_in_the_archive": lambda: lambda: check_in(somebody(), felt=None),
    "a_plan_helped_a_little_or_not": lambda: lambda: check_in(somebody(), helped=0),
    "an_answer_is_shown_together_now_or_never": lambda: lambda: check_in(somebody(), reveal="soon"),
    "what_is_kept_to_oneself_is_not_talked_over": lambda: lambda: check_in(somebody(), wants_to_talk_at=NOW),
    "only_what_they_wanted_to_talk_over_is_talked_over": lambda: (
        lambda: check_in(somebody(), reveal="now", talked_over_at=NOW)
    ),
    "only_a_demo_ends_by_itself": lambda: lambda: Person.objects.create_user("d@e.f", demo_until=NOW),
    "what_helps_a_partner_is_in_order": lambda: twice(a_help, somebody()),
    "quiet_helps_are_never_shared": lambda: lambda: a_help(somebody(), is_quiet=True, shared_at=NOW),
    "a_couple_has_one_standing_agreement": lambda: twice(standing, a_couple()),
    "only_what_both_held_to_outlives_the_couple": lambda: lambda: standing(a_couple(), closed_at=NOW),
    "standing_versions_are_numbered": lambda: twice(standing_version, standing(a_couple())),
    "standing_versions_count_from_one": lambda: lambda: standing_version(standing(a_couple()), 0),
    "standing_yeses_are_in_order": lambda: twice(
        standing_yes, standing_version(standing(a_couple())), somebody()
    ),
    "a_standing_yes_comes_before_its_taking_back": lambda: (
        lambda: standing_yes(standing_version(standing(a_couple())), somebody(), is_yes=False)
    ),
    "a_person_keeps_one_lesson_of_an_occurrence": lambda: twice(lesson, somebody()),
    "a_lesson_is_of_a_kind_of_event": lambda: lambda: lesson(somebody(), kind="party"),
    "a_lesson_is_shared_after_it_was_kept": lambda: (
        lambda: lesson(somebody(), shared_at=NOW - timedelta(seconds=1))
    ),
    "a_tap_is_one_call": lambda: twice(time_to_go, somebody(), key=uuid4()),
    "one_call_is_on_its_way_at_a_time": lambda: twice(time_to_go, somebody(), plan(a_couple())),
    "a_call_is_to_the_other": lambda: lambda: time_to_go(one := somebody(), recipient=one),
    "nobody_comes_before_they_are_called": lambda: (
        lambda: time_to_go(somebody(), coming_at=NOW - timedelta(seconds=1))
    ),
    "timetogo_is_leased_only_while_worked_on": lambda: lambda: time_to_go(somebody(), state="leased"),
    "timetogo_has_an_end_once_it_is_over": lambda: lambda: time_to_go(somebody(), state="sent"),
    "an_occurrence_is_talked_over_in_one_place": lambda: twice(repair, a_couple()),
    "what_is_paused_is_not_going_on": lambda: lambda: repair(a_couple(), began_at=NOW, paused_at=NOW),
    "the_last_part_is_written_not_said_aloud": lambda: lambda: repair(a_couple(), spoken=6),
    "a_person_has_one_line_in_a_part_of_the_talk": lambda: twice(repair_line, somebody()),
    "a_line_belongs_to_a_part_of_the_talk": lambda: lambda: repair_line(somebody(), part="their_part"),
    "a_line_is_shared_once_it_is_done": lambda: lambda: repair_line(somebody(), shared_at=NOW),
    "a_nudge_about_an_event_is_counted_once": lambda: twice(
        Nudge.objects.create, sender=somebody(), uid="party@work", nudged_at=NOW
    ),
    "a_talk_is_called_once_at_its_time": lambda: twice(reminder, somebody(), step="talk-now"),
    "an_occurrence_has_one_open_talk": lambda: twice(talk, a_couple(), somebody()),
    "an_open_talk_has_not_ended": lambda: lambda: talk(a_couple(), somebody(), ended_at=NOW),
    "a_suggested_talk_has_no_yes_and_an_accepted_one_has": lambda: (
        lambda: talk(a_couple(), somebody(), accepted_at=NOW)
    ),
    "an_accepted_talk_stands_in_the_calendar": lambda: (
        lambda: talk(a_couple(), somebody(), state="accepted", accepted_at=NOW)
    ),
    "only_an_accepted_talk_stands_in_the_calendar": lambda: (
        lambda: talk(a_couple(), one := somebody(), event=event(calendar(one)))
    ),
    "a_person_mutes_an_occurrence_once": lambda: twice(
        Muted.objects.create, person=somebody(), created_at=NOW, **ABOUT
    ),
    "a_code_has_an_end": lambda: lambda: phone(somebody(), code_hash=b"x"),
    "a_code_is_tried_so_often_and_no_more": lambda: lambda: phone(somebody(), code_tries=6),
    "a_channel_is_suspended_once": lambda: twice(suspension, somebody()),
    "a_channel_is_lifted_after_it_was_suspended": lambda: (
        lambda: suspension(somebody(), lifted_at=NOW - timedelta(seconds=1))
    ),
    "a_number_is_stopped_once": lambda: twice(StoppedNumber.objects.create, number_hash=b"x", stopped_at=NOW),
    "a_bounce_is_heard_once": lambda: twice(MailEvent.objects.create, digest=b"x", heard_at=NOW),
    "attempts_are_numbered": lambda: twice(
        Delivery.objects.create, reminder=reminder(somebody()), attempt=1, began_at=NOW
    ),
    "a_person_has_one_link_per_step": lambda: lambda: _two_links(somebody()),
    "a_rendered_feed_has_its_validators": lambda: lambda: feed(somebody(), body_version=1),
    "reminder_is_leased_only_while_worked_on": lambda: lambda: reminder(somebody(), state="leased"),
    "reminder_has_an_end_once_it_is_over": lambda: lambda: reminder(somebody(), state="sent"),
    "the_digest_comes_on_a_day_of_the_week": lambda: (
        lambda: Person.objects.create(email="d@y.z", digest_weekday=8)
    ),
    "only_what_has_begun_shares_a_message": lambda: lambda: reminder(somebody(), message_key=uuid4()),
    "only_what_is_over_is_dismissed": lambda: lambda: reminder(somebody(), dismissed_at=NOW),
    "outboxtext_is_leased_only_while_worked_on": lambda: lambda: due(OutboxText, state="leased"),
    "outboxtext_has_an_end_once_it_is_over": lambda: lambda: due(OutboxText, state="sent"),
    "a_text_is_one_of_the_few_of_its_day": lambda: twice(due, OutboxText),
    "a_number_gets_few_texts_of_a_kind_a_day": lambda: lambda: due(OutboxText, ordinal=11),
    "a_provider_names_each_text_once": lambda: twice(sent_text, "SM1"),
    "outboxmail_is_leased_only_while_worked_on": lambda: lambda: due(OutboxMail, lease_token=uuid4()),
    "outboxmail_has_an_end_once_it_is_over": lambda: lambda: due(OutboxMail, ended_at=NOW),
    "import_is_leased_only_while_worked_on": lambda: lambda: due(Import, state="sending"),
    "the_last_deed_on_an_event_can_be_undone": lambda: twice(undo, somebody(), uuid4()),
    "a_deed_can_be_undone_for_a_while": lambda: lambda: undo(somebody(), uuid4(), lasts=timedelta()),
    "import_has_an_end_once_it_is_over": lambda: lambda: due(Import, state="dead"),
    "subscription_is_leased_only_while_worked_on": lambda: lambda: due(Subscription, state="leased"),
    "subscription_has_an_end_once_it_is_over": lambda: lambda: due(Subscription, state="dead"),
    "a_subscription_is_read_every_quarter_hour_to_every_day": lambda: (
        lambda: due(Subscription, every=timedelta(minutes=5))
    ),
    "pushtest_is_leased_only_while_worked_on": lambda: lambda: due(PushTest, state="sending"),
    "pushtest_has_an_end_once_it_is_over": lambda: lambda: due(PushTest, state="dead"),
    "a_device_is_tested_once_at_a_time": lambda: twice(due, PushTest, device=device(somebody())),
    "webhookmessage_is_leased_only_while_worked_on": lambda: lambda: due(WebhookMessage, state="sending"),
    "webhookmessage_has_an_end_once_it_is_over": lambda: lambda: due(WebhookMessage, state="dead"),
    "a_plan_is_let_go_once": lambda: _let_go_twice(somebody()),
    "whoever_is_gone_has_no_name_and_does_not_sign_in": lambda: (
        lambda: Person.objects.create(email="g@y.z", name="Ada", gone_at=NOW)
    ),
    "a_webhook_is_told_a_thing_once": lambda: twice(
        due, WebhookMessage, webhook=webhook(somebody()), key=uuid4()
    ),
    "a_webhook_is_told_what_there_is_to_tell": lambda: lambda: due(WebhookMessage, kind="gossip"),
    "a_webhook_rests_after_failures_only": lambda: lambda: webhook(somebody(), rests_until=NOW),
    "a_webhook_stops_after_it_failed": lambda: lambda: webhook(somebody(), stopped_at=NOW),
    "a_subscription_that_holds_something_was_fetched": lambda: lambda: due(Subscription, content_hash="x"),
}


def undo(owner: Person, event_id: UUID, *, lasts: timedelta = timedelta(hours=1)) -> Undo:
    return Undo.objects.create(owner=owner, event_id=event_id, created_at=NOW, expires_at=NOW + lasts)


def _second_in_one_place() -> Callable[[], object]:
    first, second = somebody(), somebody()
    taken = Membership.objects.get(person=first)
    return lambda: Membership.objects.filter(person=second).update(couple=taken.couple, slot=taken.slot)


def _second_news(to: Person) -> Callable[[], object]:
    reminder(to, step="news")
    return lambda: reminder(to, step="news", schedule_version=2)


def _put_off_twice(by: Person) -> Callable[[], object]:
    had = reminder(by)
    reminder(by, again_of=had)
    return lambda: reminder(by, again_of=had, schedule_version=2)


def _let_go_twice(by: Person) -> Callable[[], object]:
    return twice(LetGo.objects.create, plan=plan(Membership.objects.get(person=by).couple), person=by, at=NOW)


def _two_links(of: Person) -> None:
    for number in (1, 2):
        UnsubscribeLink.objects.create(person=of, step="talk", token_hash=bytes([number]))


def test_every_constraint_is_tried() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("planner").get_models()
        for constraint in model._meta.constraints
    }

    assert named == set(FORBIDDEN)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_constraint_refuses(name: str) -> None:
    deed = FORBIDDEN[name]()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        deed()

    # SQLite names a broken CHECK, but of a broken UNIQUE only its columns.
    assert name in str(refused.value) or "UNIQUE" in str(refused.value)
