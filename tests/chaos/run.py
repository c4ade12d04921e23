"""One run: a database, a channel's far end, everything that sends, and a storm over it; then the count."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.chaos import channels, place, verdict
from tests.chaos.channels import Far
from tests.chaos.herd import Herd
from tests.chaos.place import Place
from tests.chaos.storm import Storm
from tests.chaos.verdict import Row, Verdict
from tests.flows.waiting import until


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    reminders: int
    kills: int
    freezes: int
    over_s: float
    """The reminders fall due over so long, and the storm lasts as long."""
    lease_s: int = 20
    """Long enough for a batch of twenty, also where each of them takes most of a second."""


def run(database: str, channel: str, size: Size, var: Path) -> bool:
    """Prints what it saw; whether that is as promised."""
    far = channels.FAR[channel]
    kept = var / "arrived"
    with (
        channels.sink(far, kept) as url,
        place.DATABASES[database](var, _settings(far, url, size)) as where,
        Herd(where.environment, where.commands, var) as herd,
    ):
        # Mail that is cut off twice stays unknown, so there deaths fall where they fall.
        port = urlsplit(url).port if far.has_key else None
        storm = Storm(herd, size.kills, size.freezes, size.over_s, size.lease_s, port)
        rows = _through(storm, where, channel, size.reminders)
    found = verdict.of(rows, far.arrived(kept))
    print(_seen(rows, herd, found))
    print(line(f"chaos {database} {channel}", found, herd), flush=True)
    return found.is_good(has_key=far.has_key)


def line(what: str, found: Verdict, herd: Herd) -> str:
    """What a run ends with."""
    counts = f"sent={found.sent} lost={found.lost} double={found.double} explained={found.explained}"
    return f"{what} {counts} kills={herd.kills}"


def latest_s(rows: Mapping[str, Row]) -> float:
    return max(row.late_s for row in rows.values())


def _settings(far: Far, url: str, size: Size) -> dict[str, str]:
    return {**far.settings(url), "LEASE_S": str(size.lease_s)}


def _through(storm: Storm, where: Place, channel: str, reminders: int) -> dict[str, Row]:
    in_s = where.fill(channel, reminders, storm.over_s)
    began = time.monotonic()
    storm.herd.start()
    until(lambda: len(storm.herd.children()) >= place.CHILDREN, "the workers to be there")
    time.sleep(max(0.0, in_s - (time.monotonic() - began)))
    storm.rage()
    return where.settled(channel)


def _seen(rows: Mapping[str, Row], herd: Herd, found: Verdict) -> str:
    late = sorted(row.late_s for row in rows.values())
    return (
        f"{len(rows)} due; {herd.kills} killed, {herd.freezes} stood still, {herd.restarts} started again; "
        f"{sum(row.unended for row in rows.values())} attempts cut off; "
        f"half left within {late[len(late) // 2]:.1f} s, all within {late[-1]:.1f} s; "
        f"{found.told} twice cut off and not there, of which their people are told"
    )
