"""What pages and messages say of support plans."""

from django.utils.translation import gettext_lazy

from planner.core.plan.beginnings import Place
from planner.core.plan.plan_content import How, Reply, SignalMeans
from planner.core.plan.reflecting import Heard
from planner.core.plan.support_plan import Missing, State
from planner.queries.wording.tables import Words

STATES: Words = {
    State.NONE: gettext_lazy("No plan yet"),
    State.DRAFT: gettext_lazy("A few lines, so far only yours"),
    State.PROPOSED: gettext_lazy("On the table"),
    State.AGREED: gettext_lazy("Agreed"),
    State.DONE: gettext_lazy("Behind you two"),
    State.REVIEWED: gettext_lazy("Looked back on"),
    State.GOING_SEPARATELY: gettext_lazy("One of you goes"),
    State.DECLINED: gettext_lazy("You two decline"),
}

HOWS: Words = {
    How.TOGETHER: gettext_lazy("Together"),
    How.PART: gettext_lazy("For part of it"),
    How.ONE_OF_US: gettext_lazy("One of us goes"),
    How.DECLINE: gettext_lazy("We decline"),
}

REPLIES: Words = {
    Reply.YES: gettext_lazy("Yes, gladly"),
    Reply.OTHER: gettext_lazy("Something else"),
    Reply.NOT_THIS_TIME: gettext_lazy("Not this time"),
}

HEARD: Words = {
    Heard.THAT_IS_IT: gettext_lazy("That’s it"),
    Heard.ALMOST: gettext_lazy("Almost"),
}

SIGNALS: Words = {
    SignalMeans.UNSAID: gettext_lazy("We haven't said yet"),
    SignalMeans.JOIN: gettext_lazy("Join me"),
    SignalMeans.STEP_OUTSIDE: gettext_lazy("Step outside with me"),
    SignalMeans.LEAVE: gettext_lazy("Let's leave"),
}

PLACES: Words = {
    Place.ASK: gettext_lazy("Ask"),
    Place.ARRIVING: gettext_lazy("Arriving"),
    Place.STAYING_CONNECTED: gettext_lazy("Staying connected"),
    Place.INTRODUCTIONS: gettext_lazy("Introductions"),
    Place.WAY_HOME: gettext_lazy("The way home"),
    Place.PEOPLE: gettext_lazy("People and boundaries"),
    Place.AFTERWARDS: gettext_lazy("Afterwards"),
}
"""Where a line to choose belongs; an if–then line says so itself."""

MISSING: Words = {
    Missing.PARTNER: gettext_lazy("your partner, who has not joined yet"),
    Missing.ASK: gettext_lazy("one ask: “I'd love it if you …”"),
    Missing.ANSWER: gettext_lazy("one ask with a yes, or with something else instead"),
    Missing.IF_THEN: gettext_lazy("one line of “If …, then we …”"),
    Missing.LEAVING: gettext_lazy("how you leave: a latest time, or the way home"),
}

OUR_PHRASES = (gettext_lazy("Call me?"), gettext_lazy("Ring me?"))
"""What time to go says while the two have chosen nothing; the second where the first is their signal."""
