import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.sms import replies
from planner.core.sms.replies import Reply

CASES = {
    Reply.STOP: [
        *(
            "STOP",
            "stop",
            "Stop.",
            "stop!",
            " STOP \n",
            "“Stop”",
            "'STOP'",
            "sTOP",
            "STOP\u200b",
            "ST\u200bOP",
        ),
        *("ＳＴＯＰ", "S T O P", "s.t.o.p.", "S-T-O-P", "STOP!!!", "stop 🙏", "*STOP*", "/stop"),
        *("STOPALL", "STOP ALL", "stop-all", "UNSUBSCRIBE", "Unsubscribe please", "CANCEL", "cancel.", "END"),
        *(
            "QUIT",
            "REVOKE",
            "OPTOUT",
            "OPT OUT",
            "opt-out",
            "Opt_Out",
            "STOP PLEASE",
            "Please stop",
            "No, stop",
        ),
        *("stop texting me", "Stop it", "stop these messages", "please cancel"),
        *("STOPP", "Stopp bitte", "ABMELDEN", "Abbestellen", "ENDE", "Beenden"),
        *("ARRET", "ARRÊT", "arrêter", "ALTO", "PARAR", "BAJA"),
    ],
    Reply.START: [
        "START",
        "start.",
        "UNSTOP",
        "Yes",
        "YES!",
        "RESUME",
        "Ja",
        "oui",
        "Sí",
        "ＳＴＡＲＴ",
        "Starten",
    ],
    Reply.HELP: ["HELP", "help?", "INFO", "Hilfe!", "HILFE", "Aide", "ayuda", "help please"],
    Reply.FIRST: [
        *(
            "1",
            " 1 ",
            "1.",
            "1)",
            "(1)",
            "#1",
            "1!",
            "１",
            "①",
            "1️⃣",
            "¹",
            "١",
            "१",
            "one",
            "Eins",
            "1 please",
        ),
        *("option 1", "Slot 1", "1, thanks", "1 👍", "No. 1", "Nr. 1"),
    ],
    Reply.SECOND: ["2", "2.", "２", "②", "2️⃣", "two", "Zwei", "option 2", "2 bitte"],
    Reply.THIRD: ["3", "３", "three", "drei"],
    Reply.LATER: [
        "LATER",
        "later.",
        "Later please",
        "snooze",
        "SPÄTER",
        "Spa\u0308ter",
        "spaeter",
        "morgen",
        "tomorrow",
    ],
    Reply.MUTE: ["MUTE", "mute!", "Mute, please", "stumm"],
    Reply.OTHER: [
        *("", " ", "?", "👍", "0", "4", "10", "11", "1 2", "1,2", "1 or 2", "1/2", "½", "01", "1st", "12:30"),
        *("ok", "agreed", "I agree", "agree", "accept", "No", "nein", "what is this", "who are you"),
        *("don't stop", "I can't stop laughing", "the end of it", "quit smoking", "cancel the party"),
        *(
            "yes please call me",
            "start at 8",
            "help me move on Sunday",
            "see you later",
            "stop by at eight if you like",
        ),
        *("🛑", "STOPS", "unstoppable", "halt", "\x00", "a" * 5000),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"), [(text, reply) for reply, texts in CASES.items() for text in texts]
)
def test_a_reply_means(text: str, expected: Reply) -> None:
    assert replies.read(text) is expected


@pytest.mark.parametrize("word", ["STOP", "START", "HELP", "1", "2", "3", "LATER", "MUTE"])
@given(data=st.data())
def test_law_neither_case_nor_what_surrounds_a_word_changes_it(word: str, data: st.DataObject) -> None:
    around = st.text(" .,;:!?\"'()*\n\u00a0\u200b-", max_size=5)
    cased = "".join(data.draw(st.sampled_from((char.lower(), char.upper()))) for char in word)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in word)

    for written in (cased, wide):
        text = data.draw(around) + written + data.draw(around)
        assert replies.read(text) is replies.read(word)


@given(text=st.text(max_size=200))
def test_law_any_text_means_something(text: str) -> None:
    assert replies.read(text) in Reply
