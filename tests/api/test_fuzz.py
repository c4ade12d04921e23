"""Made-up requests break nothing, and somebody else's ids open nothing."""

import os

import pytest
from django.core.cache import cache
from django.utils import timezone

from backend.api.rules.throttles import Mails, PerPerson
from tests.fuzz import asking
from tests.privacy import world
from tests.privacy.crawl import Asker
from tests.privacy.world import World

pytestmark = pytest.mark.django_db

EACH = int(os.environ.get("ALONGSIDE_FUZZ_EACH", "1"))
"""How many made-up requests of each kind; `make fuzz` asks for more."""


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> World:
    for throttle in (PerPerson, Mails):
        monkeypatch.setattr(throttle, "rate", None, raising=False)
        monkeypatch.setattr(throttle, "THROTTLE_RATES", {throttle.scope: None})
    cache.clear()
    return world.build(timezone.now())


def test_made_up_requests_break_nothing(planted: World) -> None:
    found = asking.run(Asker.of(planted.ada), planted.open(), each=EACH)

    assert found.broken == []
    assert found.count > 150
    print(f"fuzz: {found.count} requests, {dict(sorted(found.statuses.items()))}, 0 broken")
    # They got as far as deeds that take place.
    assert found.statuses[200] + found.statuses[201] > 20 and found.statuses[204] > 5


def test_ids_of_one_open_nothing_for_another(planted: World) -> None:
    words = [word.encode() for word in (planted.private | planted.shared | planted.secret).values()]

    def is_fine(answer: asking.Answer) -> bool:
        return answer.is_sound and not any(word in answer.body for word in words)

    found = asking.run(
        Asker.of(planted.stranger), planted.open(), each=EACH, modes=asking.MODES[:1], is_fine=is_fine
    )

    assert found.broken == []
    assert found.statuses[404] > 50
    print(f"fuzz: {found.count} requests of a stranger, {found.statuses[404]} told of nothing, 0 broken")
