from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from notices.choices import CHOSEN, Posting
from notices.domain.wishes import wish, wishes_of


class WishesForm(forms.Form):
    """How the letters of each topic go out."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        for topic, posting in wishes_of(user).items():
            self.fields[topic] = forms.ChoiceField(
                label=topic.label, choices=Posting.choices, initial=posting
            )

    def save(self) -> None:
        for topic in CHOSEN:
            if topic in self.changed_data:
                wish(self.user, topic, Posting(self.cleaned_data[topic]))
