from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models.opening import Opening
from bases.validators import validate_phrases
from taxonomy.choices import LanguageLevel, SpokenLanguage
from taxonomy.models import AtomicModel, TextVersion, one_version_per_language

LIMIT = MaxLengthValidator(20_000)


class OpeningText(TextVersion):
    """An opening as its host wrote it in one language. A translation may be the title alone, and so may a draft."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(_("title"), max_length=250)
    summary = models.CharField(_("one sentence"), max_length=400, blank=True)
    description = models.TextField(_("description"), blank=True, validators=[LIMIT])
    requirements = models.JSONField(
        _("requirements"),
        default=list,
        blank=True,
        validators=[validate_phrases],
        help_text=_("One short clause each."),
    )
    duties = models.TextField(_("duties"), blank=True, validators=[LIMIT])
    pay = models.TextField(_("pay"), blank=True, validators=[LIMIT])
    housing = models.TextField(_("travel and housing"), blank=True, validators=[LIMIT])
    ip = models.TextField(_("intellectual property"), blank=True, validators=[LIMIT])

    class Meta:
        verbose_name = _("opening text")
        verbose_name_plural = _("opening texts")
        constraints = one_version_per_language("opening")

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> list[tuple[Any, str]]:
        """(what it is, what is written of it)."""
        names = ("duties", "pay", "housing", "ip")
        rows = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in names]  # type: ignore[union-attr]
        return [row for row in rows if row[1]]


class RequiredLanguage(AtomicModel):
    """A working language of an opening and the level it takes."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="required_languages")
    language = models.CharField(_("language"), max_length=2, choices=SpokenLanguage.choices)
    level = models.CharField(_("level"), max_length=6, choices=LanguageLevel.choices)

    class Meta:
        verbose_name = _("required language")
        verbose_name_plural = _("required languages")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "language"], name="one_level_per_required_language"),
            models.CheckConstraint(
                condition=Q(level__in=LanguageLevel.values), name="required_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=SpokenLanguage.values), name="required_language_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(level__startswith="HSK") | Q(language=SpokenLanguage.ZH),
                name="required_hsk_is_for_chinese",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()} {self.get_level_display()}"
