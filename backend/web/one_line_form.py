"""One line that becomes an event: what was understood of it, and the form that it fills."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from backend import one_line
from backend.web import periods, understood
from backend.web.forms.calendar import repeats
from backend.web.forms.calendar.events import EventFields
from backend.web.understood import Sentence
from planner.queries.views import CoupleView

LONGEST_RULE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """`understood` is None while nothing was written, and once the form itself was sent."""

    text: str
    form: EventFields
    understood: Sentence | None = None


def of(request: HttpRequest, couple: CoupleView) -> Line:
    """The form as it was sent, or as the line in the address fills it."""
    text = request.GET.get("text", "")
    if request.method == "POST":
        rrule = request.POST.get("rrule", "")[:LONGEST_RULE]
        return Line(text, EventFields(request.POST, couple=couple, rrule=rrule))
    return _read(text, couple)


def _read(text: str, couple: CoupleView) -> Line:
    reader = periods.reader()
    found = one_line.read(text, now=reader.now, language=get_language() or "en", tzid=reader.zone.key)
    initial = dict(understood.fields(found))
    rrule = found.rrule if initial["repeat"] == repeats.KEEP else ""
    form = EventFields(couple=couple, rrule=rrule, initial=initial)
    return Line(text, form, understood.sentence(found, reader.today) if text.strip() else None)
