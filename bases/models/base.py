from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.choices import BaseKind, BaseStatus
from bases.models.institution import Institution
from bases.querysets import BaseQuerySet
from taxonomy.choices import Province
from taxonomy.models import (
    AtomicModel,
    PriorityField,
    TextVersion,
    one_version_per_language,
    says_its_language,
    written_in,
)
from taxonomy.models.versions import HasVersions


class Base(HasVersions, AtomicModel):
    """An international science and technology cooperation base (国际科技合作基地)."""

    slug = models.SlugField(_("address name"), unique=True, max_length=60)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(_("type"), max_length=20, choices=BaseKind.choices)
    province = models.CharField(_("province"), max_length=20, choices=Province.choices)
    fields = models.ManyToManyField(PriorityField, verbose_name=_("priority fields"), related_name="bases")
    recognised_on = models.DateField(_("recognised on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=BaseStatus.choices, default=BaseStatus.CANDIDATE
    )
    status_reason = models.TextField(_("reason of the status"), blank=True)
    status_reason_language = written_in(_("language of the reason"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BaseQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("base")
        verbose_name_plural = _("bases")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BaseKind.values), name="base_kind_is_known"),
            models.CheckConstraint(condition=Q(province__in=Province.values), name="base_province_is_known"),
            models.CheckConstraint(condition=Q(status__in=BaseStatus.values), name="base_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=BaseStatus.CANDIDATE) | Q(recognised_on__isnull=False),
                name="recognised_base_says_since_when",
            ),
            says_its_language(
                "status_reason",
                language="status_reason_language",
                name="base_status_reason_says_its_language",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def has_page(self) -> bool:
        """For everybody: what was never recognised has none."""
        return self.status != BaseStatus.CANDIDATE

    @property
    def is_listed(self) -> bool:
        """In the directory, if its institution is verified."""
        return self.status in (BaseStatus.RECOGNISED, BaseStatus.ON_NOTICE)


class BaseText(TextVersion):
    """Name and description of a base in one language."""

    base = models.ForeignKey(Base, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=80, blank=True)
    about = models.TextField(_("description"), blank=True)
    offer = models.TextField(_("what it offers"), blank=True)

    class Meta:
        verbose_name = _("base text")
        verbose_name_plural = _("base texts")
        constraints = one_version_per_language("base")

    def __str__(self) -> str:
        return self.name
