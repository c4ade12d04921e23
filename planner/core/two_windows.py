"""One text that its writer may have open in two windows."""


def joined(was: str, mine: str, kept: str) -> str:
    """What is sent now with what was `kept` elsewhere since the page was filled with `was`.

    What changed in one place only is taken from there; else both stand, the newer first.
    """
    before, now, other = (_bare(one) for one in (was, mine, kept))
    if now == before or now in other:
        return kept if other != before else mine
    return mine if other == before or other in now else f"{mine}\n{kept}"


def _bare(text: str) -> str:
    """Browsers send a line break in their own way."""
    return text.replace("\r\n", "\n").strip()
