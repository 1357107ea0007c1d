from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taxonomy.models import AtomicModel

KEPT_DAYS = 14  # a proposal waits so long for an answer; what was taken can be undone so long
OVERDUE = timedelta(minutes=2)  # whoever read a file for longer has been ended


class ImportState(models.TextChoices):
    READING = "reading", _("Being read")
    READY = "ready", _("Waiting for you")
    FAILED = "failed", _("Could not be read")
    TAKEN = "taken", _("Taken")
    UNDONE = "undone", _("Undone")


class ProfileImport(AtomicModel):
    """What somebody brought along for their profile, for them alone, until they take it or throw it away."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile_imports"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.READING
    )
    file_name = models.CharField(_("file"), max_length=100, blank=True)
    data = models.BinaryField(null=True, editable=False)  # only until it is read
    asked = models.JSONField(default=dict, blank=True)  # of other servers, where no file was brought
    done = models.PositiveIntegerField(default=0)
    goal = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    problem_values = models.JSONField(default=dict, blank=True)
    record = models.JSONField(default=dict, blank=True)
    undo = models.JSONField(default=dict, blank=True)  # what taking it changed
    created_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="profile_import_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.READING) | Q(data__isnull=True),
                name="profile_import_forgets_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name or self.pk} ({self.get_state_display()})"

    @property
    def is_overdue(self) -> bool:
        """Whoever read it was ended and will not come back."""
        return self.state == ImportState.READING and self.created_at < timezone.now() - OVERDUE
