"""Templates for work, and for evenings and days with family."""

from django.utils.translation import gettext_lazy as _

from planner.core.plan.beginnings import Place
from planner.queries.wording.templates.words import Words

WORK_AND_FAMILY: tuple[Words, ...] = (
    Words(
        "office_party",
        ("work_party",),
        _("An office party"),
        at_home=(
            _("come along for the first hour, and stay longer only if you like"),
            _("let me talk shop for twenty minutes, and then come and fetch me"),
        ),
        as_guest=(
            _("stay beside me until I have found somebody to talk to"),
            _("introduce me with one thing that I like talking about"),
            _("look over to me every half hour, wherever you are"),
        ),
        if_thens=(
            (_("we get separated"), _("meet by the coats at the full hour")),
            (_("work is all that anybody talks about"), _("fetch each other something to drink")),
        ),
        texts=(
            (Place.ARRIVING, _("We walk in together and find the host first")),
            (Place.AFTERWARDS, _("We walk the first corner without a word about it, then we tell")),
        ),
    ),
    Words(
        "work_dinner",
        ("work_party",),
        _("A dinner with colleagues"),
        at_home=(
            _("tell one of our stories; you tell them better than I do"),
            _("forgive me a few minutes of shop talk at the table"),
        ),
        as_guest=(
            _("sit next to me, or right across"),
            _("explain in half a sentence who and what is meant"),
        ),
        if_thens=(
            (_("the talk goes over one of our heads"), _("ask each other something that both can answer")),
            (_("the evening runs late"), _("thank everybody before the coffee and go")),
        ),
        texts=((Place.INTRODUCTIONS, _("Names twice, and what each of them likes doing")),),
    ),
    Words(
        "family_meal",
        ("family",),
        _("A meal with family"),
        at_home=(
            _("help me to carry things out when I look at you"),
            _("bear with old stories that you have heard before"),
        ),
        as_guest=(
            _("take the first question about us, whatever it is"),
            _("come outside with me once, for ten minutes"),
            _("say something if a remark lands on me"),
        ),
        if_thens=(
            (_("a remark hurts"), _("let the one whose family it is answer it")),
            (_("a question goes too far"), _("say that we will tell when there is something to tell")),
        ),
        texts=(
            (Place.PEOPLE, _("Whose family it is speaks up. Nobody has to hug anybody.")),
            (Place.AFTERWARDS, _("Shoes off, tea, and each says one thing that was good")),
        ),
    ),
    Words(
        "family_weekend",
        ("family", "travel"),
        _("A weekend with family"),
        at_home=(
            _("leave me an hour alone with my parents"),
            _("tell me in the evening how it was for you, before I ask"),
        ),
        as_guest=(
            _("keep one walk a day for the two of us"),
            _("tell me beforehand what is planned, and what is not"),
            _("make it normal that I go and read for a while"),
        ),
        if_thens=(
            (_("the house gets too full"), _("go for bread together")),
            (_("one of us has had enough"), _("go to bed early, both, and say good night for both")),
        ),
        texts=(
            (Place.STAYING_CONNECTED, _("Ten minutes with the door closed before dinner")),
            (Place.PEOPLE, _("Our room is ours: everybody knocks")),
        ),
    ),
    Words(
        "holidays",
        ("family", "celebration"),
        _("The big holidays"),
        at_home=(
            _("join in the one custom that means most to me"),
            _("let me be a child again for an afternoon"),
        ),
        as_guest=(
            _("keep a morning for a custom of our own"),
            _("agree with me beforehand what we give and what it costs"),
        ),
        if_thens=(
            (_("an old quarrel comes up at the table"), _("ask for the next dish and change the subject")),
            (_("one day holds two visits"), _("say at the first door when we have to go")),
        ),
        texts=((Place.AFTERWARDS, _("An evening with nobody but us before everyday life begins again")),),
    ),
)
