from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from matching.querysets import TeamQuerySet
from taxonomy.models import AtomicModel

LONGEST = 2000  # characters


class CandidateNote(AtomicModel):
    """What a member of the host's team writes of a candidate, for the team alone. It stays when the list changes."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="candidate_notes")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("note"), validators=[MaxLengthValidator(LONGEST)])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("when"), auto_now_add=True)
    sent = models.UUIDField(unique=True, editable=False)  # of the form: sent twice it is one note

    objects = TeamQuerySet["CandidateNote"].as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("note on a candidate")
        verbose_name_plural = _("notes on candidates")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"{self.opening_id} – {self.profile_id}: {self.written_at:%Y-%m-%d}"
