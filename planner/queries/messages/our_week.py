"""What the weekly digest says. No title in the subject or before the link, where a lock screen shows it."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.queries import wording
from planner.queries.messages.digests import Line, Week
from planner.queries.messages.words import Section, Words, greeting

MOST = 20
"""More lines than that nobody reads."""


def of(name: str, week: Week, *, unsubscribe: str) -> Words:
    """The words of one digest, in the active language."""
    return Words(
        subject=_("Our week"),
        greeting=greeting(name),
        opening=_("Here is what is coming, and what is still open. Two minutes are enough for a look."),
        link=f"{settings.PUBLIC_URL}/",
        link_label=_("Look ahead"),
        sections=tuple(_sections(week)),
        unsubscribe=unsubscribe,
        closing=_("What says “only you” your partner does not see.") if _has_own(week) else "",
    )


def _sections(week: Week) -> Iterator[Section]:
    if week.coming:
        yield Section(_("What is coming"), tuple(_lines(week.coming)))
    if week.open:
        yield Section(_("What is still open"), tuple(_lines(week.open)))


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    yield from map(_line, lines[:MOST])
    more = len(lines) - MOST
    if more > 0:
        yield ngettext("and one more", "and %(n)d more", more) % {"n": more}


def _line(one: Line) -> str:
    parts = [_when(one), one.title or _("No title")]
    if one.state is not None:
        parts.append(wording.words(wording.STATES, one.state))
    if one.is_only_mine:
        parts.append(_("only you"))
    return " · ".join(parts)


def _when(one: Line) -> str:
    says = wording.written if one.is_all_day else wording.moment
    return says(one.start_local, "l, j F")


def _has_own(week: Week) -> bool:
    both: Iterable[Line] = (*week.coming, *week.open)
    return any(one.is_only_mine for one in both)
