from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bases.files.limits import ENDINGS
from bases.models.private_file import private_storage, random_name
from matching.choices import Side
from matching.models import Introduction
from taxonomy.choices import Language
from taxonomy.models import AtomicModel, written_in

LONGEST = 4000  # characters of a message


class Message(AtomicModel):
    """What one side writes to the other about an introduction. `sent`: the form it came by, so that a double click is
    one message."""

    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(_("written by"), max_length=6, choices=Side.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("message"), validators=[MaxLengthValidator(LONGEST)])
    language = written_in(_("language of the message"))
    sent = models.UUIDField(default=uuid4, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)  # by the other side

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="message_side_is_known"),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="message_says_its_language"
            ),
            models.UniqueConstraint(fields=["introduction", "sent"], name="one_message_per_form"),
        ]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.side} {self.at:%Y-%m-%d %H:%M}"


class Attachment(AtomicModel):
    """A file beside a message, looked at before it is kept."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20)
    size = models.PositiveIntegerField(_("size"))  # bytes
    file = models.FileField(storage=private_storage, upload_to=random_name, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(ENDINGS)), name="attachment_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
