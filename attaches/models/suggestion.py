from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from taxonomy.models import AtomicModel


class Suggestion(AtomicModel):
    """Somebody who may be found by attachés was told of an opening by one. Once: what they make of it is theirs."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="suggestions")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="suggestions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("opening that somebody was told of")
        verbose_name_plural = _("openings that people were told of")
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "profile"], name="one_suggestion_per_opening_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id}: {self.profile_id}"
