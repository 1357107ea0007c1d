from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.choices import Side
from matching.models import Outcome
from outcomes.choices import FollowUp, WorkKind
from outcomes.querysets import ReportQuerySet
from taxonomy.models import AtomicModel, says_its_language, written_in

MOST_TRAINEES = 999


class Report(AtomicModel):
    """What one side tells of a stay. A draft until the outcome says when its side reported."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="reports")
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    summary = models.TextField(_("what came of it"), blank=True)
    plans = models.TextField(_("what comes next"), blank=True)
    language = written_in(_("language of the report"))
    follow_up = models.CharField(_("follow-up"), max_length=10, choices=FollowUp.choices, blank=True)
    trainees = models.PositiveSmallIntegerField(_("people trained"), default=0)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "side"]
        verbose_name = _("report of a stay")
        verbose_name_plural = _("reports of stays")
        constraints = [
            models.UniqueConstraint(fields=["outcome", "side"], name="one_report_per_side"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="report_side_is_known"),
            models.CheckConstraint(
                condition=Q(follow_up__in=[*FollowUp.values, ""]), name="report_follow_up_is_known"
            ),
            models.CheckConstraint(
                condition=Q(trainees__lte=MOST_TRAINEES), name="report_counts_trainees_of_one_stay"
            ),
            says_its_language("summary", "plans", language="language", name="report_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} ({self.get_side_display()})"


class ReportedWork(AtomicModel):
    """Something that came of a stay. What both sides report is counted once: by `key`."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="works")
    kind = models.CharField(_("kind"), max_length=12, choices=WorkKind.choices)
    title = models.CharField(_("title"), max_length=300, blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)  # small letters, without its resolver
    number = models.CharField(_("number of the patent, or address"), max_length=200, blank=True)
    key = models.CharField(max_length=320, editable=False)  # the DOI, else the number, else the folded title

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("reported work")
        verbose_name_plural = _("reported works")
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "key"], name="one_work_of_each_per_report"),
            models.CheckConstraint(condition=Q(kind__in=WorkKind.values), name="work_kind_is_known"),
            models.CheckConstraint(condition=~Q(title="") | ~Q(doi=""), name="work_has_a_title_or_a_doi"),
            models.CheckConstraint(condition=~Q(key=""), name="work_is_told_from_others"),
        ]

    def __str__(self) -> str:
        return self.title or self.doi
