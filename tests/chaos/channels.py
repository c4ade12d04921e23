"""The far end of each channel: the sink's process, how Alongside is told of it, and what arrived there."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from planner.core.push import fresh_key
from tests.sinks import arrivals, process, push
from tests.sinks.push import Pushed
from tests.sinks.sms import Text
from tests.sinks.smtp import Mail

TAKES_S = 0.05
"""What a server nearby takes for one message; whoever dies then died in the middle of a send."""
SECRET = "known-to-both-ends-of-the-wire"
FAULTS = ("--fault", "drop=0.01", "--fault", "500=0.01", "--fault", "429=0.01")
"""Where the far end knows what comes again, it goes wrong by itself as well."""


@dataclass(frozen=True)
class Far:
    """A channel's far end."""

    sink: str
    options: tuple[str, ...]
    settings: Callable[[str], Mapping[str, str]]
    """From the sink's address to the settings that name it."""
    arrived: Callable[[Path], Counter[str]]
    """How often each reminder came, by the hex of its id, out of what the sink kept."""
    has_key: bool
    """Whether the far end knows a message that comes again."""


def _mails(kept: Path) -> Counter[str]:
    return Counter(one.id.strip("<>").partition("@")[0] for one in arrivals.read(Mail, kept))


def _texts(kept: Path) -> Counter[str]:
    return Counter(one.key.replace("-", "") for one in arrivals.read(Text, kept))


def _pushes(kept: Path) -> Counter[str]:
    """A copy that takes the place of another is none."""
    shown = push.shown(arrivals.read(Pushed, kept))
    return Counter(str(json.loads(one.payload)["id"]).replace("-", "") for one in shown)


def _allowed(url: str) -> dict[str, str]:
    return {"PUSH_ALLOW": urlsplit(url).netloc, "VAPID_PRIVATE_KEY": fresh_key()}


def _signed(url: str) -> dict[str, str]:
    return {"SMS_URL": url.replace("://", f"://:{SECRET}@", 1)}


FAR = {
    "email": Far("tests.sinks.smtp", (), lambda url: {"EMAIL_URL": url}, _mails, has_key=False),
    "sms": Far("tests.sinks.sms", ("--secret", SECRET, *FAULTS), _signed, _texts, has_key=True),
    "push": Far("tests.sinks.push", FAULTS, _allowed, _pushes, has_key=True),
}


@contextmanager
def sink(far: Far, kept: Path) -> Iterator[str]:
    """The sink as a process of its own, and its address."""
    kept.touch()
    options = ("--keep", str(kept), "--takes-s", str(TAKES_S), *far.options)
    with process.started(far.sink, *options) as url:
        yield url
