from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What a notice is about; how letters of each go out is chosen by itself."""

    OPENINGS = "openings", _("My institution, bases and openings")
    NOMINATIONS = "nominations", _("Recommendations")
    INTRODUCTIONS = "introductions", _("Introductions")
    MESSAGES = "messages", _("Messages")
    EXCHANGES = "exchanges", _("Stays")
    OUTCOMES = "outcomes", _("Reports and stories")
    REMINDERS = "reminders", _("Reminders of deadlines")
    PRIVACY = "privacy", _("My data and my account")


# What we owe somebody by law, or what guards the account, is posted at once whatever they wish.
ALWAYS = frozenset({Topic.PRIVACY})
CHOSEN = tuple(topic for topic in Topic if topic not in ALWAYS)


class Posting(models.TextChoices):
    """How letters of a topic go out."""

    AT_ONCE = "at_once", _("At once")
    DIGEST = "digest", _("Once a day, together")
    NEVER = "never", _("Not by mail; only here")
