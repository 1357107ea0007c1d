"""What people say about their data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bases.models import Opening
from privacy.choices import RequestKind

LONGEST = 4000


class ErasureForm(forms.Form):
    """Asked for behind a fresh log-in."""

    sure = forms.BooleanField(
        label=_("I understand that nothing of it can be brought back after seven days."),
        error_messages={"required": _("Tick this, if you mean it.")},
    )


class AskForm(forms.Form):
    """A request about somebody's data. Who is logged in is known by address."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("A letter asks you to confirm it; the answer goes there.")
    )
    text = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Where you met your data, what is wrong, what should be done. Send no documents."),
    )

    def __init__(self, data: Any = None, *, known: str = "") -> None:
        super().__init__(data)
        if known:
            del self.fields["email"]
        self.known = known

    @property
    def address(self) -> str:
        return self.known or str(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, text = cleaned.get("kind"), cleaned.get("text", "")
        if kind and kind not in (RequestKind.ACCESS, RequestKind.ERASURE) and not text.strip():
            self.add_error("text", _("Say what it is about, so that an officer can act."))
        return cleaned


class ReplyForm(forms.Form):
    reason = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your answer first.")},
    )


class OpeningField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Opening) -> str:
        return str(obj.label)


class ReviewForm(forms.Form):
    """An officer's word on one opening."""

    opening = OpeningField(
        label=_("Opening"), queryset=Opening.objects.none(), widget=forms.Select(attrs={"lang": ""})
    )
    fits = forms.TypedChoiceField(
        label=_("Does the person fit?"),
        choices=[("yes", _("Yes: the host is told")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it, and the host where they fit."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["opening"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Opening.objects.open().prefetch_related("texts").order_by("deadline", "pk")
