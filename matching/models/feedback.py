from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from experts.models import Profile
from matching.choices import Opinion, OpinionReason, Side
from matching.querysets import FeedbackQuerySet
from taxonomy.models import AtomicModel, says_its_language, written_in


class Feedback(AtomicModel):
    """One side's verdict on a pair. It moves that side's own list for this opening or person and no other; deleting it
    takes it back. A host's own words are for its team alone."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="feedback")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="feedback")
    side = models.CharField(_("said by"), max_length=6, choices=Side.choices)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Opinion.choices)
    reason = models.CharField(_("reason"), max_length=8, choices=OpinionReason.choices, blank=True)
    words = models.TextField(_("in their own words"), blank=True, validators=[MaxLengthValidator(1000)])
    words_language = written_in(_("language of the words"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("actor"),
    )
    given_at = models.DateTimeField(_("when"), auto_now=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = _("verdict on a pair")
        verbose_name_plural = _("verdicts on pairs")
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "profile", "side"], name="one_verdict_per_pair_and_side"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="feedback_side_is_known"),
            models.CheckConstraint(
                condition=Q(verdict=Opinion.RELEVANT, reason="")
                | Q(verdict=Opinion.NOT_RELEVANT, reason__in=OpinionReason.values),
                name="only_not_relevant_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(words="") | Q(verdict=Opinion.NOT_RELEVANT), name="only_not_relevant_has_words"
            ),
            says_its_language("words", language="words_language", name="verdict_says_its_language"),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} – {self.profile_id}: {self.get_verdict_display()} ({self.side})"

    @property
    def sets_aside(self) -> bool:
        """The pair leaves the list of whoever said so."""
        return self.verdict == Opinion.NOT_RELEVANT

    @property
    def about_subject(self) -> bool:
        """It says something of the subject asked for, and so of others."""
        return self.verdict == Opinion.RELEVANT or self.reason == OpinionReason.SUBJECT
