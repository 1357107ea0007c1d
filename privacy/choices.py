"""Choice lists of what people decide about their data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be made")
    WORKING = "working", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class ErasureState(models.TextChoices):
    WAITING = "waiting", _("Will be erased")
    CANCELLED = "cancelled", _("Called off")
    ERASED = "erased", _("Erased")


class NameVerdict(models.TextChoices):
    """What became of the name of somebody who left, in a text that is not about them."""

    TAKEN_OUT = "taken_out", _("Taken out")
    STAYS = "stays", _("Stays: it means somebody or something else")


class RequestKind(models.TextChoices):
    """What somebody may ask for by law."""

    ACCESS = "access", _("Access: what is stored about me, and a copy")
    CORRECTION = "correction", _("Correction of something wrong")
    ERASURE = "erasure", _("Erasure")
    OBJECTION = "objection", _("Objection to how my data are used")
    RESTRICTION = "restriction", _("Restriction: store, but do not use")
    COMPLAINT = "complaint", _("A complaint")


class RequestState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("The e-mail address is not confirmed yet")
    OPEN = "open", _("Waiting for an officer")
    TAKEN = "taken", _("An officer works on it")
    ASKED = "asked", _("Waiting for an answer of the person")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class RequestStep(models.TextChoices):
    CONFIRM = "confirm", _("Address confirmed")
    TAKE = "take", _("Taken on by an officer")
    ASK = "ask", _("Question to the person")
    REPLY = "reply", _("Answer of the person")
    EXTEND = "extend", _("Deadline extended")
    ANSWER = "answer", _("Answered")
    REFUSE = "refuse", _("Refused")
    WITHDRAW = "withdraw", _("Taken back")
    REMIND = "remind", _("Officers reminded")
    SEND = "send", _("What is stored was sent to the address")
    ERASE = "erase", _("What was stored is erased")
