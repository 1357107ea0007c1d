"""Checks of single values on the people's side."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

KEYWORDS = 30
KEYWORD_LENGTH = 80


def validate_keywords(value: Any) -> None:
    """A list of short texts, none twice."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise ValidationError(_("Give a list of keywords, none of them empty."))
    if len(value) > KEYWORDS or any(len(word) > KEYWORD_LENGTH for word in value):
        raise ValidationError(
            _("At most %(count)d keywords of at most %(length)d characters each."),
            params={"count": KEYWORDS, "length": KEYWORD_LENGTH},
        )
    if len({word.strip().casefold() for word in value}) != len(value):
        raise ValidationError(_("Each keyword once."))
