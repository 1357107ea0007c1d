from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchanges.choices import CheckItem, DueKind, Stage
from exchanges.routes import side_words
from matching.choices import Side
from matching.models import Exchange
from taxonomy.choices import Language
from taxonomy.models import AtomicModel


class Milestone(AtomicModel):
    """What both sides want to have reached by a day."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    due_on = models.DateField(_("due"))
    done_at = models.DateTimeField(_("reached"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="milestone_says_its_language"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(AtomicModel):
    """One thing to do before or at arrival; `side` does it."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="checklist")
    item = models.CharField(_("item"), max_length=12, choices=CheckItem.choices)
    side = models.CharField(_("done by"), max_length=6, choices=Side.choices)
    days = models.SmallIntegerField(_("days from arrival"))  # negative: before it
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["exchange_id", "days", "pk"]
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        constraints = [
            models.UniqueConstraint(fields=["exchange", "item"], name="checklist_item_stands_once"),
            models.CheckConstraint(condition=Q(item__in=CheckItem.values), name="checklist_item_is_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="checklist_side_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_item_display())

    @property
    def who(self) -> str:
        return side_words(self.exchange.introduction.opening, self.side)


class Reminder(AtomicModel):
    """That a side was reminded of something due on a day: once before, once after."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(_("of what"), max_length=10, choices=DueKind.choices)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    due_on = models.DateField(_("due"))
    stage = models.CharField(_("when"), max_length=4, choices=Stage.choices)
    at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "kind", "side", "due_on", "stage"], name="reminded_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=DueKind.values), name="reminder_kind_is_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="reminder_side_is_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="reminder_stage_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id}: {self.kind} {self.due_on}"
