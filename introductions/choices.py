"""Steps of an introduction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntroductionStep(models.TextChoices):
    INVITE = "invite", _("Invited by the host")
    EXPRESS = "express", _("Interest expressed")
    PUT_FORWARD = "forward", _("Put forward on a recommendation")
    ACCEPT = "accept", _("Accepted")
    DECLINE = "decline", _("Declined")
    WITHDRAW = "withdraw", _("Withdrawn")
    REMIND = "remind", _("Reminded")
    EXPIRE = "expire", _("Expired without an answer")
    CLOSE = "close", _("Ended: no longer possible")
