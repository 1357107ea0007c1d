"""What the desk asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audience import Grant
from accounts.models import User
from attaches.domain.grants import countries_in, fields_in
from attaches.domain.handover import successor_by
from taxonomy.countries import country_choices
from taxonomy.models import PriorityField


class TaskFilter(forms.Form):
    """The list of tasks, narrowed to a country or a field that the reader's posts grant."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    field = forms.ChoiceField(label=_("Priority field"), required=False)

    def __init__(self, data: Any, *, grants: Iterable[Grant]) -> None:
        super().__init__(data)
        grants = tuple(grants)
        countries, fields = countries_in(grants), fields_in(grants)
        granted = [(code, name) for code, name in country_choices() if code in countries]
        named = [
            (field.slug, str(field))
            for field in PriorityField.objects.all()
            if fields is None or field.slug in fields
        ]
        for name, label, choices in (
            ("country", gettext("All my countries"), granted),
            ("field", gettext("All my fields"), named),
        ):
            self.fields[name].choices = [("", label), *choices]  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """Who takes over. `seen`: the mark of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    successor = forms.EmailField(
        label=_("E-mail address of the successor"),
        help_text=_(
            "They have to be an attaché already, or work for the same accredited body; officers invite them."
        ),
        error_messages={
            "required": _("Write the address of the successor."),
            "invalid": _("An e-mail address looks like name@example.org."),
        },
    )
    sure = forms.BooleanField(
        label=_("All of this goes over today."),
        error_messages={"required": _("Tick this, if you mean it.")},
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._giver = giver

    def clean_successor(self) -> User:
        user = successor_by(self.cleaned_data["successor"], giver=self._giver)
        if user is None:
            raise forms.ValidationError(
                gettext(
                    "With this address nobody is known who may take over. An officer can invite them as attaché first."
                )
            )
        return user
