"""What one side says of the other, asked once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.part_form import TOO_LONG
from matching.choices import Side
from outcomes.choices import Again, Grade
from taxonomy.choices import Language

LONGEST = 3_000  # characters
GRADES = {
    "results": gettext_lazy("Scientific results"),
    "together": gettext_lazy("Working together"),
    "organised": gettext_lazy("Preparation and organisation"),
}
CHOOSE = {"required": gettext_lazy("Choose one.")}


class EvaluationForm(forms.Form):
    results = forms.TypedChoiceField(
        label=GRADES["results"],
        choices=Grade.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    together = forms.TypedChoiceField(
        label=GRADES["together"],
        choices=Grade.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    organised = forms.TypedChoiceField(
        label=GRADES["organised"],
        choices=Grade.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    again = forms.ChoiceField(choices=Again.choices, widget=forms.RadioSelect, error_messages=CHOOSE)
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "lang": ""}),
        error_messages={"max_length": TOO_LONG},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of your words"), choices=Language.choices)
    sure = forms.BooleanField(
        label=gettext_lazy("Send it as it is: afterwards nobody changes it."),
        error_messages={"required": gettext_lazy("Tick this, if you mean it.")},
    )

    def __init__(self, data: Any = None, *, side: Side) -> None:
        super().__init__(data, initial={"language": get_language()})
        self.fields["words"].widget.attrs.pop("maxlength", None)
        again = self.fields["again"]
        if side == Side.HOST:
            again.label = _("Would you do this again with this person?")
            again.help_text = _(
                "Whoever recommended the person learns this answer once evaluations are open, and nothing else."
            )
        else:
            again.label = _("Would you go there again?")

    @property
    def asked(self) -> list[forms.BoundField]:
        """But the tick."""
        return [self[name] for name in self.fields if name != "sure"]

    @property
    def said(self) -> dict[str, Any]:
        """As `send_evaluation` takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "sure"}
        told["words"] = str(told["words"]).replace("\r\n", "\n").strip()
        return told | {"language": told["language"] if told["words"] else ""}
