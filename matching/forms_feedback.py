"""What somebody may say of a line of their list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from matching.choices import Opinion, OpinionReason
from matching.forms_duplicates import LARGEST
from taxonomy.choices import Language

BACK = "back"


class VerdictForm(forms.Form):
    """Fits; not relevant, with a reason; or the last word taken back."""

    step = forms.ChoiceField(choices=[*Opinion.choices, (BACK, BACK)])
    reason = forms.ChoiceField(
        label=_("Why?"), choices=[("", _("Choose a reason")), *OpinionReason.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("step") == Opinion.NOT_RELEVANT and "reason" in said and not said["reason"]:
            self.add_error("reason", _("Say why it is not relevant: choose one of the reasons."))
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
    """Of a person, by the handle that the page gave them; a rejection may say more in the team's own words."""

    pair = forms.CharField(max_length=40)
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("If you like. Only the team of the institution reads it, never the candidate."),
    )
    words_language = forms.ChoiceField(label=_("Written in"), choices=Language.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "reject_%s"} | kwargs)
        self.fields["words_language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("words") and "words_language" in said and not said["words_language"]:
            self.add_error("words_language", _("Say which language you wrote in."))
        return said

    @property
    def words_given(self) -> tuple[str, str]:
        """(text, language); both empty where nothing was written, or where it fits."""
        if self.verdict != Opinion.NOT_RELEVANT or not self.cleaned_data["words"]:
            return "", ""
        return self.cleaned_data["words"], self.cleaned_data["words_language"]


class PersonVerdict(VerdictForm):
    """Of an opening, by its number."""

    pair = forms.IntegerField(min_value=1, max_value=LARGEST)
