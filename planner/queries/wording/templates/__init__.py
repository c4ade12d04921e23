"""Templates: a few lines for each kind of event, to choose from.

Asks go on after "I'd love it if you …", in both directions: of the one whose world it is, and of the one who
finds it harder. No line tells anybody to stay away from an event or from a person.
"""

from collections.abc import Iterable

from django.utils.functional import Promise

from planner.core.plan.beginnings import Line, Place, Template
from planner.queries.wording.templates.gatherings import GATHERINGS
from planner.queries.wording.templates.other_days import OTHER_DAYS
from planner.queries.wording.templates.words import Words
from planner.queries.wording.templates.work_and_family import WORK_AND_FAMILY

_ALL = (*WORK_AND_FAMILY, *GATHERINGS, *OTHER_DAYS)


def templates(kind: str) -> tuple[Template, ...]:
    """Those for this kind of event, in the reader's language; first those that are for it before all."""
    found = [one for one in _ALL if kind in one.kinds]
    return tuple(_spoken(one) for one in sorted(found, key=lambda one: one.kinds.index(kind)))


def _spoken(words: Words) -> Template:
    return Template(
        key=words.key,
        name=str(words.name),
        at_home=_each(words.at_home),
        as_guest=_each(words.as_guest),
        lines=(
            *(Line(Place.IF_THEN, str(if_), str(then_we)) for if_, then_we in words.if_thens),
            *(Line(place, str(text)) for place, text in words.texts),
        ),
    )


def _each(texts: Iterable[Promise]) -> tuple[str, ...]:
    return tuple(str(text) for text in texts)
