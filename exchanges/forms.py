"""Forms of a stay beside the buttons of its steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exchanges.domain.agreement import LONGEST_NAME
from exchanges.domain.planning import LONGEST_TITLE
from exchanges.domain.terms import Terms
from exchanges.models import AgreementVersion
from taxonomy.choices import Language


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {
        "invalid": _("Write a day as 2027-03-31."),
        "required": _("Choose a day."),
        "far": _("Choose a day from 2000 to 2099."),
    }

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2099:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day


class TermsForm(forms.Form):
    """A version of the agreement. Lengths and days are asked in the domain, under the lock. `seen`: the number of the
    latest version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    duties = forms.CharField(
        label=_("Duties"),
        help_text=_("What the person does, and what the institution provides for it."),
        widget=forms.Textarea(attrs={"rows": 5, "lang": "", "dir": "auto"}),
    )
    pay = forms.CharField(
        label=_("Pay"),
        help_text=_("Stipend, travel, housing, and who pays; or that there is none."),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "", "dir": "auto"}),
    )
    ip = forms.CharField(
        label=_("Intellectual property"),
        help_text=_("Whose the results are, and who may publish."),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "", "dir": "auto"}),
    )
    disclosure = forms.CharField(
        label=_("Disclosure to the home institution"),
        help_text=_("What the person tells their employer, and by when."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of the terms"), choices=Language.choices)
    anyway = forms.BooleanField(label=_("Keep these days"), required=False)
    reason = forms.CharField(
        label=_("Why these days"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "", "dir": "auto"}),
        error_messages={"required": _("Write why; the other side reads it.")},
    )

    def __init__(self, data: Any = None, *, last: AgreementVersion | None, amends: bool) -> None:
        known = {name: getattr(last, name) for name in Terms.__dataclass_fields__} if last else {}
        known.setdefault("language", get_language())
        super().__init__(data, initial={**known, "seen": last.number if last else 0})
        if amends:
            self.fields["reason"].required = True
            self.fields["reason"].label = _("Reason of the change")

    @property
    def asks(self) -> bool:
        """Whether it comes back with the question about the days, or with the answer."""
        return bool(self.is_bound and (self["anyway"].errors or self["anyway"].value()))

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in Terms.__dataclass_fields__})


class SignForm(forms.Form):
    """`number` and `sha256`: of the text that the page showed."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("Your full name"),
        help_text=_(
            "Typing it is your signature. Your name, the time and the hash of the text above are kept."
        ),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Type your full name: that is the signature.")},
    )
    sure = forms.BooleanField(
        label=_("I have read this version, and sign it"),
        error_messages={"required": _("Tick this, if you have read it and sign it.")},
    )


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("What is reached"), max_length=LONGEST_TITLE)
    due_on = DayField(label=_("By"))
