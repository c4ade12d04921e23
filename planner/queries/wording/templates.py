"""Templates: a few lines for each kind of event, to choose from.

Asks go on after "I'd love it if you …", in both directions: of the one whose world it is, and of the one who
finds it harder. No line tells anybody to stay away from an event or from a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from planner.core.plan.beginnings import Line, Place, Template

Pair = tuple[Promise, Promise]


@dataclass(frozen=True, slots=True)
class _Words:
    """A template before it is put into the reader's language."""

    key: str
    kinds: tuple[str, ...]
    name: Promise
    at_home: tuple[Promise, ...]
    as_guest: tuple[Promise, ...]
    if_thens: tuple[Pair, ...]
    texts: tuple[tuple[Place, Promise], ...] = ()


_TEMPLATES = (
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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
    _Words(
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


def templates(kind: str) -> tuple[Template, ...]:
    """Those for this kind of event, in the reader's language; first those that are for it before all."""
    found = [one for one in _TEMPLATES if kind in one.kinds]
    return tuple(_spoken(one) for one in sorted(found, key=lambda one: one.kinds.index(kind)))


def _spoken(words: _Words) -> Template:
    return Template(
        key=words.key,
        name=str(words.name),
        at_home=_all(words.at_home),
        as_guest=_all(words.as_guest),
        lines=(
            *(Line(Place.IF_THEN, str(if_), str(then_we)) for if_, then_we in words.if_thens),
            *(Line(place, str(text)) for place, text in words.texts),
        ),
    )


def _all(texts: Iterable[Promise]) -> tuple[str, ...]:
    return tuple(str(text) for text in texts)
