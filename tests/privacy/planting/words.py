"""What is said wherever something can be said."""

from datetime import datetime, timedelta
from uuid import UUID

from planner.core.plan.plan_content import Ask, Content, IfThen, Leaving


def said(by: UUID, words: str) -> Content:
    """A plan that says these words wherever a plan can say something."""
    return Content(
        asks=(Ask("a1", by, words + "ask"),),
        in_return=words + "return",
        arriving=words + "arriving",
        staying_connected=words + "connected",
        introductions=words + "introductions",
        if_thens=(IfThen(words + "if", words + "then"),),
        signal=words + "signal",
        leaving=Leaving(transport=words + "leaving"),
        people=words + "people",
        afterwards=words + "afterwards",
        lines=((by, words + "line"),),
    )


def in_days(now: datetime, days: int) -> datetime:
    """A wall time of that day."""
    return (now + timedelta(days=days)).replace(tzinfo=None, second=0, microsecond=0)
