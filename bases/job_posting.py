"""An opening as schema.org JobPosting, for search engines: https://schema.org/JobPosting."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape, linebreaks

from bases.models import Opening
from bases.shown import sends, shown

LONG = 12  # months from which a stay is no short contract
# Schema.org has no word for a stay; what lasts is a full-time post, the rest is temporary.
FULL_TIME, TEMPORARY = "FULL_TIME", "TEMPORARY"


def job_posting(opening: Opening, *, url: str) -> dict[str, Any] | None:
    """The public facts in the reader's language; None once it takes no applications: engines must then forget it."""
    if not opening.is_open or opening.published_at is None:
        return None
    institution = opening.institution
    organisation = {"@type": "Organization", "name": institution.label, "sameAs": institution.website}
    facts = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": url,
        "identifier": {"@type": "PropertyValue", "name": "TalentBridge", "value": str(opening.pk)},
        "title": opening.label,
        "description": _html(opening, "description") or escape(opening.label),
        "responsibilities": _text(opening, "duties"),
        "qualifications": "\n".join(_phrases(opening)),
        "jobBenefits": "\n".join(filter(None, (_text(opening, "pay"), _text(opening, "housing")))),
        "datePosted": opening.published_at.isoformat(),
        "validThrough": opening.deadline.isoformat(),
        "jobStartDate": opening.starts_from.isoformat(),
        "employmentType": FULL_TIME if opening.months_min >= LONG else TEMPORARY,
        "totalJobOpenings": opening.places,
        "directApply": False,
        "hiringOrganization": {key: value for key, value in organisation.items() if value},
        "jobLocation": _place(opening),
    }
    return {key: value for key, value in facts.items() if value not in ("", None)}


def _place(opening: Opening) -> dict[str, Any] | None:
    """Of one that leads abroad only the place people leave is known, which is not where they work."""
    if sends(opening):
        return None
    host = opening.base or opening.institution
    city = shown(host, "city") or shown(opening.institution, "city")
    address = {
        "@type": "PostalAddress",
        "addressLocality": city.text if city else "",
        "addressRegion": str(host.get_province_display()) if host.province else "",
        "addressCountry": opening.institution.country.code,
    }
    return {"@type": "Place", "address": {key: value for key, value in address.items() if value}}


def _text(opening: Opening, attribute: str) -> str:
    found = shown(opening, attribute)
    return str(found.text) if found else ""


def _html(opening: Opening, attribute: str) -> str:
    """Engines read the description as HTML: what the host wrote is escaped first."""
    return str(linebreaks(_text(opening, attribute), autoescape=True)) if _text(opening, attribute) else ""


def _phrases(opening: Opening) -> list[str]:
    found = shown(opening, "requirements")
    return list(found.text) if found else []
