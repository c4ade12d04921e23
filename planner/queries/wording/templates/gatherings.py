"""Templates for evenings with friends and for celebrations."""

from django.utils.translation import gettext_lazy as _

from planner.core.plan.beginnings import Place
from planner.queries.wording.templates.words import Words

GATHERINGS: tuple[Words, ...] = (
    Words(
        "friends_evening",
        ("friends",),
        _("An evening with friends"),
        at_home=(
            _("tell me early if you would rather go before me"),
            _("let me have a long talk with somebody I rarely see"),
        ),
        as_guest=(
            _("draw me in when it is all about old times"),
            _("check with me before we say yes to another round"),
        ),
        if_thens=(
            (_("one of us is tired and the other is not"), _("agree on one more half hour, and go")),
            (_("we have not spoken for an hour"), _("meet in the kitchen")),
        ),
        texts=((Place.WAY_HOME, _("Each may go home alone, and nobody minds")),),
    ),
    Words(
        "first_meeting",
        ("friends", "family"),
        _("Meeting people for the first time"),
        at_home=(
            _("be just as you are with me; they are curious, not strict"),
            _("ask me beforehand about whatever worries you"),
        ),
        as_guest=(
            _("tell me three names, and one thing about each, before we go"),
            _("keep the first visit short, so that we leave while it is good"),
            _("leave out the stories that are mine to tell"),
        ),
        if_thens=(
            (_("the talk runs dry"), _("tell how we two met")),
            (_("one of us cannot place a name"), _("let the other say it first")),
        ),
        texts=((Place.ARRIVING, _("We bring something, so that our hands have work at the door")),),
    ),
    Words(
        "wedding",
        ("celebration",),
        _("A wedding"),
        at_home=(
            _("dance with me to one song, badly is fine"),
            _("do not wait for me during the photographs"),
        ),
        as_guest=(
            _("find out beforehand where we sit, and with whom"),
            _("go out into the air with me between the speeches"),
        ),
        if_thens=(
            (_("we sit at two tables"), _("meet at the door after every course")),
            (_("somebody asks when it is our turn"), _("laugh, and raise a glass to the couple")),
        ),
        texts=((Place.WAY_HOME, _("The taxi is booked, and may be sent away once")),),
    ),
    Words(
        "birthday",
        ("celebration", "friends"),
        _("A birthday party"),
        at_home=(
            _("take over the music and the door for half an hour"),
            _("stay until the cake"),
        ),
        as_guest=(
            _("come with me when I say hello to everybody"),
            _("let me help with something, so that I have a place to be"),
        ),
        if_thens=(
            (_("it gets too loud to talk"), _("take two glasses out onto the stairs")),
            (_("glasses are filled faster than we like"), _("drink water, both of us, for a round")),
        ),
    ),
)
