"""The agreement as it is signed: one text for both sides, in both languages around the words that somebody wrote."""

from __future__ import annotations

import hashlib
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from exchanges.domain.terms import Terms
from exchanges.routes import Route, route_of
from matching.models import Exchange
from taxonomy.choices import Language

HOST_LABELS = {
    Route.HERE: "接收单位 / Host",
    Route.ABROAD: "接收单位 / Host",
    Route.SENT: "派出单位 / Sending institution",
}


def text_of(exchange: Exchange, terms: Terms, *, number: int) -> str:
    """The same for the same stay, terms and number, whoever reads it in whatever language."""
    opening, profile = exchange.introduction.opening, exchange.introduction.profile
    with override(Language.EN):
        return render_to_string(
            "exchanges/agreement.txt",
            {
                "exchange": exchange,
                "terms": terms,
                "number": number,
                "person": " / ".join(name for name in (profile.native_name, profile.name) if name),
                "host_label": HOST_LABELS[route_of(opening)],
                "host": in_both(opening.institution),
                "opening": in_both(opening),
                "zone": opening.deadline_zone,
            },
        ).strip()


def in_both(subject: Any) -> str:
    """Its name in Chinese and in English, once where both are alike."""
    names = [str(subject.text_in(language) or "") for language in (Language.ZH, Language.EN)]
    return " / ".join(dict.fromkeys(name for name in names if name))


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
