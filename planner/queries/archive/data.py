"""`alongside.json`: everything once more, for programs, as docs/export.md describes it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from planner.core.plan.plan_content import Content
from planner.core.reminding import ladder_sets
from planner.core.reminding.reminders import Step
from planner.models import Event
from planner.queries.archive import us
from planner.queries.archive.facts import About, Facts, LookedBack, Mattering, TalkedOver
from planner.queries.archive.us import MINE, THEIRS
from planner.queries.calendar.event_views import last_wall
from planner.queries.people import sight
from planner.queries.views import (
    FeedView,
    FlagView,
    LadderSetView,
    LessonView,
    OwnLinesView,
    PlanView,
    ReflectionView,
    ReminderView,
    TalkView,
    TokenView,
    VersionView,
)

FORMAT, VERSION = "alongside", 1
_CHOICES = ("scope", "with_titles", "with_alarms", "with_subscriptions")


def written(facts: Facts, events: Iterable[list[Event]]) -> Iterator[str]:
    """The JSON text in pieces, the events last."""
    head = _json({"format": FORMAT, "version": VERSION, "made_at": facts.now} | sections(facts))
    yield head[:-1] + ', "events": ['
    comma = ""
    for batch in events:
        yield comma + ",\n".join(_json(event(row)) for row in batch)
        comma = ",\n" if batch else comma
    yield "]}\n"


def sections(facts: Facts) -> dict[str, Any]:
    """All but the events, as plain values."""
    return {
        **_account(facts),
        "flags": [_flag(one) for one in facts.flags],
        "matters": [_matters(one) for one in facts.matters],
        "own_lines": [_own_lines(one) for one in facts.own_lines],
        "not_needed": [_about(one) for one in facts.not_needed],
        "muted": [_about(one) for one in facts.muted],
        "plans": [_plan(one) for one in facts.plans],
        "talks": [_talk(one) for one in facts.talks],
        "check_ins": [_check_in(one) for one in facts.check_ins],
        "lessons": [_lesson(one) for one in facts.lessons],
        **us.sections(facts),
        "talked_over": [_talked_over(one) for one in facts.talked_over],
        "reminders": {
            "next": [_reminder(one) for one in facts.reminders.next],
            "past": [_reminder(one) for one in facts.reminders.past],
            "stopped": list(facts.stopped),
            "ladders": [_ladder(one) for one in facts.ladders],
        },
        "feeds": [_key(one) | _some(one.choices, *_CHOICES) for one in facts.feeds],
        "tokens": [_key(one) for one in facts.tokens],
        "devices": [_some(one, "label", "created_at") for one in facts.devices],
        "layers": _some(facts.layers, "country", "subdivision", "shows_birthdays"),
        "birthdays": [_some(one, "name", "month", "day", "year", "is_shared") for one in facts.birthdays],
    }


_PERSON = (
    *("name", "email", "tzid", "language"),
    *("quiet_from", "quiet_until", "digest_weekday", "digest_at"),
)


def _account(facts: Facts) -> dict[str, Any]:
    partner, asked = facts.couple.partner, facts.invitation
    return {
        "person": _some(facts.me, *_PERSON) | {"phone": facts.phone.number if facts.phone else None},
        "couple": {
            "partner": partner.name if partner else None,
            "since": facts.couple.since,
            "time_to_go": facts.phrase.words,
        },
        "invitation": _some(asked, "email", "expires_at") if asked else None,
        "calendars": [_some(one, "id", "name", "source", "visibility") for one in facts.calendars],
        "subscriptions": [
            _some(one, "name", "host", "has_password", "visibility") for one in facts.subscriptions
        ],
    }


def event(row: Event) -> dict[str, Any]:
    """One of the person's own events; `text` is its iCalendar text as it was received or written."""
    first = sight.parsed(row).components[0]
    return {
        "id": row.id,
        "uid": row.uid,
        "calendar_id": row.calendar_id,
        "title": first.summary,
        "location": first.location,
        "description": first.description,
        "start": first.start.wall,
        "end": last_wall(first),
        "is_all_day": first.start.is_date,
        "tzid": first.start.tzid,
        "rrule": next(iter(first.rrules), ""),
        "kind": row.kind,
        "world": row.world,
        "visibility": row.visibility,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
        "text": row.ics,
    }


def _flag(one: FlagView) -> dict[str, Any]:
    return {
        **_about(About(one.event_id, one.recurrence_id, one.title)),
        "level": one.level,
        "is_level_shared": one.is_level_shared,
        "reasons": [
            {"chip": each.chip, "text": each.text, "is_shared": each.is_shared} for each in one.reasons
        ],
        "note": one.note,
        "is_note_shared": one.is_note_shared,
    }


def _matters(one: Mattering) -> dict[str, Any]:
    return {
        **_about(one.about),
        "level": one.level,
        "is_level_shared": one.is_level_shared,
        "why": one.why,
        "is_why_shared": one.is_why_shared,
    }


def _own_lines(one: OwnLinesView) -> dict[str, Any]:
    return _about(About(one.event_id, one.recurrence_id, one.title)) | _some(one, "coping", "quiet_helps")


def _ladder(one: LadderSetView) -> dict[str, Any]:
    steps = [step for step in Step if step in one.rungs.steps]
    return {"kind": one.kind, "steps": steps} | ladder_sets.written(one.rungs)


def _about(one: About) -> dict[str, Any]:
    return {"event_id": one.event_id, "recurrence_id": one.recurrence_id, "title": one.title}


def _plan(one: PlanView) -> dict[str, Any]:
    seen = one.occurrence
    return {
        "id": one.id,
        "event_id": seen.event_id if seen else None,
        "recurrence_id": seen.recurrence_id if seen else "",
        "title": one.title,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "state": one.state,
        "is_closed": one.is_closed,
        "partner": one.partner.name if one.partner else None,
        "draft": _content(one, one.draft) if one.draft else None,
        "spares": [{"field": spare.field, "words": list(spare.words)} for spare in one.spares],
        "agreed_number": one.agreed.number if one.agreed else None,
        "versions": [_version(one, each) for each in one.versions],
        "reflections": [_reflection(each) for each in one.reflections],
    }


def _reflection(one: ReflectionView) -> dict[str, Any]:
    by = MINE if one.by_me else THEIRS
    return {"by": by, "version": one.number} | _some(one, "text", "said_on", "reply", "reply_text")


def _version(plan: PlanView, one: VersionView) -> dict[str, Any]:
    return us.said(one) | {"content": _content(plan, one.content)}


def _content(plan: PlanView, said: Content) -> dict[str, Any]:
    return {
        "how": said.how,
        "who_goes": _whose(plan, said.who_goes),
        "asks": [
            {
                "by": _whose(plan, ask.by),
                "text": ask.text,
                "reply": ask.answer.reply if ask.answer else None,
                "answer": ask.answer.text if ask.answer else "",
            }
            for ask in said.asks
        ],
        "in_return": said.in_return,
        "arriving": said.arriving,
        "staying_connected": said.staying_connected,
        "introductions": said.introductions,
        "if_thens": us.if_thens(said),
        "signal": said.signal,
        "signal_means": said.signal_means,
        "leaving": us.leaving(said),
        "people": said.people,
        "afterwards": said.afterwards,
        "lines": [{"by": _whose(plan, person), "text": text} for person, text in said.lines],
    }


def _whose(plan: PlanView, person: UUID | None) -> str | None:
    if person is None:
        return None
    return MINE if person == plan.me.id else THEIRS


def _talk(one: TalkView) -> dict[str, Any]:
    about = one.about
    return {
        **_about(About(about.event_id, about.recurrence_id, about.title) if about else About(None, "", "")),
        "starts_at": one.slot.starts_at,
        "state": one.state,
        "by": MINE if one.by_me else THEIRS,
    }


def _check_in(one: LookedBack) -> dict[str, Any]:
    return _about(one.about) | _some(one.answer, "felt", "helped", "line", "reveal")


def _lesson(one: LessonView) -> dict[str, Any]:
    about = _about(About(one.event_id, one.recurrence_id, one.title))
    return about | _some(one, "kind", "happened_on", "text", "is_shared")


def _talked_over(one: TalkedOver) -> dict[str, Any]:
    words = [
        _some(each, "part", "text", "is_shared") | {"feelings": list(each.feelings)} for each in one.words
    ]
    return _about(one.about) | {"words": words}


def _reminder(one: ReminderView) -> dict[str, Any]:
    return {
        "event_id": one.event_id,
        "recurrence_id": one.recurrence_id,
        "step": one.step,
        "channel": one.channel,
        "state": one.state,
        "reason": one.reason,
        "due_local": one.due_local,
        "sent_local": one.sent_local,
    }


def _key(one: FeedView | TokenView) -> dict[str, Any]:
    """A feed or a token: never its address or itself, of which only hashes are kept."""
    return _some(one, "name", "created_at", "last_used_on")


def _some(view: Any, *names: str) -> dict[str, Any]:
    """These fields under their own names: a field that is added to a view does not go out by itself."""
    return {name: getattr(view, name) for name in names}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
