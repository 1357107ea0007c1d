"""What an institution says about itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bases.choices import Verification
from bases.domain.files import Brought
from bases.domain.registration import Details
from bases.files.apart import kind_apart
from bases.files.limits import Refused
from bases.files.words import refusal
from bases.files_forms import LookedAtFileField, what_is_taken
from bases.models import Institution
from bases.ror import bare, fits
from taxonomy.choices import Language
from taxonomy.models import PriorityField
from taxonomy.validators import validate_ror

# What an officer looked at: once verified, nobody becomes another institution by editing.
CHECKED = ("name_zh", "name_en", "kind", "country", "province", "website", "ror")


class InstitutionForm(forms.ModelForm[Institution]):
    """Both languages side by side; a name in one of them is enough."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    city_zh = forms.CharField(label=_("City in Chinese"), max_length=80, required=False)
    about_zh = forms.CharField(
        label=_("Description in Chinese"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    city_en = forms.CharField(label=_("City in English"), max_length=80, required=False)
    about_en = forms.CharField(
        label=_("Description in English"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ror = forms.CharField(
        label=_("ROR id"),
        required=False,
        max_length=40,
        help_text=_("If you know it: 05gq02987, or its address at ror.org."),
    )
    fields_of_work = forms.ModelMultipleChoiceField(
        label=_("Priority fields"),
        queryset=PriorityField.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one field that the institution works in.")},
    )
    proof = LookedAtFileField(label=_("Proof"), required=False)
    field_order = [
        "name_zh", "name_en", "city_zh", "city_en", "about_zh", "about_en",
        "kind", "country", "province", "fields_of_work", "website", "ror", "proof",
    ]  # fmt: skip

    class Meta:
        model = Institution
        fields = ("kind", "country", "province", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for end, tag in (("zh", "zh-Hans"), ("en", "en")):
            for name in ("name", "city", "about"):
                self.fields[f"{name}_{end}"].widget.attrs["lang"] = tag
        self.initial.setdefault("country", "CN")
        self.fields["province"].help_text = _("In China.")
        self.fields["website"].help_text = _(
            "An officer looks there whether the institution is what it says."
        )
        self.fields["website"].required = True
        self.fields["proof"].help_text = " ".join(
            (
                gettext("A registration certificate, a licence or a letter of your superior authority."),
                what_is_taken(),
            )
        )
        if self.instance.pk:
            self.initial["ror"] = self.instance.ror or self.instance.claimed_ror
            self.initial["fields_of_work"] = list(self.instance.fields.all())
            for text in self.instance.texts.all():
                end = "zh" if text.language == Language.ZH else "en"
                for name in ("name", "city", "about"):
                    self.initial[f"{name}_{end}"] = getattr(text, name)

        if self.instance.verification == Verification.VERIFIED and self.instance.pk:
            for name in CHECKED:
                self.fields[name].disabled = True
                self.fields[name].required = False  # what was verified without it stays so

    def clean_ror(self) -> str:
        ror = bare(str(self.cleaned_data["ror"]))
        if ror:
            validate_ror(ror)
            if not fits(ror):
                raise forms.ValidationError(
                    gettext(
                        "There is no such ROR id: its last two figures do not fit the others. Check what you typed."
                    )
                )
        return ror

    def clean_proof(self) -> Brought | None:
        """What was handed in, looked at."""
        file = self.cleaned_data["proof"]
        if not file:
            return None
        data = file.read()
        try:
            return Brought(data=data, name=file.name, kind=kind_apart(data))
        except Refused as refused:
            raise forms.ValidationError(refusal(refused)) from refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            self.add_error("name_en", _("Write the name in Chinese, in English, or in both."))
        for end in ("zh", "en"):
            if not cleaned.get(f"name_{end}") and (cleaned.get(f"city_{end}") or cleaned.get(f"about_{end}")):
                self.add_error(
                    f"name_{end}", _("Where there is a text in this language, it needs the name too.")
                )
        open_to_change = not self.fields["province"].disabled
        if open_to_change and cleaned.get("country") == "CN" and not cleaned.get("province"):
            self.add_error("province", _("Choose the province."))
        return cleaned

    @property
    def details(self) -> Details:
        """Of a valid form. The language of the page is the original where both are there."""
        data = self.cleaned_data
        texts = {
            language: {name: data[f"{name}_{end}"] for name in ("name", "city", "about")}
            for language, end in ((Language.ZH, "zh"), (Language.EN, "en"))
            if data[f"name_{end}"]
        }
        first = get_language()
        return Details(
            kind=data["kind"],
            country=str(data["country"]),
            province=data["province"],
            website=data["website"],
            ror=data["ror"],
            proof=data["proof"],
            fields=list(data["fields_of_work"]),
            texts=dict(sorted(texts.items(), key=lambda item: item[0] != first)),
        )


class DecisionForm(forms.Form):
    """Why an institution is sent back."""

    reason = forms.CharField(
        label=_("What is to be mended"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The owners read it in a letter and on their page. Needed if you return it."),
    )

    def __init__(self, *args: Any, returned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._returned = returned

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if self._returned and not reason:
            raise forms.ValidationError(_("Write what is to be mended, so that they can do it."))
        return reason
