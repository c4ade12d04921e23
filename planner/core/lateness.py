"""How late a message left, as figures tell it apart."""

BOUNDS_S = (1, 5, 30, 60, 300, 3600)
"""Upper bounds, in seconds."""
MORE = "more"


def bound(late_s: float) -> str:
    """The name of the smallest bound that it lies within; `MORE` past the last one."""
    return next((str(one) for one in BOUNDS_S if late_s <= one), MORE)
