"""The way of a reminder in one process: a flag, a tick, a real mail server, an agreement, silence."""

import email.policy
from datetime import UTC, datetime, time, timedelta

from planner.actions.feelings import flags
from planner.actions.plan import plans
from planner.core.plan.plan_content import Answer, Ask, Content, IfThen, Leaving, Reply
from planner.queries.reminders import reminders as log
from tasks.lanes import reminders as jobs
from tests.actions.reminders.engine import awake_at_all_hours
from tests.factories import Couple, event
from tests.sinks.smtp import Server


def test_a_flag_reminds_its_owner_and_an_agreement_turns_nagging_into_a_card(
    couple: Couple, smtp: Server
) -> None:
    awake_at_all_hours()
    now = datetime.now(UTC)
    flagged_at = now - timedelta(days=10)
    start = (now + timedelta(days=1)).replace(tzinfo=None, microsecond=0)
    event_id = event(couple.ada, "Zebra party", start, now=flagged_at)
    flags.flag(couple.ada, event_id, "", level=2, note="SENTINEL", now=flagged_at)

    jobs.tick("email")

    (mail,) = smtp.messages
    assert mail["To"] == "ada@example.org"
    assert mail["Subject"] == "Still time for a quarter of an hour"
    text = mail.as_string(policy=email.policy.default)
    assert "Only you got this." in text and "SENTINEL" not in text

    plan_id = plans.start(couple.ada, event_id, "", now=now)
    content = Content(
        asks=(Ask("a1", couple.ada, "Stay near me."),),
        if_thens=(IfThen("we lose each other", "meet at the coats"),),
        leaving=Leaving(time(22, 30)),
    )
    plans.propose(couple.ada, plan_id, content, base=0, now=now)
    plans.agree(couple.ben, plan_id, version=1, answers={"a1": Answer(Reply.YES)}, now=now)

    coming = log.log(couple.ada, now=now)
    assert "last-call" not in {one.step for one in coming.next}
    assert {"card", "check-in"} <= {one.step for one in coming.next}
    sent = [(one.step, one.state) for one in coming.past if one.state == "sent"]
    assert sent == [("last-call", "sent")]
