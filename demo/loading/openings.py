"""Openings. Days in the files count from the day of loading, so that the demo is never out of date."""

from __future__ import annotations

import datetime
import zoneinfo

from django.utils import timezone

from bases import models as host
from bases.choices import OpeningStep, PublicationState
from demo import schema
from demo.loading.hosts import other
from demo.registry import Registry

BEIJING = zoneinfo.ZoneInfo("Asia/Shanghai")


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def make_opening(item: schema.Opening, registry: Registry) -> host.Opening:
    base = registry.optional(host.Base, "base", item.base)
    institution = registry.optional(host.Institution, "institution", item.institution)
    if institution is None and base is not None:
        institution = base.institution
    if institution is None:
        raise LookupError("no host; name a base or an institution")
    clear = item.sensitivity == "clear"
    row = host.Opening.objects.create(
        institution=institution,
        base=base,
        project=registry.optional(host.Project, "project", item.project),
        programme=registry.optional(host.Programme, "programme", item.programme),
        framework=registry.optional(host.Framework, "framework", item.framework),
        direction=item.direction,
        kind=item.kind,
        places=item.places,
        months_min=item.months_min,
        months_max=item.months_max,
        starts_from=in_days(item.starts_days),
        starts_until=in_days(item.starts_until_days),
        deadline=datetime.datetime.combine(in_days(item.deadline_days), datetime.time(18), BEIJING),
        career_stages=item.career_stages,
        nationality_rule=item.nationality_rule,
        nationalities=item.nationalities,
        channel=item.channel,
        sensitivity=item.sensitivity,
        sensitivity_reason=item.sensitivity_reason,
        sensitivity_reason_language=item.language if item.sensitivity_reason else "",
        publication=PublicationState.OPEN if clear else PublicationState.IN_REVIEW,
        published_at=timezone.now() if clear else None,
    )
    steps = [OpeningStep.SUBMIT, *([OpeningStep.CLEAR, OpeningStep.PUBLISH] if clear else [])]
    for step in steps:
        row.events.create(step=step, by_officer=step != OpeningStep.SUBMIT)
    row.fields.set(item.fields)
    row.challenges.set(item.challenges)
    for language, level in item.languages.items():
        row.required_languages.create(language=language, level=level)
    row.texts.create(
        language=item.language,
        title=item.title,
        summary=item.summary,
        description=item.description,
        requirements=item.requirements,
        **item.terms.model_dump(),
    )
    if item.title_other:
        row.texts.create(language=other(item.language), title=item.title_other, is_original=False)
    return row
