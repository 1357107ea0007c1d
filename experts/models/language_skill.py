from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from experts.models.profile import Profile
from taxonomy.choices import LanguageLevel, SpokenLanguage
from taxonomy.models import AtomicModel


class LanguageSkill(AtomicModel):
    """A language a person speaks and how well (CEFR, or HSK for Chinese)."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=2, choices=SpokenLanguage.choices)
    level = models.CharField(_("level"), max_length=6, choices=LanguageLevel.choices)

    class Meta:
        ordering = ["language"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(fields=["profile", "language"], name="one_level_per_spoken_language"),
            models.CheckConstraint(
                condition=Q(language__in=SpokenLanguage.values), name="spoken_language_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=LanguageLevel.values), name="language_level_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(level__startswith="HSK") | Q(language=SpokenLanguage.ZH),
                name="hsk_is_for_chinese",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()} {self.get_level_display()}"
