"""What the desk asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from attaches.domain.handover import successor_by


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
                _(
                    "With this address nobody is known who may take over. An officer can invite them as attaché first."
                )
            )
        return user
