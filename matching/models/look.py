from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from taxonomy.models import AtomicModel


class ShortlistLook(AtomicModel):
    """When somebody last read the shortlist of an opening. Pages read in one go are one look."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="looks")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(_("last look began"))
    at = models.DateTimeField(_("last page of it"))
    before = models.DateTimeField(_("look before that"), null=True, blank=True)  # None: the first

    class Meta:
        verbose_name = _("look at a shortlist")
        verbose_name_plural = _("looks at shortlists")
        constraints = [
            models.UniqueConstraint(fields=["opening", "reader"], name="one_look_per_opening_and_reader")
        ]

    def __str__(self) -> str:
        return f"{self.opening_id}: {self.at:%Y-%m-%d %H:%M}"


class SeenCandidate(AtomicModel):
    """Somebody whom a reader of a shortlist has seen there, and since when."""

    look = models.ForeignKey(ShortlistLook, on_delete=models.CASCADE, related_name="seen")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("candidate seen")
        verbose_name_plural = _("candidates seen")
        constraints = [
            models.UniqueConstraint(fields=["look", "profile"], name="a_candidate_is_seen_once_per_look")
        ]

    def __str__(self) -> str:
        return f"{self.look_id}: {self.profile_id}"
