"""Whatever somebody types is words on every page, over every route of the URL conf."""

from dataclasses import replace

import pytest

from planner.core.calendar import events
from planner.models import (
    Birthday,
    Calendar,
    Event,
    Feed,
    Flag,
    FlagReason,
    Import,
    Lesson,
    Matters,
    Person,
    Plan,
    PushDevice,
    RepairLine,
)
from tests.privacy.crawl import Asker, addresses
from tests.privacy.routes import all_routes
from tests.privacy.world import World

pytestmark = pytest.mark.django_db

MARKUP = "<b id='x'>\"&"
TYPED = (
    (Birthday, "name"),
    (Person, "name"),
    (Calendar, "name"),
    (Feed, "name"),
    (Flag, "note"),
    (FlagReason, "text"),
    (Import, "filename"),
    (Lesson, "text"),
    (RepairLine, "text"),
    (Matters, "why"),
    (Plan, "title"),
    (PushDevice, "label"),
)


@pytest.fixture
def marked(planted: World, db: None) -> World:
    for model, field in TYPED:
        model._default_manager.update(**{field: MARKUP})
    for event in Event.objects.all():
        Event.objects.filter(id=event.id).update(compiled=_marked(event.compiled))
    return planted


def _marked(compiled: str) -> str:
    parsed = events.from_json(compiled)
    texts = {"summary": MARKUP, "location": MARKUP, "description": MARKUP}
    return events.to_json(
        replace(parsed, components=tuple(replace(one, **texts) for one in parsed.components))
    )


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_no_page_takes_what_was_typed_for_markup(marked: World, who: str) -> None:
    asker = Asker.of(getattr(marked, who))

    answers = asker.get_each(addresses(all_routes(), marked.all()))

    pages = [one for one in answers if dict(one.headers).get("Content-Type", "").startswith("text/html")]
    assert sum(b"&lt;b id=" in one.body for one in pages) > 10
    assert [one.label for one in pages if MARKUP[:-2].encode() in one.body] == []
