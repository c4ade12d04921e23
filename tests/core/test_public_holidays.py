"""Holidays by country, part and language; and that nobody pays for them who does not ask."""

import os
import subprocess
import sys
from datetime import date

from planner.core import public_holidays


def test_holidays_follow_country_part_and_language() -> None:
    bavaria, germany, france = (
        dict(public_holidays.in_year(*which))
        for which in (("DE", "BY", 2026, "de"), ("DE", "", 2026, "en"), ("FR", "", 2026, "en-gb"))
    )

    assert bavaria[date(2026, 1, 6)] == "Heilige Drei Könige"
    assert date(2026, 1, 6) not in germany
    assert germany[date(2026, 10, 3)] == "German Unity Day"
    assert france[date(2026, 7, 14)] == "National Day"


def test_a_language_that_is_missing_gives_way_to_the_countrys_own() -> None:
    assert dict(public_holidays.in_year("DE", "", 2026, "xx"))[date(2026, 1, 1)] == "Neujahr"


def test_what_is_unknown_has_no_holidays() -> None:
    assert public_holidays.in_year("ZZ", "", 2026, "en") == public_holidays.subdivisions("ZZ") == ()
    assert public_holidays.in_year("DE", "??", 2026, "en") == public_holidays.in_year("DE", "", 2026, "en")


def test_countries_and_their_parts_have_names() -> None:
    countries = dict(public_holidays.countries("en"))

    assert len(countries) > 200
    assert (countries["BA"], countries["AX"], countries["US"]) == (
        "Bosnia & Herzegovina",
        "Åland Islands",
        "United States",
    )
    assert dict(public_holidays.countries("de"))["TR"] == "Türkei"
    assert dict(public_holidays.subdivisions("DE"))["BY"] == "Bayern"


def test_the_library_is_read_by_the_first_who_asks_and_not_at_the_start() -> None:
    code = "import django; django.setup(); import backend.urls, sys; sys.exit('holidays' in sys.modules)"
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "backend.settings"}

    assert subprocess.run([sys.executable, "-c", code], env=settings, check=False).returncode == 0
