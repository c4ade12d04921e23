import re
from itertools import product
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

WEB = Path(__file__).parents[2] / "backend" / "web"
CSS = WEB / "static" / "alongside" / "css"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
LIGHT, DARK = 0, 1
GROUNDS = ("paper", "sheet", "busy-wash", "ours-wash", "mine-wash", "theirs-wash")
VOICES = ("mine", "theirs", "ours", "busy", "ok", "warn", "bad")
READ = [
    *product(("ink", "soft"), GROUNDS),
    *((voice, ground) for voice in VOICES for ground in (f"{voice}-wash", "paper", "sheet")),
    *(("ink", f"{voice}-wash") for voice in ("ok", "warn", "bad")),
    *(("sheet", ground) for ground in ("ours", "mine", "theirs", "ink")),
    *(("card-ink", "card"), ("card-soft", "card"), ("paper", "ink")),
]
SEEN = [
    *product(("edge", "focus"), ("paper", "sheet")),
    ("card-edge", "card"),
    ("ours", "line"),
    ("ok", "paper"),
]


def colours() -> dict[str, tuple[str, str]]:
    text = (CSS / "tokens.css").read_text()
    both = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    same = re.findall(r"--([\w-]+): (#\w{6});", text)
    return {name: (light, dark) for name, light, dark in both} | {name: (one, one) for name, one in same}


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(READ, 4.5), (SEEN, 3)], ids=["text", "shapes"])
def test_colours_stand_apart(pairs: list[tuple[str, str]], least: float, scheme: int) -> None:
    known = colours()

    weak = [(f, b) for f, b in pairs if contrast(known[f][scheme], known[b][scheme]) < least]

    assert weak == []


def test_stylesheet_imports_every_part() -> None:
    imported = set(re.findall(r'url\("([^"]+)"\)', (CSS / "alongside.css").read_text()))

    parts = {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")} - {"alongside.css"}

    assert imported == parts


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_inline_style_or_script(path: Path) -> None:
    markup = re.sub(r"{%.*?%}", "", path.read_text())
    inline = re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", markup)

    assert inline == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_compiles_and_finds_its_files(path: Path) -> None:
    get_template(path.relative_to(WEB / "templates").as_posix())

    named = re.findall(r"{% static '([^']+)' %}", path.read_text())
    assert [name for name in named if finders.find(name) is None] == []
