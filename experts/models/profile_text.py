from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from experts.models.profile import Profile
from experts.validators import validate_keywords
from taxonomy.models import TextVersion, one_version_per_language


class ProfileText(TextVersion):
    """What a person says of themselves in one language."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="texts")
    headline = models.CharField(_("headline"), max_length=250)
    biography = models.TextField(_("biography"), blank=True, validators=[MaxLengthValidator(20_000)])
    keywords = models.JSONField(_("keywords"), default=list, blank=True, validators=[validate_keywords])

    class Meta:
        verbose_name = _("profile text")
        verbose_name_plural = _("profile texts")
        constraints = one_version_per_language("profile")

    def __str__(self) -> str:
        return self.headline
