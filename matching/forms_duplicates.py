"""What an officer may ask of the list of possible duplicates, and decide there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2**63 - 1  # of a number in the database


class DuplicateFilter(forms.Form):
    """One profile by its number; blank: all of them."""

    profile = forms.IntegerField(label=_("Profile number"), required=False, min_value=1, max_value=LARGEST)


class PairDecision(forms.Form):
    """Two profiles, and what somebody says of them."""

    APART, AGAIN, ASK = "apart", "again", "ask"

    first = forms.IntegerField(min_value=1, max_value=LARGEST)
    second = forms.IntegerField(min_value=1, max_value=LARGEST)
    step = forms.ChoiceField(choices=[(APART, APART), (AGAIN, AGAIN), (ASK, ASK)])

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if asked.get("first") == asked.get("second"):
            raise forms.ValidationError(_("A profile cannot be compared with itself: choose a listed pair."))
        return asked
