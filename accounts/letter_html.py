"""The HTML of a letter from its plain text: the same words, with those that lead somewhere as links and buttons.

The text names addresses in full. Here an address of our own site goes under the words that stand before it on its line,
else under the line or the paragraph before; what is left gets words of its own. Addresses elsewhere are shown as they
are, so that everybody sees where they lead. What people wrote comes after a ">" (`quoted`), and none of it becomes a
button. After the line "-- " (RFC 3676) comes the foot, in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

FOOT = "-- "
MARK = ">"
MOST = 90  # characters of the words of a button; a longer line stays text
TITLE = 250  # of what is named on a line of its own, as titles are
COLONS = ":："
LAST = re.compile(r"(.*(?:[.!?]\s|[。！？]))\s*(.+)")  # greedy: what stands after the last end of a sentence
INK, GROUND = "#1c3f7c", "#ffffff"
_BUTTON = (
    "display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border:1px solid {ink};border-radius:4px;"
    "font-weight:600;text-decoration:none;background:{ground};color:{text}"
)
FULL = _BUTTON.format(ink=INK, ground=INK, text=GROUND)
LINK = f"color:{INK}"
QUOTE = "margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #9aa6b5"
LINE = _BUTTON.format(ink=INK, ground=GROUND, text=INK)


@dataclass(frozen=True, slots=True)
class Line:
    """`url`: of our own site; `asks`: the words end in a colon, or there are none, so that a button suits them;
    `quote`: somebody else's words."""

    words: str
    url: str = ""
    bullet: str = ""
    asks: bool = False
    quote: bool = False


def letter_html(text: str) -> SafeString:
    """Needs the active language."""
    body, _line, foot = text.rpartition(f"\n{FOOT}\n")
    if not body:
        body, foot = foot, ""
    parts = [*_body(body)]
    if foot:
        inner = format_html_join(
            "", '<p style="margin:0 0 8px">{}</p>', ((_plain(one),) for one in _paragraphs(foot))
        )
        style = "margin-top:24px;padding-top:12px;border-top:1px solid #cfd6df;font-size:14px"
        parts.append(format_html('<div class="foot" style="{}">{}</div>', style, inner))
    return mark_safe("\n".join(parts))


def _body(text: str) -> Iterator[SafeString]:
    style = FULL
    for lines in _paragraphs(text):
        if all(line.quote for line in lines):
            yield format_html('<blockquote style="{}">{}</blockquote>', QUOTE, _plain(lines))
        elif all(line.url and line.asks for line in lines):
            links = []
            for line in lines:
                links.append(_button(line, style))
                style = LINE  # one is enough to be seen first
            yield format_html("<p>{}</p>", mark_safe("".join(links)))
        else:
            yield format_html("<p>{}</p>", _plain(lines))


def _paragraphs(text: str) -> list[list[Line]]:
    found: list[list[Line]] = []
    for paragraph in re.split(r"\n(?:[ \t]*\n)+", text.strip()):
        lines: list[Line] = []
        for line in paragraph.splitlines():
            read = _read(line)
            if read.url and not read.words:
                read = _with_words(read, lines, found)
            lines.append(read)
        found.append(lines)
    return found


def _read(line: str) -> Line:
    if line.startswith(MARK):
        return Line(line.removeprefix(MARK).strip(), quote=True)
    site = re.escape(settings.WAGTAILADMIN_BASE_URL)
    found = re.fullmatch(rf"((?:.*[\s{COLONS}])?)({site}/\S*)\s*", line)  # not within another address
    if found is None or len(found[1]) > TITLE:
        return Line(line)
    return _named(Line("", found[2]), found[1])


def _with_words(link: Line, lines: list[Line], before: list[list[Line]]) -> Line:
    """Takes the words away from where they stood: of a long line the last sentence."""
    here = lines or (before[-1] if before and len(before[-1]) == 1 else [])
    last = here[-1] if here else link
    if (
        not here
        or last.url
        or last.quote
        or not (here is lines or last.words.rstrip().endswith(tuple(COLONS)))
    ):
        return replace(link, asks=True)
    kept, words = _last_sentence(last.words)
    if len(words) > (MOST if words.endswith(tuple(COLONS)) else TITLE):
        return replace(link, asks=True)
    here.pop()
    if kept:
        here.append(Line(kept))
    elif here is not lines:
        before.pop()
    return _named(link, words)


def _last_sentence(words: str) -> tuple[str, str]:
    """-> what stands before it, and itself; a short line is one."""
    found = LAST.fullmatch(words) if len(words) > MOST and words.endswith(tuple(COLONS)) else None
    return (found[1], found[2]) if found else ("", words)


def _named(link: Line, words: str) -> Line:
    bullet = "– " if words.startswith("– ") else ""
    plain = words.removeprefix(bullet).strip()
    return replace(link, words=plain.rstrip(COLONS + " "), bullet=bullet, asks=plain.endswith(tuple(COLONS)))


def _button(line: Line, style: str) -> SafeString:
    kind = "button" if style == FULL else "button line"
    words = line.words or _("Open the page")
    return format_html('<a class="{}" href="{}" style="{}">{}</a>', kind, line.url, style, words)


def _plain(lines: list[Line]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((_said(line),) for line in lines))


def _said(line: Line) -> SafeString:
    if not line.url:
        return mark_safe(urlize(conditional_escape(line.words), autoescape=False))
    return format_html(
        '{}<a href="{}" style="{}">{}</a>', line.bullet, line.url, LINK, line.words or _("Open the page")
    )
