"""What an institution says about itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bases.choices import InstitutionKind, Verification
from bases.domain.files import Sent
from bases.domain.registration import CHECKED, TEXTS
from bases.files_forms import LookedAtFileField, what_is_taken
from bases.models import Institution
from bases.ror import bare, fits
from bases.two_languages import TwoLanguagesForm
from taxonomy.choices import Province
from taxonomy.countries import country_choices
from taxonomy.models import PriorityField
from taxonomy.validators import validate_ror


class InstitutionForm(TwoLanguagesForm):
    """Both languages side by side; a name in one of them is enough."""

    texts = TEXTS
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "---------"), *InstitutionKind.choices])
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    province = forms.ChoiceField(
        label=_("Province"),
        required=False,
        choices=[("", "---------"), *Province.choices],
        help_text=_("In China."),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        assume_scheme="https",
        help_text=_("An officer looks there whether the institution is what it says."),
    )
    ror = forms.CharField(
        label=_("ROR id"),
        required=False,
        max_length=40,
        help_text=_("If you know it: 05gq02987, or its address at ror.org."),
    )
    fields_of_work = forms.MultipleChoiceField(
        label=_("Priority fields"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one field that the institution works in.")},
    )
    proof = LookedAtFileField(label=_("Proof"), required=False)

    def __init__(
        self,
        *args: Any,
        institution: Institution | None = None,
        begin: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        """`begin`: what a new one starts with."""
        super().__init__(*args, **more)
        if self.now is None:
            self.initial = {"country": "CN"} | (begin or {})
        self.add_line("name", {"zh": gettext("Name in Chinese"), "en": gettext("Name in English")}, 200)
        self.add_line("city", {"zh": gettext("City in Chinese"), "en": gettext("City in English")}, 80)
        self.add_text(
            "about",
            {"zh": gettext("Description in Chinese"), "en": gettext("Description in English")},
            rows=4,
            limit=5_000,
        )
        rows = PriorityField.objects.order_by("order")
        self.fields["fields_of_work"].choices = [(row.pk, str(row)) for row in rows]  # type: ignore[attr-defined]
        self.fields["proof"].help_text = " ".join(
            (
                gettext("A registration certificate, a licence or a letter of your superior authority."),
                what_is_taken(),
            )
        )
        if institution and institution.verification == Verification.VERIFIED:
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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.fields["province"].disabled:
            return data
        if data.get("country") != "CN":
            data["province"] = ""
        elif not data.get("province") and "province" not in self.errors:
            self.add_error("province", _("Choose the province."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "proof"}

    @property
    def proof_sent(self) -> Sent | None:
        file = self.cleaned_data["proof"]
        return Sent(data=file.read(), name=file.name) if file else None


class DecisionForm(forms.Form):
    """Why an institution is sent back; `seen` is the mark of the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
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
