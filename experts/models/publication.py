from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from experts.choices import PublicationSource
from experts.models.profile import Profile
from taxonomy.choices import Language
from taxonomy.models import AtomicModel


class Publication(AtomicModel):
    """A paper, book or data set of a person, in the language it was published in."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="publications")
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    title = models.CharField(_("title"), max_length=500)
    abstract = models.TextField(_("abstract"), blank=True, validators=[MaxLengthValidator(20_000)])
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    venue = models.CharField(_("venue"), max_length=250, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, null=True, blank=True)  # noqa: DJ001 – only a DOI is unique
    authors = models.TextField(_("authors"), blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=PublicationSource.choices, default=PublicationSource.MANUAL
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "doi"],
                condition=Q(doi__isnull=False),
                name="one_publication_per_doi_and_profile",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="publication_has_a_title"),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="publication_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=PublicationSource.values), name="publication_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1900, 2100)),
                name="publication_year_is_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.title
