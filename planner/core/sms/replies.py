"""What somebody means who answers a text: one of a few words, however a phone may write it.

Nothing here can agree or answer an ask: a "yes" only asks for texts again.
"""

import re
import unicodedata
from enum import StrEnum


class Reply(StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"
    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    LATER = "later"
    MUTE = "mute"
    OTHER = "other"


PICKS = {Reply.FIRST: 1, Reply.SECOND: 2, Reply.THIRD: 3}

_WORDS: dict[Reply, str] = {
    Reply.STOP: (
        "stop stopall stopp unsubscribe cancel end quit revoke optout abbestellen abmelden ende beenden"
        " arret arreter desabonner alto parar baja cancelar fin"
    ),
    Reply.START: "start unstop yes resume starten anmelden ja oui si",
    Reply.HELP: "help info hilfe aide ayuda",
    Reply.FIRST: "1 one eins un uno",
    Reply.SECOND: "2 two zwei deux dos",
    Reply.THIRD: "3 three drei trois tres",
    Reply.LATER: "later snooze spater spaeter morgen tomorrow",
    Reply.MUTE: "mute stumm",
}
_MEANS = {word: reply for reply, words in _WORDS.items() for word in words.split()}
_ONE_WORD = {"stop all": "stopall", "opt out": "optout"}
_POLITE = frozenset("please thanks thank you bitte danke merci por favor gracias option slot nr no".split())
_ENDS_IT = frozenset({"stop", "stopp", "unsubscribe", "stopall", "optout"})
"""These end it even as the first of a few words: whoever writes "stop texting me" means it."""
_FEW = 5
_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Accents, the frame of a keycap, and what joins or parts letters unseen."""


def read(text: str) -> Reply:
    """What this text asks for."""
    words = _words(text)
    if not words:
        return Reply.OTHER
    if len(words) <= _FEW and words[0] in _ENDS_IT:
        return Reply.STOP
    meant = [word for word in words if word not in _POLITE]
    return _MEANS.get(meant[0], Reply.OTHER) if len(meant) == 1 else Reply.OTHER


def _words(text: str) -> list[str]:
    """The words in small letters: no accents, no dots, one kind of digit, however widely they are set."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(_digit(char) for char in parts if unicodedata.category(char) not in _UNSEEN)
    words = re.findall(r"\w+", bare.replace("_", " "))
    # "S T O P" and "s.t.o.p" are one word.
    if len(words) > 1 and all(len(word) == 1 and word.isalpha() for word in words):
        words = ["".join(words)]
    spoken = " ".join(words)
    for phrase, word in _ONE_WORD.items():
        spoken = re.sub(rf"\b{phrase}\b", word, spoken)
    return spoken.split()


def _digit(char: str) -> str:
    """A digit of any script as one of ours."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
