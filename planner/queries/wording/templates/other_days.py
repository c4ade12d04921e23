"""Templates for travel, an appointment, time for us, and what else there is."""

from django.utils.translation import gettext_lazy as _

from planner.core.plan.beginnings import Place
from planner.queries.wording.templates.words import Words

OTHER_DAYS: tuple[Words, ...] = (
    Words(
        "journey",
        ("travel",),
        _("A journey together"),
        at_home=(
            _("trust me with the tickets and the times"),
            _("tell me when you are hungry before you are very hungry"),
        ),
        as_guest=(
            _("plan one empty afternoon with me"),
            _("be at the platform twenty minutes early, for my sake"),
        ),
        if_thens=(
            (_("something is late or lost"), _("sit down with something to eat before we decide")),
            (_("we want to see different things"), _("part for two hours and tell each other")),
        ),
        texts=((Place.STAYING_CONNECTED, _("A quarter of an hour over coffee for the plan of the day")),),
    ),
    Words(
        "appointment",
        ("medical",),
        _("An appointment"),
        at_home=(
            _("come into the room with me and write down what is said"),
            _("let me be silent on the way there"),
        ),
        as_guest=(
            _("tell me what you need to know, and I will ask it"),
            _("tell me whether you want comfort or a plan"),
        ),
        if_thens=(
            (_("the news is not what we hoped for"), _("sit on a bench before we tell anybody")),
            (_("we have to wait for long"), _("read to each other")),
        ),
        texts=((Place.AFTERWARDS, _("The rest of the day is free, whatever comes out")),),
    ),
    Words(
        "for_us",
        ("us",),
        _("Time for us"),
        at_home=(_("put your phone away with mine"),),
        as_guest=(_("choose the place this time, and let me be surprised"),),
        if_thens=(
            (_("we end up talking about what is to be done"), _("write it on one slip, and put it away")),
            (_("one of us is too tired"), _("make it small and keep it")),
        ),
        texts=((Place.AFTERWARDS, _("We say when the next one is before we get up")),),
    ),
    Words(
        "farewell",
        ("family", "other"),
        _("A funeral or a farewell"),
        at_home=(
            _("stay where I can reach your hand"),
            _("talk to the relatives for me when I have no words left"),
        ),
        as_guest=(
            _("tell me what is usual there, and what is worn"),
            _("tell me if you would rather stand alone for a moment"),
        ),
        if_thens=(
            (_("one of us has to go outside"), _("go together, or nod and stay, as the other wishes")),
            (_("nobody knows what to say"), _("tell one good thing that we remember")),
        ),
        texts=((Place.AFTERWARDS, _("We eat something warm and need not talk")),),
    ),
    Words(
        "visitors",
        ("other", "friends"),
        _("Visitors at our home"),
        at_home=(
            _("be there from the first ring of the bell"),
            _("praise the food once, loudly"),
        ),
        as_guest=(
            _("share out with me beforehand who cooks and who talks"),
            _("say with me when the evening ends, before it begins"),
        ),
        if_thens=(
            (_("they stay longer than we can"), _("begin to clear the table together")),
            (_("one of us needs a moment"), _("let that one see to the kitchen alone")),
        ),
    ),
    Words(
        "crowd",
        ("other", "friends"),
        _("Somewhere loud and crowded"),
        at_home=(_("stay for my three favourite songs"),),
        as_guest=(
            _("stand near the edge with me"),
            _("leave with me before the big rush"),
        ),
        if_thens=(
            (_("we lose each other"), _("meet where we came in")),
            (_("it gets too much for one of us"), _("go out for ten minutes and see")),
        ),
        texts=((Place.STAYING_CONNECTED, _("A hand on the shoulder means: I am here")),),
    ),
)
