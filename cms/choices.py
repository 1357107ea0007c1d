"""Choice lists of editorial pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from taxonomy.choices import Language, SpokenLanguage


class ResourceKind(models.TextChoices):
    DOCUMENT = "document", _("Document")
    DATASET = "dataset", _("Data set")
    LINK = "link", _("Link")


class Audience(models.TextChoices):
    """For whom a guide is written."""

    EXPERT = "expert", _("Experts and young scientists")
    INSTITUTION = "institution", _("Institutions")
    ATTACHE = "attache", _("Science attachés")
    OFFICER = "officer", _("Programme officers")


# What a resource may be written in: the languages of the site first, which SpokenLanguage has as "zh" and "en".
LANGUAGES = [
    *Language.choices,
    *((code, label) for code, label in SpokenLanguage.choices if code not in ("zh", "en")),
]


def language_name(code: str) -> str:
    return str(dict(LANGUAGES).get(code, code))
