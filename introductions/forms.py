"""Forms of introductions."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bases.files.limits import BYTES
from bases.files_forms import LookedAtFileField
from introductions.models.message import LONGEST


class FirstWordsForm(forms.Form):
    """What somebody says with their yes."""

    words = forms.CharField(
        label=_("A few words to the other side"),
        help_text=_("As you like: why you write, and when it could be. At most 4,000 characters."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "", "dir": "auto"}),
    )


class MessageForm(forms.Form):
    """One message. `sent` tells two of them from one that was sent twice."""

    sent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "", "dir": "auto"}),
        error_messages={"required": _("Write a message first.")},
    )

    def __init__(self, *args: object, files: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if files:
            self.fields["file"] = LookedAtFileField(
                label=_("File"),
                required=False,
                help_text=_("PDF, PNG or JPEG, at most %(limit)d MB. It is checked before it is sent.")
                % {"limit": BYTES // 2**20},
            )

    @property
    def file(self) -> UploadedFile | None:
        return self.cleaned_data.get("file")
