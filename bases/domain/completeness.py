"""What an opening still lacks before an officer looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bases.choices import Declaration, Verification
from bases.domain.wording.findings import Finding, Kind
from bases.domain.wording.look import findings_of
from bases.models import Opening


@dataclass(frozen=True, slots=True)
class Gap:
    """`field`: of the editor, where it is mended; "" where it is not mended there."""

    field: str
    text: str | Promise


def missing(opening: Opening) -> list[Gap]:
    return list(_missing(opening))


def _missing(opening: Opening) -> Iterator[Gap]:
    if opening.institution.verification != Verification.VERIFIED:
        yield Gap(
            "", _("An officer has to verify the institution first; meanwhile everything can be prepared.")
        )
    text = opening.original
    end = "zh" if text and text.language.startswith("zh") else "en"
    if text is None:
        yield Gap("title_en", _("Write a title in Chinese or in English."))
    elif not text.description:
        yield Gap(f"description_{end}", _("Describe the work in the language that you wrote first."))
    if text is not None and not text.requirements:
        yield Gap(f"requirements_{end}", _("Write at least one requirement: people are compared with each."))
    if not opening.fields.exists():
        yield Gap("fields_of_work", _("Choose at least one priority field."))
    if opening.deadline <= timezone.now():
        yield Gap("deadline_day", _("Choose a deadline that is still to come."))
    if opening.starts_until <= timezone.localdate():
        yield Gap("starts_until", _("Choose a latest arrival that is still to come."))
    if opening.deadline.date() > opening.starts_until:
        yield Gap("deadline_day", _("The latest arrival would be over before the deadline."))
    found = findings_of(opening)
    for finding in found:
        if _must_be_mended(finding):
            yield Gap(
                _field_of(finding.field, finding.language),
                _("“%(quote)s”: %(why)s %(remedy)s")
                % {"quote": finding.quote, "why": finding.why, "remedy": finding.remedy},
            )
    if opening.declared == Declaration.UNSAID:
        yield Gap("declared", _("Say whether the work touches a sensitive field."))
    elif opening.declared == Declaration.YES and not opening.declaration:
        yield Gap("declaration", _("Say what the work is for: two officers read it."))
    elif not opening.declaration and any(
        finding.kind is not Kind.UNCLEAR and not _must_be_mended(finding) for finding in found
    ):
        yield Gap("declaration", _("Some words ask for a second look: explain there what they mean."))


def _must_be_mended(finding: Finding) -> bool:
    """What is asked of people. Elsewhere "forty years old" may be a forest: there it is explained."""
    asked = finding.field in ("requirements", "nationality_rule")
    return finding.kind is Kind.DISCRIMINATING and asked


def _field_of(field: str, language: str) -> str:
    """Of the editor, where the texts of both languages stand side by side."""
    return f"{field}_{'zh' if language.startswith('zh') else 'en'}" if language else field
