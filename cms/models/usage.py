"""How often each kind of page is asked for: numbers alone, of nobody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageKind(models.TextChoices):
    """What a visitor can ask for, in the order of the report."""

    HOME = "home", _("Front page")
    OPENINGS = "openings", _("List of openings")
    OPENING = "opening", _("Openings")
    BASES = "bases", _("List of bases")
    BASE = "base", _("Bases")
    HOST = "host", _("Institutions")
    PROGRAMME = "programme", _("Programmes and frameworks")
    SEARCH = "search", _("Search of the site")
    FIELD = "field", _("Priority fields")
    CHALLENGE = "challenge", _("Global challenges")
    COUNTRY = "country", _("Countries")
    NEWS = "news", _("News")
    STORY = "story", _("Stories")
    RESOURCE = "resource", _("Resources")
    TRAINING = "training", _("Training")
    GUIDE = "guide", _("Guides")
    STATISTICS = "statistics", _("Statistics")
    CONTACT = "contact", _("Contact")
    TEXT = "text", _("Pages of text")


class PageCount(models.Model):
    """One day, kind and language. Kept for a year (cms/usage/counting.py)."""

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind of page"), max_length=20, choices=PageKind.choices)
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("number of pages asked for")
        verbose_name_plural = _("numbers of pages asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "language"], name="one_count_for_each_day_kind_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.language}: {self.number}"
