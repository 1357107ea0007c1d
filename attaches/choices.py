"""States of a handover, and how far a nomination came."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HandoverState(models.TextChoices):
    DONE = "done", _("Handed over")
    UNDONE = "undone", _("Taken back")


class Stage(models.TextChoices):
    """How far a nomination came; each follows from the one before."""

    WAITING = "waiting", _("Asked by letter")
    CONSENTED = "consented", _("Consented")
    SEEN = "seen", _("Seen by the host")
    INTRODUCED = "introduced", _("Introduced to each other")
    EXCHANGE = "exchange", _("Stay agreed")
    OUTCOME = "outcome", _("Outcome reported")
