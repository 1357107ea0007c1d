"""The three corners as the database has them at this moment: nothing from the index reaches anybody unread."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.audience import Visitor
from bases.choices import BaseStatus, Sensitivity
from bases.models import Base, Opening, Project
from bases.querysets import BaseQuerySet, ProjectQuerySet
from experts.models import Profile
from matching.domain.pool import JUDGED_BY
from matching.domain.wording import both
from matching.types import Bilingual, Reason, Verdict

OF_A_PROJECT = ("texts", "base__texts", "fields", "challenges")


def people(ids: Collection[int], reader: Visitor | None) -> dict[int, Profile]:
    """Those of `ids` who are in the pool now and whom `reader` may see, by id; without a reader, the whole pool."""
    rows = Profile.objects.matchable().filter(pk__in=ids)
    if reader is not None:
        rows = rows.visible_to(reader)
    return {row.pk: row for row in rows.prefetch_related(*JUDGED_BY).order_by("pk")}


def bases(ids: Collection[int], reader: Visitor | None) -> dict[int, Base]:
    """Those of `ids` that may host now, by id, with their projects' texts."""
    rows: BaseQuerySet = Base.objects.matchable().filter(pk__in=ids)
    if reader is not None:
        rows = rows.visible_to(reader)
    return {row.pk: row for row in rows.for_cards().prefetch_related("projects__texts").order_by("pk")}


def projects(hosts: Iterable[Base], reader: Visitor | None, *, today: date) -> dict[int, Project]:
    """The projects of these bases that people may be matched with, by id."""
    rows = _free_of_review(Project.objects.filter(base__in=[base.pk for base in hosts]))
    rows = rows.filter(end_year__gte=today.year)
    if reader is not None:
        rows = rows.visible_to(reader)
    rows = rows.select_related("base", "programme__framework").prefetch_related(*OF_A_PROJECT)
    return {row.pk: row for row in rows.order_by("pk")}


def why_not_base(base: Base) -> Reason | None:
    """Why nobody at all is matched with a base; None where it may host."""
    if Base.objects.matchable().filter(pk=base.pk).exists():
        return None
    if base.status in (BaseStatus.RECOGNISED, BaseStatus.ON_NOTICE):
        text = Bilingual(
            zh="基地所属机构未经认证，暂不匹配。", en="The institution of this base is not verified."
        )
    else:
        state = both(BaseStatus(base.status))
        text = Bilingual(
            zh=f"只有已认定的基地才能接待来访者；此基地的状态是“{state.zh}”。",
            en=f"Only recognised bases may host; the status of this one is: {state.en.lower()}.",
        )
    return Reason("base", Verdict.UNMET, text)


def why_not_project(project: Project, *, today: date) -> Reason | None:
    """Why nobody at all is matched with a project; None where people may be looked for."""
    if project.end_year < today.year:
        text = Bilingual(
            zh=f"项目已于{project.end_year}年结束。", en=f"The project ended in {project.end_year}."
        )
        return Reason("ended", Verdict.UNMET, text)
    if not _free_of_review(Project.objects.filter(pk=project.pk)).exists():
        text = Bilingual(
            zh="项目的岗位正在敏感领域审查中或未通过审查，暂不匹配。",
            en="The sensitive-field review holds or refused an opening of the project.",
        )
        return Reason("sensitivity", Verdict.UNMET, text)
    return why_not_base(project.base)


def _free_of_review(rows: ProjectQuerySet) -> ProjectQuerySet:
    """Without an opening that the review holds, and without a refused one unless another was cleared since."""
    openings = Opening.objects.filter(project=OuterRef("pk"))
    return rows.exclude(Exists(openings.filter(sensitivity=Sensitivity.HELD))).exclude(
        Exists(openings.filter(sensitivity=Sensitivity.REFUSED)),
        ~Exists(openings.filter(sensitivity=Sensitivity.CLEAR)),
    )
