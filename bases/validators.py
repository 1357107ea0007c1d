"""Checks of single values on the host side."""

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from taxonomy.choices import CareerStage

PHRASES = 20
PHRASE_LENGTH = 400


def validate_career_stages(value: Any) -> None:
    if (
        not isinstance(value, list)
        or len(set(map(str, value))) != len(value)
        or not set(value) <= set(CareerStage.values)
    ):
        raise ValidationError(_("Give a list of career stages, each once: R1, R2, R3, R4."))


def validate_phrases(value: Any) -> None:
    """A list of short texts."""
    if not isinstance(value, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in value):
        raise ValidationError(_("Give a list of phrases, none of them empty."))
    if len(value) > PHRASES or any(len(phrase) > PHRASE_LENGTH for phrase in value):
        raise ValidationError(
            _("At most %(count)d phrases of at most %(length)d characters each."),
            params={"count": PHRASES, "length": PHRASE_LENGTH},
        )


def validate_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(zone)s” is no time zone; write one like Asia/Shanghai."), params={"zone": value}
        )
