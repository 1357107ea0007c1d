from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from notices.choices import Posting, Topic
from taxonomy.choices import Language
from taxonomy.models import AtomicModel


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def waiting(self) -> "NoticeQuerySet":
        """For the next daily letter. What was read in the meantime is not posted any more."""
        return self.unread().filter(posting=Posting.DIGEST, posted_at__isnull=True)

    def unread_first(self) -> "NoticeQuerySet":
        read = models.Case(models.When(read_at__isnull=True, then=0), default=1)
        return self.order_by(read, "-at", "-pk")


class Notice(AtomicModel):
    """What happened, told to one person in the app; the letter says the same. Names openings and steps, never people:
    what is said of somebody goes with them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    topic = models.CharField(_("topic"), max_length=14, choices=Topic.choices)
    title_en = models.CharField(_("title in English"), max_length=300)
    title_zh = models.CharField(_("title in Chinese"), max_length=300)
    address = models.CharField(_("where it leads"), max_length=300)  # without the language
    at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # As its reader wished when it happened; a later wish is for what comes later.
    posting = models.CharField(_("letter"), max_length=8, choices=Posting.choices, default=Posting.AT_ONCE)
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)  # by letter or in a daily one

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="notice_topic_is_known"),
            models.CheckConstraint(condition=Q(posting__in=Posting.values), name="notice_posting_is_known"),
            models.CheckConstraint(
                condition=Q(address__startswith="/"), name="notice_leads_to_a_page_of_ours"
            ),
        ]
        indexes = [models.Index(fields=["user", "read_at"], name="notices_unread")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the active language."""
        return self.title_zh if get_language() == Language.ZH else self.title_en

    @property
    def page(self) -> str:
        """The address without what it asks of its page, and without the place on it."""
        return urlsplit(self.address).path
