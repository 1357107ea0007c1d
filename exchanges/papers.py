"""Drawing an issued letter as a PDF: both languages on one paper, with the code and the address of the check page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from exchanges.choices import LetterKind
from exchanges.models import IssuedLetter
from taxonomy.choices import Language, StayKind


class PaperMissing(Exception):
    """The machine lacks what draws papers (Pango; see the README)."""


def draw(letter: IssuedLetter) -> bytes:
    """A PDF of one page. Raises PaperMissing. Nothing is fetched, from anywhere."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # its libraries are found when it is imported
        raise PaperMissing from error

    class Nothing(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError("A letter needs nothing from outside.")

    html = render_to_string("exchanges/letter.html", context_of(letter))
    made: bytes = HTML(string=html, base_url=None, url_fetcher=Nothing()).write_pdf()
    return made


def context_of(letter: IssuedLetter) -> dict[str, Any]:
    address = address_of(letter)
    return {
        "letter": letter,
        "address": address,
        "square": _square(address),
        "halves": [_half(letter, language) for language in (Language.ZH, Language.EN)],
    }


def address_of(letter: IssuedLetter) -> str:
    """Where whoever holds the paper checks it, in English; the page is there in Chinese too."""
    with override(Language.EN):
        return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('exchanges:verify', args=[letter.code])}"


def said_in(letter: IssuedLetter, language: str) -> dict[str, Any]:
    """Its facts in one language; days as dates. Needs no language to be active."""
    facts = letter.facts
    names = letter.names if language == Language.EN else reversed(letter.names)
    with override(language):
        kind, stay = letter.title, StayKind(facts["stay"]).label if facts.get("stay") else ""
        return {
            "kind": str(kind),
            "stay": str(stay),
            "person": " ".join(name for name in names if name),
            **{name: _in(facts.get(name), language) for name in ("host", "base", "opening")},
            **{
                name: date.fromisoformat(facts[name]) if facts.get(name) else None
                for name in ("starts_on", "ends_on", "arrived_on", "left_on")
            },
            "breaks": [[date.fromisoformat(day) for day in days] for days in facts.get("breaks", ())],
        }


def _half(letter: IssuedLetter, language: Language) -> dict[str, Any]:
    with override(language):
        said = said_in(letter, language)
        sent = "sent_" if letter.sent else ""
        text = render_to_string(
            f"exchanges/letter_{sent}{LetterKind(letter.kind).value}.txt",
            {**said, "issued": timezone.localdate(letter.issued_at), "grouped": letter.grouped},
        )
    tag = "zh-Hans" if language == Language.ZH else "en"
    return {
        "tag": tag,
        "said": said,
        "paragraphs": [one for one in text.strip().split("\n\n") if one.strip()],
    }


def _in(names: dict[str, str] | None, language: str) -> str:
    names = names or {}
    return names.get(language) or next((name for name in names.values() if name), "")


def _square(address: str) -> SafeString:
    """The address as a QR code, drawn as SVG."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    picture = qrcode.make(address, image_factory=SvgPathImage, border=0)
    return mark_safe(picture.to_string(encoding="unicode"))
