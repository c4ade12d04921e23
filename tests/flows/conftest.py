"""The program in its two sizes, a couple in each, and a real browser."""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import services
from tests.flows import system
from tests.flows.people import Somebody
from tests.flows.system import System
from tests.sinks import smtp

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAST_LINES = 40


@dataclass(frozen=True)
class Two:
    """A couple that can sign in and has personal tokens."""

    ada: Somebody
    ben: Somebody

    @classmethod
    def seeded(cls, where: System) -> "Two":
        return cls(*(Somebody(url=where.url, **one) for one in where.seed("couple")))


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with system.embedded(tmp_path_factory.mktemp("embedded")) as running:
        yield running


@pytest.fixture(scope="session")
def mail() -> Iterator[smtp.Server]:
    """The mail server of the grown system; it keeps what arrives."""
    with smtp.running() as server:
        yield server


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory, mail: smtp.Server, worker_id: str) -> Iterator[System]:
    var = tmp_path_factory.mktemp("grown")
    with (
        services.fresh_postgres(f"alongside_flows_{os.getpid()}_{worker_id}") as database_url,
        services.fresh_redis() as redis_url,
        system.grown(var, database_url=database_url, redis_url=redis_url, email_url=mail.url) as running,
    ):
        yield running


@pytest.fixture
def embedded_two(embedded: System) -> Two:
    return Two.seeded(embedded)


@pytest.fixture
def grown_two(grown: System) -> Two:
    return Two.seeded(grown)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """For one test only: while Playwright runs, its event loop keeps Django's own tests from the database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=services.chromium(), args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails shows what the processes said last."""
    report = yield
    if report.failed:
        for page in (value for value in item.funcargs.values() if isinstance(value, Page)):
            report.sections.append((f"what stood on {page.url}", page.locator("body").inner_text()))
        for where in (value for value in item.funcargs.values() if isinstance(value, System)):
            for name, text in where.logs().items():
                report.sections.append((f"last words of {name}", "\n".join(text.splitlines()[-LAST_LINES:])))
    return report
