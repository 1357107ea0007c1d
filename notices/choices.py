from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What a notice is about; letters of each are chosen by themselves."""

    NOMINATIONS = "nominations", _("Recommendations")
    INTRODUCTIONS = "introductions", _("Introductions")
    MESSAGES = "messages", _("Messages")
    EXCHANGES = "exchanges", _("Stays")
    OUTCOMES = "outcomes", _("Reports and stories")
    REMINDERS = "reminders", _("Reminders of deadlines")
    PRIVACY = "privacy", _("My data")


class Posting(models.TextChoices):
    """How letters of a topic go out."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("Once a day, together")
    NEVER = "never", _("Not by mail; only here")
