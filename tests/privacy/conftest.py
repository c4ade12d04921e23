"""One world for all questions of a module: each test lies in a savepoint inside of it, and is undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests.privacy import world
from tests.privacy.crawl import Asked, Asker, addresses
from tests.privacy.routes import all_routes
from tests.privacy.world import World


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Building it takes longer than most questions; nobody changes it but in a test's own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.build(timezone.now())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def ben(planted: World) -> Asker:
    return Asker.of(planted.ben)


@pytest.fixture(scope="module")
def seen_by_ben(planted: World, ben: Asker) -> list[Asked]:
    """What stands at every address there is, for ben."""
    return ben.get_each(addresses(all_routes(), planted.all()))


@pytest.fixture(scope="module")
def seen_by_ada(planted: World) -> list[Asked]:
    return Asker.of(planted.ada).get_each(addresses(all_routes(), planted.all()))
