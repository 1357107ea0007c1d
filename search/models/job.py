from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from search.querysets import IndexJobQuerySet


class SubjectKind(models.TextChoices):
    """What the index holds documents of."""

    PROFILE = "profile", _("Profile")
    OPENING = "opening", _("Opening")
    BASE = "base", _("Base")


class Fault(models.TextChoices):
    """Why a job fails through itself."""

    ENCODER = "encoder", _("no vector")
    REFUSED = "refused", _("document refused")
    TIME = "time", _("time limit")
    CRASH = "crash", _("process ended")
    MISTAKE = "mistake", _("unexpected error")

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the reader's language; nothing of the subject's texts."""
        return str(_SENTENCES[self])


_SENTENCES = {
    Fault.ENCODER: _(
        "The encoder gave no usable vector for its texts: rewrite them, or choose another encoder."
    ),
    Fault.REFUSED: _("The index refused its document: change its texts, or report it as a mistake."),
    Fault.TIME: _(
        "Indexing it took longer than a task may: shorten its texts, or allow more time (INDEX_SECONDS)."
    ),
    Fault.CRASH: _(
        "The process that indexed it ended in the middle: look at the worker's log and at its memory."
    ),
    Fault.MISTAKE: _(
        "Indexing it failed unexpectedly: look at the worker's log, and report it as a mistake."
    ),
}


class IndexJob(models.Model):
    """One row of the outbox: this subject changed, look at it again.

    A change only ever adds a row – it never meets a row of another transaction, so nothing waits and nothing is lost
    on SQLite or PostgreSQL. The worker takes all rows of a subject that it can see, reads the subject after that, and
    removes just these rows: a change that commits meanwhile has a row of its own and is worked off next.

    All times are the database's: hosts whose clocks differ agree on what is due.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=SubjectKind.choices)
    object_id = models.PositiveBigIntegerField(_("number of the object"))
    created = models.DateTimeField(_("created"), db_default=Now())
    not_before = models.DateTimeField(_("not before"), db_default=Now())
    # An outage is no attempt of the job: nothing could be indexed.
    attempts = models.PositiveIntegerField(_("attempts that failed through itself"), default=0)
    outages = models.PositiveIntegerField(_("attempts that an outage ended"), default=0)
    fault = models.CharField(_("fault"), max_length=10, choices=Fault.choices, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    # Stays when the process dies: then whoever was tried alone is the trouble, and those of a batch are tried alone.
    tried_with = models.PositiveIntegerField(_("subjects that are being tried together with it"), default=0)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)

    objects = IndexJobQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("index job")
        verbose_name_plural = _("index jobs")
        indexes = [models.Index(fields=["kind", "object_id"], name="index_jobs_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SubjectKind.values), name="index_job_kind_is_known"),
            models.CheckConstraint(
                condition=Q(fault="") | Q(fault__in=Fault.values), name="index_job_fault_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
