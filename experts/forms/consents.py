"""What I agree to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language

from accounts.consent_texts import current_text
from accounts.models import Consent, Purpose, User


class ConsentsForm(forms.Form):
    """A box for each purpose that is not agreed to in its present wording. None is ever ticked from the start."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.latest: dict[str, Consent] = {}
        for consent in user.consents.order_by("given_at", "pk"):
            self.latest[consent.purpose] = consent
        for purpose in Purpose:
            text = current_text(purpose)
            if not self._agreed(purpose, text.version):
                wording = text.in_language(get_language())
                self.fields[purpose.value] = forms.BooleanField(
                    label=wording.title, help_text=wording.text, required=False
                )

    def _agreed(self, purpose: Purpose, version: str) -> bool:
        consent = self.latest.get(purpose)
        return consent is not None and consent.withdrawn_at is None and consent.version == version

    @property
    def chosen(self) -> list[Purpose]:
        return [Purpose(name) for name, yes in self.cleaned_data.items() if yes]
