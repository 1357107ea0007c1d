"""What Django's forms say that stands here in our own Chinese: catalogues of the project come before Django's."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

WORDS = (
    _("This field is required."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
)
