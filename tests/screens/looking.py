"""One person looks at screens: each is opened once, and seen in light and dark, on phone and desk."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests import services
from tests.flows.browsing import said, window
from tests.flows.conftest import CHROMIUM_OPTIONS
from tests.flows.system import ROOT
from tests.screens.pages import Screen

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = {360: 740, 1280: 900}
QUALITY = 20
"""Of a WebP: letters stay sharp."""
# All are looked at; those that are kept in the repository stay a few megabytes together.
KEPT, LEFT_OUT = ROOT / "docs" / "screens", ROOT / "var" / "screens"


@dataclass(frozen=True)
class Task:
    """Who looks at which screens; `state` is their signed-in session."""

    url: str
    who: str
    state: Any
    screens: Sequence[tuple[Screen, str]]
    """Each with its address."""


@dataclass(frozen=True)
class Seen:
    """What was wrong with one screen in one appearance, and how much of it axe found."""

    name: str
    faults: tuple[str, ...]
    violations: int


def look(task: Task) -> list[Seen]:
    """All that this person sees of these screens, in a browser of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=CHROMIUM_OPTIONS)
        with _profile(browser, task) as page:
            found = [one for screen, path in task.screens for one in _screen(page, task.who, screen, path)]
        browser.close()
    return found


@contextmanager
def _profile(browser: Browser, task: Task) -> Iterator[Page]:
    how = {"reduced_motion": "reduce", "service_workers": "block", "storage_state": task.state}
    with window(browser, task.url, **how) as page:
        yield page


def _screen(page: Page, who: str, screen: Screen, path: str) -> Iterator[Seen]:
    page.set_viewport_size({"width": min(WIDTHS), "height": WIDTHS[min(WIDTHS)]})
    try:
        wrong = _opened(page, screen, path)
    except Error as error:
        yield Seen(f"{screen.name} {who}", (error.message,), 0)
        return
    for scheme, width in product(SCHEMES, WIDTHS):
        page.emulate_media(color_scheme=scheme)
        _fit(page, width)
        _keep(page, screen, who, scheme, width)
        yield _judged(page, f"{screen.name} {who} {scheme} {width}", width, wrong)


def _opened(page: Page, screen: Screen, path: str) -> tuple[str, ...]:
    """Open it, and write what is to be written; what was wrong with that."""
    answer = page.goto(path)
    if screen.types:
        field, words, answer_of_the_page = screen.types
        page.locator(field).first.fill(words)
        said(page, answer_of_the_page)
    status = answer.status if answer else 0
    return () if status == screen.status else (f"status {status}",)


def _fit(page: Page, width: int) -> None:
    """As high as the page, so that what stands at the foot of a window is at the foot of the picture."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    height = max(WIDTHS[width], page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})


def _judged(page: Page, name: str, width: int, wrong: tuple[str, ...]) -> Seen:
    found = Axe().run(page, options={"preload": False})
    if page.evaluate("document.documentElement.scrollWidth") > width:
        wrong = (*wrong, "wider than the screen")
    if found.violations_count:
        wrong = (*wrong, found.generate_report())
    return Seen(name, wrong, found.violations_count)


def _keep(page: Page, screen: Screen, who: str, scheme: Scheme, width: int) -> None:
    """The picture. Kept are the light ones of who sees the screen first, and a dark one of who does last."""
    is_light, is_dark = scheme == "light", (scheme, width) == ("dark", 360)
    is_kept = (is_light and who == screen.seen_by[0]) or (is_dark and who == screen.seen_by[-1])
    folder: Path = (KEPT if is_kept else LEFT_OUT) / screen.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{who}-{scheme}-{width}.webp").write_bytes(_picture(page))


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
