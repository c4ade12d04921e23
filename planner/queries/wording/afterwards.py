"""What pages say of how it was."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from planner.core.check_ins import Reveal
from planner.queries.wording.tables import Words

FELT: Mapping[int, Promise] = {
    1: gettext_lazy("Good"),
    2: gettext_lazy("Mixed"),
    3: gettext_lazy("Hard"),
}

HELPED: Mapping[int, Promise] = {
    1: gettext_lazy("Yes"),
    2: gettext_lazy("A little"),
    3: gettext_lazy("Not this time"),
}

REVEALS: Words = {
    Reveal.TOGETHER: gettext_lazy("Both, once you both have spoken"),
    Reveal.NOW: gettext_lazy("Both, now"),
    Reveal.NEVER: gettext_lazy("Keep to myself"),
}
