"""What happens to a nomination."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NominationStep(models.TextChoices):
    """As its timeline says it."""

    SEND = "send", _("Sent to the person")
    HOLD_BACK = "held", _("No letter sent")
    REMIND = "remind", _("Reminded")
    ACCEPT = "accept", _("Accepted")
    CORRECT = "correct", _("Corrected and accepted")
    DECLINE = "decline", _("Declined")
    NEVER = "never", _("Never again")
    WITHDRAW = "withdraw", _("Withdrawn")
    EXPIRE = "expire", _("Ended without an answer")
    HAND_OVER = "handed", _("Handed over to a colleague")
    PUT_FORWARD = "forward", _("Put forward to the host")
