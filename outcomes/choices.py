"""What both sides tell of a stay once it has ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutcomeStep(models.TextChoices):
    """In the timeline of an outcome."""

    BEGIN = "begin", _("The stay ended; both reports are due")
    REPORT = "report", _("Report sent")
    COMPLETE = "complete", _("Second report sent: both are in")
    CORRECT = "correct", _("Report corrected")
    EVALUATE = "evaluate", _("Evaluation sent")
    OPEN = "open", _("Evaluations opened")
    REMIND = "remind", _("Reminder")
    WRITE = "write", _("Words of the story written")
    AGREE = "agree", _("Agreed to the story")
    RECONSIDER = "reconsider", _("Took the agreement to the story back")
    RELEASE = "release", _("Agreed as well: the story goes to the editors")
    TAKE_BACK = "take_back", _("Story taken back")


class WorkKind(models.TextChoices):
    PUBLICATION = "publication", _("Publication")
    PATENT = "patent", _("Patent")
    PROTOTYPE = "prototype", _("Prototype")
    DATASET = "dataset", _("Data set or software")
    OTHER = "other", _("Something else")


class FollowUp(models.TextChoices):
    """What both plan to do next."""

    NONE = "none", _("Nothing planned")
    CONTACT = "contact", _("We stay in touch")
    STAY = "stay", _("Another stay")
    PROJECT = "project", _("A joint project")
    LASTING = "lasting", _("Lasting cooperation, such as a joint laboratory")


class Grade(models.IntegerChoices):
    POOR = 1, _("1 – poor")
    FAIR = 2, _("2 – fair")
    GOOD = 3, _("3 – good")
    VERY_GOOD = 4, _("4 – very good")
    EXCELLENT = 5, _("5 – excellent")


class Again(models.TextChoices):
    """Whether one side would do it again with the other."""

    YES = "yes", _("Yes, gladly")
    UNSURE = "unsure", _("Perhaps")
    NO = "no", _("Rather not")
