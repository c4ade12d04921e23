"""What a browser calls itself, in words that its owner knows it by again."""

import re

from django.http import HttpRequest

from planner.queries import wording

# The first that fits: most browsers also name those that they want to be taken for.
_PROGRAMS = (
    ("Edge", r"\bEdg(e|A|iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS|HeadlessChrome)/"),
    ("Safari", r"\bSafari/"),
)
_MACHINES = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMac(intosh| OS X)\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)


def name_of(user_agent: str) -> str:
    """Such as "Firefox on Android"; something to know it by even if it says nothing that is known."""
    return wording.browser(*parts(user_agent))


def of(request: HttpRequest) -> tuple[str, str]:
    """The program and the machine of whoever asks."""
    return parts(request.headers.get("User-Agent", ""))


def parts(user_agent: str) -> tuple[str, str]:
    """The program and the machine; empty what is not known."""
    return _first(_PROGRAMS, user_agent), _first(_MACHINES, user_agent)


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, sign in known if re.search(sign, user_agent)), "")
