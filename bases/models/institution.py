from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from bases.choices import InstitutionKind, Verification
from bases.querysets import InstitutionQuerySet
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
from taxonomy.validators import validate_ror


class Institution(HasVersions, AtomicModel):
    """A receiving organisation."""

    slug = models.SlugField(_("address name"), unique=True, max_length=60)
    ror = models.CharField(
        _("ROR id"), max_length=9, null=True, blank=True, unique=True, validators=[validate_ror]
    )
    claimed_ror = models.CharField(
        _("ROR id that another institution has"), max_length=9, blank=True, validators=[validate_ror]
    )
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind.choices)
    country = CountryField(verbose_name=_("country"), default="CN")
    province = models.CharField(_("province"), max_length=20, choices=Province.choices, blank=True)
    website = models.URLField(_("website"), blank=True)
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification.choices, default=Verification.PENDING
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verification_reason = models.TextField(_("reason of the verification"), blank=True)
    verification_reason_language = written_in(_("language of the reason"))
    fields = models.ManyToManyField(
        PriorityField, verbose_name=_("priority fields"), related_name="institutions"
    )
    reads_blind = models.BooleanField(
        _("reads shortlists without names"),
        default=True,
        help_text=_("Until both sides agree to meet."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(_("handed in"), default=timezone.now)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=InstitutionKind.values), name="institution_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(verification__in=Verification.values), name="institution_verification_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(verification=Verification.VERIFIED) | Q(verified_at__isnull=False),
                name="verified_institution_says_when",
            ),
            models.CheckConstraint(
                condition=Q(province="") | Q(country="CN", province__in=Province.values),
                name="province_only_in_china",
            ),
            says_its_language(
                "verification_reason",
                language="verification_reason_language",
                name="verification_reason_says_its_language",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class InstitutionText(TextVersion):
    """Name and description of an institution in one language."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=80, blank=True)
    about = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("institution text")
        verbose_name_plural = _("institution texts")
        constraints = one_version_per_language("institution")

    def __str__(self) -> str:
        return self.name
