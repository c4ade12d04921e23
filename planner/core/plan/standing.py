"""The standing agreement: what the two hold to at every event.

It says what a plan says, less what belongs to one evening: asks, a line to each other, how they go.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from planner.core.plan import draft_merge, draft_parts, plan_content, two_yeses
from planner.core.plan.draft_parts import TRANSPORT
from planner.core.plan.plan_content import MAX_TEXT, Content, Leaving
from planner.core.plan.two_yeses import Version
from planner.errors import Invalid, NeedsPartner, NotFound, NothingSaid, Stale, TooLongTogether

TEXTS = ("arriving", "staying_connected", "introductions", "signal", "people", "afterwards")
"""The fields of free text that hold at every event."""


@dataclass(frozen=True, slots=True)
class Standing:
    partners: tuple[UUID, ...]
    """One, while used alone, or two."""
    versions: tuple[Version, ...] = ()
    """Oldest first."""

    @property
    def agreed(self) -> Version | None:
        """What both say yes to now; it stays readable while a newer version waits."""
        return two_yeses.agreed(self.versions, self.partners)

    @property
    def agreed_number(self) -> int:
        return self.agreed.number if self.agreed else 0

    @property
    def open(self) -> Version | None:
        """What waits for the other's yes."""
        return two_yeses.waiting(self.versions, self.partners)

    @property
    def table(self) -> Version | None:
        """What the next version is written on."""
        return two_yeses.on_the_table(self.versions, self.partners)


def common(content: Content) -> Content:
    """What of this content can hold at every event."""
    return Content(
        if_thens=content.if_thens,
        signal_means=content.signal_means,
        leaving=content.leaving,
        **{name: getattr(content, name) for name in TEXTS},
    )


def check(content: Content) -> None:
    """Nothing, if it can hold at every event and keeps its limits; else Invalid, TooLong or TooMany."""
    plan_content.check(content)
    if content != common(content):
        raise Invalid


def joined(was: Content, mine: Content, kept: Content, *, me: UUID) -> Content:
    """What is sent now with what was kept in another window since the page was filled with `was`.

    Where both wrote in the same place both stand there. Raises `TooLongTogether` where they do not fit.
    """
    merged = draft_merge.merge(was, mine, kept, me=me)
    content = merged.content
    for spare in merged.spares:
        if spare.field in (*TEXTS, TRANSPORT):
            text = "\n".join((*draft_parts.of(content, me)[spare.key], *spare.words))
            if len(text) > MAX_TEXT:
                raise TooLongTogether(field=spare.field)
            content = draft_merge.chosen(content, replace(spare, words=(text,)), me=me)
    return replace(content, leaving=None) if content.leaving == Leaving() else content


def propose(standing: Standing, *, by: UUID, content: Content, base: int) -> Version:
    """The next version, which carries the proposer's yes.

    Raises Stale unless `base` is the version on the table (0 is none), NothingSaid, NeedsPartner, NotFound,
    and what `check` raises.
    """
    _refuse_unless_two(standing, by)
    two_yeses.refuse_stale(standing.versions, standing.partners, base)
    check(content)
    if plan_content.says_nothing(content):
        raise NothingSaid("There is nothing in it yet. Write one line of it first.")
    return two_yeses.following(standing.versions, content, by=by)


def agree(standing: Standing, *, by: UUID, version: int) -> Version:
    """The version with this partner's yes; agreeing twice is agreeing once.

    Raises Stale unless it is the one on the table, NeedsPartner, NotFound.
    """
    _refuse_unless_two(standing, by)
    if version == 0:
        raise Stale
    two_yeses.refuse_stale(standing.versions, standing.partners, version)
    found = two_yeses.numbered(standing.versions, version)
    return replace(found, yes=found.yes | {by})


def take_back(standing: Standing, *, by: UUID, version: int) -> Version:
    """The version without this partner's yes; unchanged if they had given none. Raises NotFound."""
    if by not in standing.partners:
        raise NotFound
    return two_yeses.without(two_yeses.numbered(standing.versions, version), by, standing.partners)


def _refuse_unless_two(standing: Standing, by: UUID) -> None:
    if by not in standing.partners:
        raise NotFound
    if len(standing.partners) < 2:
        raise NeedsPartner
