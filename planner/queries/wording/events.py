"""What pages, readers and messages say of events, flags and what they matter."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from planner.core.feed_choices import Scope
from planner.core.visibility import Visibility
from planner.queries.wording.tables import Words

CERTAIN_PERSON = "certain_person"
CHIPS: Words = {
    "new_people": gettext_lazy("new people"),
    "left_alone": gettext_lazy("being left alone"),
    CERTAIN_PERSON: gettext_lazy("a certain person"),
    "remarks": gettext_lazy("remarks"),
    "alcohol": gettext_lazy("alcohol"),
    "length": gettext_lazy("how long it takes"),
    "noise": gettext_lazy("noise"),
    "travel": gettext_lazy("the journey"),
    "money": gettext_lazy("money"),
    "beliefs": gettext_lazy("beliefs"),
}
"""What may be hard about an event, in the order of the page."""

KINDS: Words = {
    "work_party": gettext_lazy("Work party"),
    "family": gettext_lazy("Family"),
    "friends": gettext_lazy("Friends"),
    "celebration": gettext_lazy("Celebration"),
    "travel": gettext_lazy("Travel"),
    "medical": gettext_lazy("Medical"),
    "us": gettext_lazy("Time for us"),
    "other": gettext_lazy("Something else"),
}

TALK = gettext_lazy("A quarter of an hour")
"""The title of a talk, everywhere."""
KEPT_TALK = "A quarter of an hour"
"""The same as its event keeps it, for both: they may read in two languages."""

WORLDS: Words = {
    "mine": gettext_lazy("my world"),
    "yours": gettext_lazy("your world"),
    "ours": gettext_lazy("our world"),
}

VISIBILITIES: Words = {
    Visibility.SHARED: gettext_lazy("Shared: you both see it"),
    Visibility.BUSY: gettext_lazy("Busy: the other sees only the time"),
    Visibility.PRIVATE: gettext_lazy("Private: only you can see this"),
}

SCOPES: Words = {
    Scope.ALL: gettext_lazy("Everything I see"),
    Scope.FLAGGED: gettext_lazy("Only what has a flag"),
    Scope.OURS: gettext_lazy("Only our world"),
}

WEEKDAYS: Mapping[int, Promise] = {
    1: gettext_lazy("Monday"),
    2: gettext_lazy("Tuesday"),
    3: gettext_lazy("Wednesday"),
    4: gettext_lazy("Thursday"),
    5: gettext_lazy("Friday"),
    6: gettext_lazy("Saturday"),
    7: gettext_lazy("Sunday"),
}
"""As in ISO 8601."""

LEVELS: Mapping[int, Promise] = {
    1: gettext_lazy("a little hard"),
    2: gettext_lazy("hard"),
    3: gettext_lazy("very hard"),
}

MATTERING: Mapping[int, Promise] = {
    1: gettext_lazy("matters a little"),
    2: gettext_lazy("matters"),
    3: gettext_lazy("matters a lot"),
}


def title(summary: str) -> str:
    """An event's title as its reader has it: of a talk in their language, else as it was written."""
    return str(TALK) if summary == KEPT_TALK else summary
