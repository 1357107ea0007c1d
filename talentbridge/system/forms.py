"""What may be asked of the jobs that were set aside."""

from __future__ import annotations

from django import forms

ALL = "all"


class RetryForm(forms.Form):
    """One subject ("profile:12"), or all of them."""

    which = forms.RegexField(rf"^({ALL}|[a-z]{{1,10}}:[1-9][0-9]{{0,17}})$", strip=False)
