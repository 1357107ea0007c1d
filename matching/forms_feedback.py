"""What somebody may say of a line of their list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices import Opinion, OpinionReason
from matching.forms_duplicates import LARGEST

BACK = "back"


class VerdictForm(forms.Form):
    """Fits; not relevant, with a reason; or the last word taken back."""

    step = forms.ChoiceField(choices=[*Opinion.choices, (BACK, BACK)])
    reason = forms.ChoiceField(choices=OpinionReason.choices, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("step") == Opinion.NOT_RELEVANT and not said.get("reason"):
            raise forms.ValidationError(_("Say why it is not relevant: choose one of the reasons."))
        return said

    @property
    def verdict(self) -> Opinion | None:
        """None: take back."""
        step = self.cleaned_data["step"]
        return None if step == BACK else Opinion(step)

    @property
    def reason_given(self) -> OpinionReason | None:
        """Of no weight where it fits."""
        return OpinionReason(self.cleaned_data["reason"]) if self.verdict == Opinion.NOT_RELEVANT else None


class HostVerdict(VerdictForm):
    """Of a person, by the handle that the page gave them."""

    pair = forms.CharField(max_length=40)


class PersonVerdict(VerdictForm):
    """Of an opening, by its number."""

    pair = forms.IntegerField(min_value=1, max_value=LARGEST)
