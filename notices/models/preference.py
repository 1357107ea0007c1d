from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notices.choices import Posting, Topic
from taxonomy.models import AtomicModel


class Preference(AtomicModel):
    """How somebody wants the letters of a topic; without a row: at once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    topic = models.CharField(_("topic"), max_length=14, choices=Topic.choices)
    posting = models.CharField(_("letters"), max_length=8, choices=Posting.choices)

    class Meta:
        ordering = ["user_id", "topic"]
        verbose_name = _("wish for letters")
        verbose_name_plural = _("wishes for letters")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_wish_per_person_and_topic"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="wish_topic_is_known"),
            models.CheckConstraint(condition=Q(posting__in=Posting.values), name="wish_posting_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.topic} {self.posting}"
