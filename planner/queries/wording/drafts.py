"""What was written in another window, in words: which part of the plan it is, and what it says."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planner.core.plan.draft_merge import Spare
from planner.queries.wording.plans import HOWS, REPLIES, SIGNALS
from planner.queries.wording.tables import Words, words

NAMES: Words = {
    "how": gettext_lazy("How we go"),
    "ask": gettext_lazy("You ask"),
    "answer": gettext_lazy("You answer"),
    "if_then": gettext_lazy("If … then we …"),
    "signal_means": gettext_lazy("What the signal means"),
    "signal": gettext_lazy("A signal between us"),
    "latest": gettext_lazy("At the latest at"),
    "transport": gettext_lazy("The way home"),
    "arriving": gettext_lazy("Arriving"),
    "staying_connected": gettext_lazy("Staying connected"),
    "introductions": gettext_lazy("Introductions"),
    "people": gettext_lazy("People and boundaries"),
    "afterwards": gettext_lazy("Afterwards"),
    "line": gettext_lazy("A line to each other"),
    "in_return": gettext_lazy("In return"),
}


def spare_name(spare: Spare) -> str:
    return words(NAMES, spare.field)


def spare_text(spare: Spare, *, names: Mapping[UUID, str]) -> str:
    """`names` says who is meant where it is about who goes."""
    first, *rest = spare.words
    if spare.field == "how":
        goes = names.get(UUID(rest[0]), "") if rest[0] else ""
        return ": ".join(part for part in (words(HOWS, first), goes) if part)
    if spare.field == "answer":
        return ": ".join(part for part in (words(REPLIES, first), rest[0]) if part)
    if spare.field == "if_then":
        return _("If %(if)s, then we %(then)s.") % {"if": first, "then": rest[0]}
    return words(SIGNALS, first) if spare.field == "signal_means" else first
