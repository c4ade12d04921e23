"""Public holidays of a country, by the `holidays` library."""

import importlib
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from babel import Locale

from planner.core import searching


@cache
def _library() -> ModuleType:
    """The library, read by the first who asks: it takes a tenth of a second, and few processes ever ask.

    By its name, as Django and Celery read what they may not need. Python's own lock guards it; its lazy
    loader is not safe among threads before 3.12.
    """
    return importlib.import_module("holidays")


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Code and name of every country there is, by name, in the language; no country is read for it."""
    names = Locale.parse(language, sep="-").territories
    return _by_name((code, names.get(code, code)) for code in _codes())


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for _name, code, *_others in _library().registry.COUNTRIES.values())


@lru_cache(maxsize=64)
def subdivisions(country: str) -> tuple[tuple[str, str], ...]:
    """Code and name of the parts of a country that keep holidays of their own, by name."""
    if not is_country(country):
        return ()
    found = _of(country)
    names = {code: name for name, code in found.subdivisions_aliases.items()}
    # Where there are several names for one, the last is the fullest.
    return _by_name((code, names.get(code, code)) for code in found.subdivisions)


def is_country(country: str) -> bool:
    return country in _codes()


@lru_cache(maxsize=512)
def in_year(country: str, subdivision: str, year: int, language: str) -> tuple[tuple[date, str], ...]:
    """The days and what they are called, in the language if the library has it, else in the country's own."""
    if not is_country(country):
        return ()
    known = dict(subdivisions(country))
    spoken = _spoken(_of(country), language)
    found = _library().country_holidays(
        country, subdiv=subdivision if subdivision in known else None, years=year, language=spoken
    )
    return tuple((on, name) for on in sorted(found) for name in found.get_list(on))


def _by_name(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(named, key=lambda one: searching.folded(one[1])))


def _of(country: str) -> Any:
    """What the library knows of a country. The language is said, else it would be the machine's."""
    return _library().country_holidays(country, language="")


def _spoken(found: Any, language: str) -> str | None:
    wanted = language.replace("-", "_")
    names = sorted(found.supported_languages, key=lambda name: (name != wanted, name != "en_US", name))
    same = (name for name in names if name.partition("_")[0] == wanted.partition("_")[0])
    own: str | None = found.default_language
    return next(same, own)
