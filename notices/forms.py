from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notices.choices import CHOSEN, Posting, Topic
from notices.domain.wishes import wish, wishes_of

# What letters of a topic are about, where its name does not say it.
HINTS = {
    Topic.OPENINGS: _(
        "Decisions on your institution, your bases and your openings; deadlines that closed one."
    ),
    Topic.NOMINATIONS: _("You are recommended, or what became of a recommendation of yours."),
    Topic.INTRODUCTIONS: _("Invitations, interest in your openings, and the answers."),
    Topic.MESSAGES: _("What the other side of an introduction writes to you."),
    Topic.EXCHANGES: _("Agreements, signatures, arrivals, changes of a stay."),
    Topic.OUTCOMES: _("Reports of the other side, evaluations, stories."),
    Topic.REMINDERS: _("Days before something of the above runs out or is due."),
}


class WishesForm(forms.Form):
    """How the letters of each topic go out."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        for topic, posting in wishes_of(user).items():
            self.fields[topic] = forms.ChoiceField(
                label=topic.label, help_text=HINTS[topic], choices=Posting.choices, initial=posting
            )

    def save(self) -> None:
        for topic in CHOSEN:
            if topic in self.changed_data:
                wish(self.user, topic, Posting(self.cleaned_data[topic]))
