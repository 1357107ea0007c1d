"""What a member of a host's team says of a candidate."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.choices import Vote
from matching.models.note import LONGEST

BACK = "back"


class NoteForm(forms.Form):
    """Plain text; `sent` tells a second click from a second note."""

    text = forms.CharField(
        label=_("A note for the team"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": ""}),
        help_text=_("Only the team of the institution reads it, never the candidate."),
        error_messages={"required": _("Write something before you save.")},
    )
    sent = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "note_%s"} | kwargs)
        self.fields["sent"].initial = uuid4


class VoteForm(forms.Form):
    vote = forms.ChoiceField(
        label=_("Should we invite this person?"),
        choices=Vote.choices,
        widget=forms.RadioSelect,
        help_text=_("Each member of the team has one vote and may change it. It moves nobody in the list."),
        error_messages={"required": _("Choose one of the answers."), "invalid_choice": _("Choose one of the answers.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "vote_%s"} | kwargs)


class ConflictForm(forms.Form):
    reason = forms.CharField(
        label=_("What connects you with this person?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": ""}),
        help_text=_("The team reads it. You will not vote on this person; your vote, if you gave one, is taken back."),
        error_messages={"required": _("Say in a few words what connects you.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "conflict_%s"} | kwargs)
