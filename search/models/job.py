from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.querysets import IndexJobQuerySet


class SubjectKind(models.TextChoices):
    """What the index holds documents of."""

    PROFILE = "profile", _("Profile")
    OPENING = "opening", _("Opening")
    BASE = "base", _("Base")


class IndexJob(models.Model):
    """One row of the outbox: this subject changed, look at it again.

    A change only ever adds a row – it never meets a row of another transaction, so nothing waits and nothing is lost
    on SQLite or PostgreSQL. The worker takes all rows of a subject that it can see, reads the subject after that, and
    removes just these rows: a change that commits meanwhile has a row of its own and is worked off next.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=SubjectKind.choices)
    object_id = models.PositiveBigIntegerField(_("number of the object"))
    created = models.DateTimeField(_("created"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)

    objects = IndexJobQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("index job")
        verbose_name_plural = _("index jobs")
        indexes = [models.Index(fields=["kind", "object_id"], name="index_jobs_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SubjectKind.values), name="index_job_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
