"""An institution writes about the projects at its bases."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.domain.audit import record
from accounts.domain.editing import Part, Values
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import FundingKind
from bases.domain.own_bases import InUse, openings_hang
from bases.domain.versions import new_slug, read_texts, write_texts
from bases.models import Base, FundingSource, Project

TEXTS = ("title", "description")
TAGS = ("fields", "challenges")


def share(kind: str) -> str:
    """The field that asks how much comes from there, in per cent."""
    return f"percent_{kind}"


def _read(project: Project) -> dict[str, Any]:
    shares = dict(project.funding.values_list("kind", "percent"))
    return {
        "leader": project.leader,
        "start_year": project.start_year,
        "end_year": project.end_year,
        "programme": project.programme_id,
        "framework": project.framework_id,
        **{
            name: list(getattr(project, name).order_by("order").values_list("pk", flat=True)) for name in TAGS
        },
        **{share(kind): shares.get(kind) for kind in FundingKind.values},
        **read_texts(project, TEXTS),
    }


def _write(project: Project, values: Values) -> None:
    project.leader = values["leader"]
    project.start_year, project.end_year = values["start_year"], values["end_year"]
    project.programme_id, project.framework_id = values["programme"], values["framework"]
    project.save()
    for name in TAGS:
        getattr(project, name).set(values[name])
    for kind in FundingKind.values:
        percent = values[share(kind)]
        if percent is None:
            project.funding.filter(kind=kind).delete()
        else:
            FundingSource.objects.update_or_create(project=project, kind=kind, defaults={"percent": percent})
    write_texts(project, values, TEXTS)


PROJECT: Part[Project] = Part("project", _read, _write)


@transaction.atomic
def begin_project(base: Base, values: Values, *, by: User) -> Project:
    """The same page sent twice makes one project."""
    lock(base)
    same = {name: values[name] for name in ("leader", "start_year", "end_year")}
    for other in Project.objects.filter(base=base, **same):
        if _read(other) == dict(values):
            return other
    project = Project(base=base, slug=new_slug(Project, values["title_en"], otherwise="project"))
    _write(project, values)
    record("project begun", project, by=by, after={"base": base.pk})
    return project


@transaction.atomic
def remove_project(project: Project, *, by: User) -> None:
    """Raises InUse where an opening belongs to it."""
    lock(project)
    if number := project.openings.count():
        raise InUse(openings_hang(number))
    record("project removed", project, by=by, before={"base": project.base_id})
    project.delete()
