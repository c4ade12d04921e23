"""The same words twice: as plain text, and as one column of HTML that works in light and dark."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from planner.queries.links import Link
from planner.queries.messages.words import Section, Words

_PAGE = """<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title></title></head>
<body style="margin:0;padding:24px 16px">
{}<div style="max-width:32em;margin:0 auto;font:17px/1.6 Georgia,serif">{}
</div></body></html>
"""
# What a mail client shows beside the subject: the opening, then nothing visible for as long as it shows.
_PREVIEW = '<div style="display:none;max-height:0;overflow:hidden">{}{}</div>\n'
_NOTHING = mark_safe("&#847;&zwnj;&nbsp;" * 120)
_PARAGRAPH = '<p style="margin:0 0 1.2em">{}</p>'
_SMALL = '<p style="margin:1.6em 0 0;font-size:14px">{}</p>'
_LINK = '<a href="{}" style="font-weight:bold">{}</a>'


def text(words: Words) -> str:
    """The plain part."""
    parts = (
        words.greeting,
        words.opening,
        f"{words.link_label}: {words.link}",
        "\n".join([_times(), *map(_line, words.offers)]) if words.offers else "",
        words.about,
        *("\n".join((one.heading, *one.lines)) for one in words.sections),
        "\n".join(map(_line, _ends(words))),
        words.closing,
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(link: Link) -> str:
    return f"{link.label}: {link.url}"


def html(words: Words) -> str:
    """The HTML part."""
    link = format_html(_LINK, words.link, words.link_label)
    times = format_html("{}<br>{}", _times(), _links("<br>", words.offers)) if words.offers else ""
    body = (words.greeting, words.opening, link, times, words.about, *map(_section, words.sections))
    small = (_links(" · ", _ends(words)), words.closing)
    preview = format_html(_PREVIEW, words.opening, _NOTHING)
    return _page(_paragraphs(_PARAGRAPH, body) + _paragraphs(_SMALL, small), preview)


def _section(one: Section) -> SafeString:
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in one.lines))
    return format_html("<b>{}</b><br>{}", one.heading, lines)


def plain(written: str) -> str:
    """An HTML part for a mail that was written as text only."""
    # `urlize` has escaped it; `linebreaks` only adds paragraphs.
    return _page(mark_safe(linebreaks(urlize(written, autoescape=True))))


def _times() -> str:
    return _("One tap suggests a time that suits you both:")


def _ends(words: Words) -> tuple[Link, ...]:
    """The small links below: from the lightest to the one that ends most."""
    stop = (Link(_("No more of this kind"), words.unsubscribe),) if words.unsubscribe else ()
    return (*words.replies, *stop)


def _links(between: str, links: Iterable[Link]) -> SafeString:
    # The text between comes from here, and nothing else is unescaped.
    return format_html_join(mark_safe(between), _LINK, ((one.url, one.label) for one in links))


def _paragraphs(shape: str, parts: Iterable[str]) -> SafeString:
    return format_html_join("\n", shape, ((part,) for part in parts if part))


def _page(body: str, preview: str = "") -> str:
    return format_html(_PAGE, get_language() or "en", preview, body)
