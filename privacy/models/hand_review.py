from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from taxonomy.models import AtomicModel, says_its_language, written_in


class HandReview(AtomicModel):
    """An officer looked whether somebody who objected to the automatic ranking fits an opening, and says why."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="hand_reviews")
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="hand_reviews")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    fits = models.BooleanField(_("fits"))
    words = models.TextField(_("why"), max_length=2000)
    words_language = written_in(_("language of the reason"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("review by hand")
        verbose_name_plural = _("reviews by hand")
        constraints = [
            models.UniqueConstraint(fields=["profile", "opening"], name="one_hand_review_per_pair"),
            says_its_language("words", language="words_language", name="hand_review_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} – {self.profile_id}"
