"""What people are used to where they live: on which day a week begins, which number of a date comes first."""

from django.utils.formats import get_format

_SUNDAY = 6
_BEGIN_ON_SUNDAY = (
    *("America/", "US/", "Canada/", "Pacific/Honolulu", "Asia/Tokyo", "Asia/Seoul", "Asia/Manila"),
    *("Asia/Jerusalem", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Africa/Johannesburg"),
)
_MONTH_FIRST = ("America/", "US/", "Pacific/Honolulu", "Asia/Manila")


def first_weekday(language: str, tzid: str) -> int:
    """Monday is 0. English alone does not tell: then it is the zone that does."""
    if language == "en":
        return _SUNDAY if tzid.startswith(_BEGIN_ON_SUNDAY) else 0
    # Django counts from Sunday.
    return (int(get_format("FIRST_DAY_OF_WEEK", language)) - 1) % 7


def month_first(language: str, tzid: str) -> bool:
    """Whether "12/10" is the tenth of December."""
    if language == "en":
        return tzid.startswith(_MONTH_FIRST)
    formats = get_format("DATE_INPUT_FORMATS", language)
    return next((one.startswith("%m") for one in formats if "%d" in one and not one.startswith("%Y")), False)
