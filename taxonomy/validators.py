"""Checks of single values that several apps share."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_ror = RegexValidator(r"^0[a-hj-km-np-tv-z0-9]{6}\d{2}$", _("A ROR id looks like 05gq02987."))
