"""What pages say of how it was."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from planner.core.check_ins import Reveal
from planner.core.repair import Part
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

REPAIR_STEPS: Mapping[int, Promise] = {
    1: gettext_lazy("How it felt"),
    2: gettext_lazy("My side"),
    3: gettext_lazy("What it touched"),
    4: gettext_lazy("My part"),
    5: gettext_lazy("Next time"),
}

REPAIR_PARTS: Words = {
    Part.FELT: gettext_lazy("How it felt"),
    Part.MY_SIDE: gettext_lazy("My side"),
    Part.SAID_BACK: gettext_lazy("Said back"),
    Part.TOUCHED: gettext_lazy("What it touched"),
    Part.MY_PART: gettext_lazy("My part"),
    Part.NEXT_TIME: gettext_lazy("Next time"),
}

REPAIR_PROMPTS: Words = {
    Part.FELT: gettext_lazy("How did it feel? Choose what fits."),
    Part.MY_SIDE: gettext_lazy("How was it from where you stood? Begin with “I”."),
    Part.SAID_BACK: gettext_lazy("Say back in one sentence what you heard."),
    Part.TOUCHED: gettext_lazy("Did it touch something older? As much or as little as you like."),
    Part.MY_PART: gettext_lazy("What was your own part? Each of you names theirs, and nobody the other’s."),
    Part.NEXT_TIME: gettext_lazy("One thing that you will do next time. You both keep it."),
}

REPAIR_ALOUD: Words = {
    Part.FELT: gettext_lazy("Each says in a word or two how it felt."),
    Part.MY_SIDE: gettext_lazy("One tells how it was for them, then the other. Nobody corrects."),
    Part.SAID_BACK: gettext_lazy("Each says back in one sentence what they heard."),
    Part.TOUCHED: gettext_lazy("If it touched something older, say as much as you like, or nothing."),
    Part.MY_PART: gettext_lazy("Each names their own part, and nobody the other’s."),
    Part.NEXT_TIME: gettext_lazy("One thing each for next time."),
}

FEELINGS: Words = {
    "alone": gettext_lazy("alone"),
    "overlooked": gettext_lazy("overlooked"),
    "tense": gettext_lazy("tense"),
    "tired": gettext_lazy("tired"),
    "angry": gettext_lazy("angry"),
    "sad": gettext_lazy("sad"),
    "embarrassed": gettext_lazy("embarrassed"),
    "torn": gettext_lazy("torn"),
    "unsure": gettext_lazy("unsure"),
    "overwhelmed": gettext_lazy("overwhelmed"),
    "relieved": gettext_lazy("relieved"),
    "grateful": gettext_lazy("grateful"),
}
