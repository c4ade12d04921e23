"""The same words twice: as plain text, and as one column of HTML that works in light and dark."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from planner.queries.channels.links import Link
from planner.queries.messages.words import Section, Words

# Programs that know no style sheets get the light colours, which stand in each element; those that know a
# dark mode get the dark ones. Nothing is loaded from anywhere.
_STYLE = mark_safe(  # nosec B308
    """
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.paper{background:#181512!important}.sheet{background:#221d19!important;border-color:#3a322b!important}
.ink{color:#f0e8dc!important}.soft,.soft a{color:#b8ab9c!important}.line{border-color:#3a322b!important}
.ink .deed{background:#d7aad8!important;color:#221d19!important}
.ink a{color:#d7aad8}
.choice{border-color:#87796a!important;color:#f0e8dc!important}.brand{color:#d7aad8!important}
}
"""
)
_PAGE = """<!doctype html>
<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title></title><style>{style}</style></head>
<body class="paper" style="margin:0;padding:0;background:#f8f3e9">
{preview}<div class="paper" style="padding:24px 12px;background:#f8f3e9">
<div style="max-width:34em;margin:0 auto;font:17px/1.6 system-ui,'Segoe UI',Roboto,sans-serif">
<p class="brand" style="margin:0 8px 12px;font:bold 18px/1.3 Georgia,serif;color:#673a69">Alongside</p>
<div class="sheet ink" style="padding:24px;border:1px solid #e6dccb;border-radius:16px;background:#fffdf8;\
color:#2b2520;overflow-wrap:anywhere">{body}</div>
<div class="soft" style="margin:16px 8px 0;font-size:14px;color:#655b51">{small}</div>
</div></div></body></html>
"""
# What a mail client shows beside the subject: the opening, then nothing visible for as long as it shows.
_PREVIEW = '<div style="display:none;max-height:0;overflow:hidden">{}{}</div>\n'
_NOTHING = mark_safe("&#847;&zwnj;&nbsp;" * 120)  # nosec B308
_PARAGRAPH = '<p style="margin:0 0 18px">{}</p>'
_OPENING = '<p style="margin:0 0 20px;font:20px/1.45 Georgia,serif">{}</p>'
_SMALL = '<p style="margin:0 0 10px">{}</p>'
_LINK = '<a class="soft" href="{}" style="color:#655b51">{}</a>'
# Large enough for a thumb.
_DEED = (
    '<a class="deed" href="{}" style="display:inline-block;padding:12px 26px;border-radius:999px;'
    'background:#673a69;color:#fdf7f0;font-weight:bold;text-decoration:none">{}</a>'
)
_CHOICE = (
    '<a class="choice" href="{}" style="display:block;margin:8px 0 0;padding:10px 12px;'
    'border:1px solid #8f8272;border-radius:24px;color:#2b2520;text-align:center;text-decoration:none">{}</a>'
)
_ABOUT = '<p class="line" style="margin:20px 0 0;padding-top:16px;border-top:1px solid #e6dccb">{}</p>'
_SECTION = (
    '<div class="line" style="margin:20px 0 0;padding-top:16px;border-top:1px solid #e6dccb">'
    '<p style="margin:0 0 8px;font:bold 18px/1.3 Georgia,serif">{}</p>{}</div>'
)
_ROW = '<p style="margin:0 0 8px">{}</p>'
_AFTER = '<p style="margin:12px 0 0;font-size:14px">{}</p>'


def text(words: Words) -> str:
    """The plain part."""
    parts = (
        words.greeting,
        words.opening,
        f"{words.link_label}: {words.link}",
        "\n".join([_times(), *map(_line, words.offers)]) if words.offers else "",
        words.about,
        *(
            "\n".join((one.heading, *one.lines, *map(_line, (*one.links, *one.replies))))
            for one in words.sections
        ),
        "\n".join(map(_line, _ends(words))),
        words.closing,
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(link: Link) -> str:
    return f"{link.label}: {link.url}"


def html(words: Words) -> str:
    """The HTML part."""
    preview = format_html(_PREVIEW, words.opening, _NOTHING)
    body = format_html(
        "{}\n{}\n{}\n{}\n{}\n{}",
        _each(_PARAGRAPH, (words.greeting,)),
        _each(_OPENING, (words.opening,)),
        format_html(_DEED, words.link, words.link_label),
        _choices(words.offers),
        _each(_ABOUT, (words.about,)),
        _join("\n", map(_section, words.sections)),
    )
    return _page(body, small=_each(_SMALL, (words.closing, _links(" · ", _ends(words)))), preview=preview)


def plain(written: str) -> str:
    """An HTML part for a mail that was written as text only."""
    # `urlize` has escaped it; `linebreaks` only adds paragraphs.
    return _page(mark_safe(linebreaks(urlize(written, autoescape=True))))  # nosec B308


def _section(one: Section) -> SafeString:
    below = (_chosen(one.links), _each(_AFTER, (_links(" · ", one.replies),)))
    return format_html(_SECTION, one.heading, _each(_ROW, one.lines) + _join("", below))


def _choices(offers: tuple[Link, ...]) -> SafeString:
    """Times to pick from, one below the other."""
    if not offers:
        return SafeString()
    asked = format_html('<p style="margin:20px 0 0">{}</p>', _times())
    return asked + _chosen(offers)


def _chosen(links: Iterable[Link]) -> SafeString:
    return _join("\n", (format_html(_CHOICE, one.url, one.label) for one in links))


def _times() -> str:
    return _("One tap suggests a time that suits you both:")


def _ends(words: Words) -> tuple[Link, ...]:
    """The small links below: from the lightest to the one that ends most."""
    stop = (Link(_("No more of this kind"), words.unsubscribe),) if words.unsubscribe else ()
    return (*words.replies, *stop)


def _links(between: str, links: Iterable[Link]) -> SafeString:
    return _join(between, (format_html(_LINK, one.url, one.label) for one in links))


def _each(shape: str, parts: Iterable[str]) -> SafeString:
    return _join("\n", (format_html(shape, part) for part in parts if part))


def _join(between: str, parts: Iterable[SafeString]) -> SafeString:
    # The text between comes from here, and nothing else is unescaped.
    return format_html_join(mark_safe(between), "{}", ((part,) for part in parts))  # nosec B308


def _page(body: str, *, small: str = "", preview: str = "") -> str:
    return format_html(
        _PAGE,
        lang=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        style=_STYLE,
        preview=preview,
        body=body,
        small=small,
    )
