from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.choices import Language


class MissingTerm(models.Model):
    """A word that people searched for and the terminology lacks.

    Nobody is remembered, only the word – and that not before it was asked for on several days: until then `key`, from
    which the word cannot be read, is all there is. A search may be for somebody's name.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    surface = models.CharField(_("word"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    times = models.PositiveIntegerField(_("times asked"), default=0)
    days = models.PositiveIntegerField(_("days on which it was asked"), default=0)
    last_asked = models.DateField(_("last asked"), null=True, blank=True)
    ignored = models.BooleanField(_("ignored"), default=False)

    class Meta:
        ordering = ["-days", "-times", "key"]
        verbose_name = _("missing term")
        verbose_name_plural = _("missing terms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="missing_term_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.surface or "…"
