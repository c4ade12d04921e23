"""Whether mail reaches somebody, as they see it themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWayView:
    """`suspended` is "" while reminders go to this address, else what happened: bounced, complained."""

    address: str
    suspended: str
