"""A page as it is seen: on a phone and at a desk, in light and in dark."""

from itertools import product
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = ((360, 740), (1280, 900))


def expect_good_everywhere(page: Page) -> None:
    """Nothing of the open page is wider than the screen, and no rule of accessibility is broken."""
    for scheme, (width, height) in product(SCHEMES, SIZES):
        # Without motion: a colour on its way from light to dark is nobody's choice.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, scheme, width)
        found = Axe().run(page, options={"preload": False})
        assert found.violations_count == 0, (page.url, scheme, width, found.generate_report())
