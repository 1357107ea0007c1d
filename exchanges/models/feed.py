from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from taxonomy.models import AtomicModel


def new_nonce() -> str:
    return get_random_string(32)


class CalendarAddress(AtomicModel):
    """That somebody reads stays in their own calendar. The address is signed with `nonce`: another, and it is dead."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address"
    )
    nonce = models.CharField(max_length=32, default=new_nonce)

    class Meta:
        verbose_name = _("address of a private calendar")
        verbose_name_plural = _("addresses of private calendars")

    def __str__(self) -> str:
        return str(self.user_id)
