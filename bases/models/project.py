from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bases.choices import FundingKind
from bases.models.base import Base
from bases.models.framework import Framework
from bases.models.programme import Programme
from bases.querysets import ProjectQuerySet
from taxonomy.models import AtomicModel, Challenge, PriorityField, TextVersion, one_version_per_language
from taxonomy.models.versions import HasVersions


class Project(HasVersions, AtomicModel):
    """A research project at a base."""

    slug = models.SlugField(_("address name"), unique=True, max_length=60)
    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="projects")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    framework = models.ForeignKey(
        Framework, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    leader = models.CharField(_("leader"), max_length=120)
    fields = models.ManyToManyField(PriorityField, verbose_name=_("priority fields"), related_name="projects")
    challenges = models.ManyToManyField(
        Challenge, verbose_name=_("global challenges"), related_name="projects", blank=True
    )
    start_year = models.PositiveSmallIntegerField(_("from"))
    end_year = models.PositiveSmallIntegerField(_("until"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_year__gte=F("start_year")), name="project_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ProjectText(TextVersion):
    """Title and description of a project in one language."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("project text")
        verbose_name_plural = _("project texts")
        constraints = one_version_per_language("project")

    def __str__(self) -> str:
        return self.title


class FundingSource(AtomicModel):
    """Which share of a project comes from whom."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funding")
    kind = models.CharField(_("source"), max_length=10, choices=FundingKind.choices)
    percent = models.PositiveSmallIntegerField(_("per cent"))

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="one_funding_share_per_source"),
            models.CheckConstraint(condition=Q(kind__in=FundingKind.values), name="funding_kind_is_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="funding_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.percent} %"
