from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from matching.querysets import TeamQuerySet
from taxonomy.models import AtomicModel


class DeclaredConflict(AtomicModel):
    """A member of the host's team says that they have an interest of their own in a candidate; they do not vote."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="declared_conflicts")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("declared by")
    )
    reason = models.TextField(_("reason"), validators=[MaxLengthValidator(500)])
    declared_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = TeamQuerySet["DeclaredConflict"].as_manager()

    class Meta:
        ordering = ["declared_at", "id"]
        verbose_name = _("declared conflict of interest")
        verbose_name_plural = _("declared conflicts of interest")
        constraints = [
            models.UniqueConstraint(fields=["opening", "profile", "member"], name="one_conflict_per_member"),
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} – {self.profile_id}: {self.member_id}"
