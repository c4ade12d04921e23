"""`make screens`: every screen for both partners, in light and dark, on phone and desk, looked at by axe.

The pictures are kept under docs/screens/. Ends with one line: screens N of N axe=N.
"""

import json
import multiprocessing
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests import services
from tests.flows import system
from tests.flows.browsing import PATIENCE_MS, enter, window
from tests.flows.conftest import CHROMIUM_OPTIONS
from tests.flows.system import System
from tests.screens.looking import KEPT, LEFT_OUT, Seen, Task, look
from tests.screens.pages import PEOPLE, SCREENS, Screen

AT_ONCE = 2
Accounts = dict[str, dict[str, str]]


def main() -> int:
    asked = _asked()
    screens = [one for one in SCREENS if not asked.only or one.name in asked.only]
    if not asked.only:
        shutil.rmtree(KEPT, ignore_errors=True)
        shutil.rmtree(LEFT_OUT, ignore_errors=True)
    seen: list[Seen] = []
    with _demo() as (place, accounts, places):
        for found in _all_looked_at(_tasks(place, screens, _signed_in(place, accounts), places)):
            seen += found
            for one in found:
                for fault in one.faults:
                    print(f"{one.name}: {fault}", flush=True)
    good = sum(not one.faults for one in seen)
    print(f"screens {good} of {len(seen)} axe={sum(one.violations for one in seen)}")
    return int(good < len(seen))


def _asked() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", help="the name of a screen; default: all")
    return parser.parse_args()


@contextmanager
def _demo() -> Iterator[tuple[System, Accounts, dict[str, str]]]:
    """The embedded default with its demo couple, in every state that is shown, and others beside it."""
    with tempfile.TemporaryDirectory(prefix="alongside-screens-") as var, system.embedded(Path(var)) as place:
        place.manage("prepare")
        accounts = json.loads((Path(var) / "demo.json").read_text())
        made = json.loads(place.output("-m", "tests.screens.world"))
        yield place, {one["name"].lower(): one for one in (*accounts, *made["accounts"])}, made["places"]


def _signed_in(place: System, accounts: Accounts) -> dict[str, Any]:
    """The session of each, so that nobody signs in twice."""
    states: dict[str, Any] = {"nobody": None}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=CHROMIUM_OPTIONS)
        for who, account in accounts.items():
            with window(browser, place.url) as page:
                page.goto("/accounts/login/?next=/me/")
                enter(page, account["email"], account["password"])
                page.wait_for_url("**/me/", timeout=PATIENCE_MS)
                states[who] = page.context.storage_state()
        browser.close()
    return states


def _tasks(
    place: System, screens: Sequence[Screen], states: dict[str, Any], places: dict[str, str]
) -> list[Task]:
    """What passes within minutes comes first, in tasks of its own; then for each person two halves."""
    tasks = []
    for passing in (True, False):
        for who in PEOPLE:
            mine = [one for one in screens if who in one.seen_by and one.passes is passing]
            for half in (mine[0::2], mine[1::2]):
                found = [(one, one.path.format(**places)) for one in half]
                tasks += [Task(place.url, who, states[who], found)] if found else []
    return tasks


def _all_looked_at(tasks: Sequence[Task]) -> Iterator[list[Seen]]:
    # A browser belongs to the process that started it, so nothing of this one is taken along.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(AT_ONCE, mp_context=fresh) as pool:
        yield from chain(pool.map(look, tasks))


if __name__ == "__main__":
    sys.exit(main())
