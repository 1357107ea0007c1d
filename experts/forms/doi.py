"""The name of a work at doi.org, however it is written."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.part_form import TOO_LONG

LONGEST = 200  # characters that are stored
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


class DoiField(forms.CharField):
    """-> in small letters, without its resolver; "" where nothing is written."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=gettext_lazy("DOI"),
            required=False,
            max_length=LONGEST + 50,
            error_messages={"max_length": TOO_LONG},
            **more,
        )

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).strip()
        found = _DOI.fullmatch(typed)
        if typed and (not found or len(found[1]) > LONGEST):
            raise forms.ValidationError(
                _("A DOI looks like 10.1000/182; its address at doi.org will do too.")
            )
        return found[1].lower() if found else ""
