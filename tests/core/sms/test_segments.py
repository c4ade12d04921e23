"""The counts are those of 3GPP TS 23.038 and 23.040, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.sms import segments
from planner.core.sms.segments import Alphabet, Size

GSM, UCS = Alphabet.GSM_7, Alphabet.UCS_2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Size(GSM, 0, 1)),
        ("a" * 160, Size(GSM, 160, 1)),
        ("a" * 161, Size(GSM, 161, 2)),
        ("a" * 306, Size(GSM, 306, 2)),
        ("a" * 307, Size(GSM, 307, 3)),
        # The extension table: an escape and a character.
        ("€" * 80, Size(GSM, 160, 1)),
        ("€" * 81, Size(GSM, 162, 2)),
        ("^{}\\[~]|€\f", Size(GSM, 20, 1)),
        # 153 is odd: the escape and its character move on together, so 76 fit in a part, not 76 and a half.
        ("€" * 152, Size(GSM, 304, 2)),
        ("€" * 153, Size(GSM, 306, 3)),
        ("a" * 152 + "€" * 77, Size(GSM, 306, 3)),
        ("a" * 153 + "€" * 76, Size(GSM, 305, 2)),
        ("@£$¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\n\r", Size(GSM, 43, 1)),
        # One character outside makes all of them UCS-2.
        ("ç", Size(UCS, 1, 1)),
        ("ł" * 70, Size(UCS, 70, 1)),
        ("ł" * 71, Size(UCS, 71, 2)),
        ("a" * 70 + "ł", Size(UCS, 71, 2)),
        ("ł" * 134, Size(UCS, 134, 2)),
        ("ł" * 135, Size(UCS, 135, 3)),
        # A surrogate pair is two code units and stays whole: 33 fit in a part of 67.
        ("😀" * 35, Size(UCS, 70, 1)),
        ("😀" * 36, Size(UCS, 72, 2)),
        ("😀" * 66, Size(UCS, 132, 2)),
        ("😀" * 67, Size(UCS, 134, 3)),
        ("ł" + "😀" * 66, Size(UCS, 133, 2)),
        ("`", Size(UCS, 1, 1)),
        ("’", Size(UCS, 1, 1)),
        ("\t", Size(UCS, 1, 1)),
    ],
)
def test_a_text_is_counted_as_it_travels(text: str, expected: Size) -> None:
    assert segments.size(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s time – really…", "It's time - really..."),
        ("“Later” ‚now‘", "\"Later\" 'now'"),
        ("20\u202f°".replace("°", "%"), "20 %"),
        ("soft\u00adly", "softly"),
        ("e\u0301te\u0301", "été"),
        ("Straße für zwei", "Straße für zwei"),
        ("plain", "plain"),
        # It goes in UCS-2 whatever we do, so it keeps its look.
        ("Łódź’s …", "Łódź’s …"),
        ("Yes 😀 – go", "Yes 😀 – go"),
    ],
)
def test_typography_gives_way_where_that_saves_a_segment(text: str, expected: str) -> None:
    assert segments.plain(text) == expected


def test_a_long_text_is_cut_before_its_link() -> None:
    link = " https://example.org/plans/1/card/"

    fitted = segments.fitted("word " * 100, link, most=1)

    assert fitted.endswith("..." + link)
    assert segments.size(fitted).segments == 1
    assert segments.size(fitted).units > 150


def test_a_short_text_is_left_whole() -> None:
    assert segments.fitted("Ready for later:", " x") == "Ready for later: x"


_ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=600)


@given(text=_ANY)
def test_law_every_text_fits_into_what_is_allowed(text: str) -> None:
    tail = " https://example.org/x/"

    fitted = segments.fitted(text, tail)

    assert fitted.endswith(tail)
    assert segments.size(fitted).segments <= segments.MOST_SEGMENTS


@given(text=_ANY)
def test_law_units_are_those_of_an_independent_codec(text: str) -> None:
    size = segments.size(text)

    if size.alphabet is UCS:
        assert size.units == len(text.encode("utf-16-be")) // 2
    room = {GSM: 153, UCS: 67}[size.alphabet]
    assert size.segments == 1 or size.units / room <= size.segments <= size.units / (room - 1) + 1


@given(text=_ANY)
def test_law_making_it_plain_twice_is_making_it_plain_once(text: str) -> None:
    once = segments.plain(text)

    assert segments.plain(once) == once
    assert segments.size(once).segments <= segments.size(text).segments
