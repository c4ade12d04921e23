"""Whom to call about violence in a relationship, in several countries: numbers as official pages give them.

Each has beside it where it is from, so that whoever reads the page can look it up; numbers change.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Helpline:
    """`name` is what it calls itself; `number` as people write it; `source` the host of an official page."""

    name: str
    number: str
    source: str

    @property
    def tel(self) -> str:
        return "tel:" + self.number.replace(" ", "").replace("-", "")


@dataclass(frozen=True, slots=True)
class Country:
    name: str | Promise
    emergency: str
    lines: tuple[Helpline, ...]


COUNTRIES: Final = (
    Country(
        _("Germany"),
        "110 · 112",
        (
            Helpline("Hilfetelefon Gewalt gegen Frauen", "116 016", "www.hilfetelefon.de"),
            Helpline("Männerhilfetelefon", "0800 1239900", "www.maennerhilfetelefon.de"),
        ),
    ),
    Country(
        _("Austria"),
        "133 · 112",
        (
            Helpline("Frauenhelpline gegen Gewalt", "0800 222 555", "www.frauenhelpline.at"),
            Helpline("Männernotruf", "0800 246 247", "www.maennernotruf.at"),
        ),
    ),
    Country(
        _("United Kingdom"),
        "999",
        (
            Helpline("National Domestic Abuse Helpline", "0808 2000 247", "www.gov.uk"),
            Helpline("Men’s Advice Line", "0808 801 0327", "www.gov.uk"),
        ),
    ),
    Country(_("Ireland"), "999 · 112", (Helpline("Women’s Aid", "1800 341 900", "www.womensaid.ie"),)),
    Country(
        _("United States"),
        "911",
        (Helpline("National Domestic Violence Hotline", "1-800-799-7233", "www.thehotline.org"),),
    ),
    Country(_("Australia"), "000", (Helpline("1800RESPECT", "1800 737 732", "www.1800respect.org.au"),)),
    Country(_("New Zealand"), "111", (Helpline("Are you OK?", "0800 456 450", "www.govt.nz"),)),
    Country(
        _("France"),
        "17 · 112",
        (Helpline("Violences Femmes Info", "3919", "arretonslesviolences.gouv.fr"),),
    ),
    Country(_("Spain"), "112", (Helpline("Teléfono 016", "016", "violenciagenero.igualdad.gob.es"),)),
    Country(_("Italy"), "112", (Helpline("Numero antiviolenza e stalking", "1522", "www.1522.eu"),)),
    Country(_("Netherlands"), "112", (Helpline("Veilig Thuis", "0800 2000", "www.veiligthuis.nl"),)),
)
