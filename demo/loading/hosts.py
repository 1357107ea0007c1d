"""Institutions, bases, frameworks, programmes and projects."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from bases import models as host
from bases.choices import Verification
from demo import schema
from demo.registry import Registry


def versions(names: dict[Any, str], original: str) -> list[dict[str, Any]]:
    """Language and originality of each supplied name."""
    return [{"language": language, "is_original": language == original} for language in names]


def make_institution(item: schema.Institution) -> host.Institution:
    row = host.Institution.objects.create(
        slug=item.id,
        kind=item.kind,
        country=item.country,
        province=item.province or "",
        website=item.website,
        verification=Verification.VERIFIED if item.verified else Verification.PENDING,
        verified_at=timezone.now() if item.verified else None,
    )
    row.fields.set(item.fields)
    for version in versions(item.names, item.language):
        language = version["language"]
        about = item.about if version["is_original"] else ""
        row.texts.create(name=item.names[language], city=item.city[language], about=about, **version)
    return row


def make_base(item: schema.Base, registry: Registry) -> host.Base:
    row = host.Base.objects.create(
        slug=item.id,
        institution=registry.row(host.Institution, "institution", item.institution),
        kind=item.kind,
        province=item.province,
        recognised_on=item.recognised,
        status=item.status,
    )
    row.fields.set(item.fields)
    for version in versions(item.names, item.language):
        language = version["language"]
        about = item.about if version["is_original"] else ""
        row.texts.create(name=item.names[language], city=item.city[language], about=about, **version)
    return row


def make_framework(item: schema.Framework) -> host.Framework:
    """A framework of the reference data is completed rather than made twice."""
    row, _ = host.Framework.objects.update_or_create(
        slug=item.id,
        defaults={
            "kind": item.kind,
            "countries": item.countries,
            "start_year": item.start_year,
            "end_year": item.end_year,
        },
    )
    row.texts.all().delete()
    for version in versions(item.names, "en"):
        language = version["language"]
        row.texts.create(name=item.names[language], reciprocity=item.reciprocity[language], **version)
    return row


def make_programme(item: schema.Programme, registry: Registry) -> host.Programme:
    row = host.Programme.objects.create(
        slug=item.id, kind=item.kind, framework=registry.optional(host.Framework, "framework", item.framework)
    )
    for version in versions(item.names, item.language):
        language = version["language"]
        row.texts.create(name=item.names[language], about=item.about[language], **version)
    return row


def make_project(item: schema.Project, registry: Registry) -> host.Project:
    row = host.Project.objects.create(
        slug=item.id,
        base=registry.row(host.Base, "base", item.base),
        programme=registry.optional(host.Programme, "programme", item.programme),
        leader=item.leader,
        start_year=item.start_year,
        end_year=item.end_year,
    )
    row.fields.set(item.fields)
    row.challenges.set(item.challenges)
    row.texts.create(language=item.language, title=item.title, description=item.description)
    if item.title_other:
        row.texts.create(language=other(item.language), title=item.title_other, is_original=False)
    for kind, percent in item.funding.items():
        if percent:
            row.funding.create(kind=kind, percent=percent)
    return row


def other(language: str) -> str:
    return "en" if language == "zh-hans" else "zh-hans"
