"""What the two hold to, what helps, and notes on people, as `alongside.json` says it."""

from typing import Any

from planner.core.plan.plan_content import Content
from planner.core.plan.standing import TEXTS
from planner.queries.archive.facts import Facts
from planner.queries.views import VersionView

MINE, THEIRS = "me", "other"


def sections(facts: Facts) -> dict[str, Any]:
    """What the two hold to, and what is this person's own about what helps and about people."""
    standing = facts.standing
    return {
        "standing_agreement": {
            "draft": _content(standing.draft) if standing.draft else None,
            "agreed_number": standing.agreed.number if standing.agreed else None,
            "versions": [_version(one) for one in standing.versions],
        },
        "held_to": [{"agreed_on": one.agreed_on, "content": _content(one.content)} for one in facts.held_to],
        "helps": [{"text": one.text, "is_shared": one.is_shared} for one in facts.helps.mine],
        "quiet_helps": [one.text for one in facts.helps.quiet],
        "person_notes": [{"name": one.name, "note": one.note} for one in facts.person_notes],
    }


def _version(one: VersionView) -> dict[str, Any]:
    return said(one) | {"content": _content(one.content)}


def _content(words: Content) -> dict[str, Any]:
    """What holds at every event, under the names that it has in a plan."""
    return {
        "if_thens": if_thens(words),
        "leaving": leaving(words),
        "signal_means": words.signal_means,
        **{name: getattr(words, name) for name in TEXTS},
    }


def said(one: VersionView) -> dict[str, Any]:
    """Who proposed a version, when, and who says yes to it."""
    return {
        "number": one.number,
        "by": MINE if one.by_me else THEIRS,
        "proposed_on": one.proposed_on,
        "my_yes": one.my_yes,
        "their_yes": one.their_yes,
    }


def if_thens(words: Content) -> list[dict[str, str]]:
    return [{"if": line.if_, "then_we": line.then_we} for line in words.if_thens]


def leaving(words: Content) -> dict[str, Any] | None:
    left = words.leaving
    return {"latest": left.latest, "transport": left.transport} if left else None
