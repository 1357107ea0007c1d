"""What an institution hands in as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bases.files.limits import BYTES, ENDINGS
from bases.files.words import WORDS


class LookedAtFileField(forms.FileField):
    """Refuses by size alone; what is in it is looked at when it is stored."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            error_messages={
                "required": gettext_lazy("Choose a file."),
                "empty": WORDS["empty"],
                "missing": gettext_lazy("Choose a file."),
            },
            widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
            **more,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file: UploadedFile | None = super().clean(data, initial)
        if file and (file.size or 0) > BYTES:
            raise forms.ValidationError(str(WORDS["too_large"]) % {"limit": BYTES // 2**20})
        return file


class PaperForm(forms.Form):
    """One file."""

    file = LookedAtFileField(label=gettext_lazy("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = what_is_taken()


def what_is_taken() -> str:
    return _("PDF, PNG or JPEG, at most %(limit)d MB.") % {"limit": BYTES // 2**20}
