"""`make screens`: every screen for both partners, in light and dark, on phone and desk, looked at by axe.

The pictures are kept under docs/screens/. Ends with one line: screens N of N axe=N.
"""

import json
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests import services
from tests.flows import system
from tests.flows.browsing import PATIENCE_MS, enter, window
from tests.flows.conftest import CHROMIUM_OPTIONS
from tests.flows.system import ROOT, System
from tests.screens.pages import SCREENS, Screen

Scheme = Literal["light", "dark"]
Accounts = dict[str, dict[str, str]]
PICTURES = ROOT / "docs" / "screens"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = {360: 740, 1280: 900}
QUALITY = 35
"""Of a WebP: letters stay sharp, and all pictures together stay a few megabytes."""


@dataclass(frozen=True)
class View:
    """Who looks, and on what."""

    who: str
    scheme: Scheme
    width: int

    @property
    def name(self) -> str:
        return f"{self.who}-{self.scheme}-{self.width}"


@dataclass
class Seen:
    """How many screens were as they ought to be, and what axe found on all."""

    asked: int = 0
    good: int = 0
    violations: int = 0


def main() -> int:
    asked = _asked()
    seen = Seen()
    with _demo() as (place, accounts, places), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=CHROMIUM_OPTIONS)
        for view in _views():
            with _signed_in(browser, place, view, accounts) as page:
                for screen in (one for one in SCREENS if view.who in one.seen_by):
                    if not asked.only or screen.name in asked.only:
                        _look(page, screen, view, places, seen)
        browser.close()
    print(f"screens {seen.good} of {seen.asked} axe={seen.violations}")
    return int(seen.good < seen.asked)


def _asked() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", help="the name of a screen; default: all")
    return parser.parse_args()


def _views() -> Iterator[View]:
    for who, scheme, width in product(("nobody", "mira", "jonas"), SCHEMES, WIDTHS):
        yield View(who, scheme, width)


@contextmanager
def _demo() -> Iterator[tuple[System, Accounts, dict[str, str]]]:
    """The embedded default with its demo couple, in every state that is shown."""
    with tempfile.TemporaryDirectory(prefix="alongside-screens-") as var, system.embedded(Path(var)) as place:
        place.manage("prepare")
        accounts = json.loads((Path(var) / "demo.json").read_text())
        places = json.loads(place.output("-m", "tests.screens.world"))
        yield place, {one["name"].lower(): one for one in accounts}, places


@contextmanager
def _signed_in(browser: Browser, place: System, view: View, accounts: Accounts) -> Iterator[Page]:
    screen = {"viewport": {"width": view.width, "height": WIDTHS[view.width]}, "color_scheme": view.scheme}
    with window(browser, place.url, **screen, reduced_motion="reduce") as page:
        if view.who in accounts:
            page.goto("/accounts/login/")
            enter(page, accounts[view.who]["email"], accounts[view.who]["password"])
            page.wait_for_url("**/", timeout=PATIENCE_MS)
        yield page


def _look(page: Page, screen: Screen, view: View, places: dict[str, str], seen: Seen) -> None:
    """Open it, keep its picture, and note what is wrong with it."""
    answer = page.goto(screen.path.format(**places))
    (PICTURES / f"{screen.name}-{view.name}.webp").write_bytes(_picture(page))
    found = Axe().run(page, options={"preload": False})
    faults = [] if answer and answer.ok else [f"status {answer.status if answer else 'none'}"]
    if page.evaluate("document.documentElement.scrollWidth") > view.width:
        faults.append("wider than the screen")
    if found.violations_count:
        faults.append(found.generate_report())
    for fault in faults:
        print(f"{screen.name} {view.name}: {fault}")
    seen.asked += 1
    seen.good += not faults
    seen.violations += found.violations_count


def _picture(page: Page) -> bytes:
    """The whole page. Playwright itself writes no WebP."""
    devices = page.context.new_cdp_session(page)
    size = devices.send("Page.getLayoutMetrics")["cssContentSize"]
    asked = {
        "format": "webp",
        "quality": QUALITY,
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1},
    }
    picture = b64decode(devices.send("Page.captureScreenshot", asked)["data"])
    devices.detach()
    return picture


if __name__ == "__main__":
    sys.exit(main())
