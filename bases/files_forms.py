"""What an institution hands in as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bases.choices import PictureRole
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


class PictureForm(forms.Form):
    """A logo or a picture, described in both languages."""

    role = forms.ChoiceField(label=gettext_lazy("What it is"), choices=PictureRole.choices)
    file = LookedAtFileField(label=gettext_lazy("File"))
    alt_zh = forms.CharField(label=gettext_lazy("What it shows, in Chinese"), max_length=200)
    alt_en = forms.CharField(label=gettext_lazy("What it shows, in English"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _(
            "PNG or JPEG, at most %(limit)d MB. It is drawn anew, without what a camera noted of place and time."
        )
        self.fields["file"].help_text = said % {"limit": BYTES // 2**20}
        self.fields["file"].widget.attrs["accept"] = "image/png,image/jpeg"
        for name, tag in (("alt_zh", "zh-Hans"), ("alt_en", "en")):
            field = self.fields[name]
            field.widget.attrs |= {"lang": tag}
            field.help_text = _("Read aloud in place of the picture.")
            field.error_messages["required"] = _("Say what the picture shows; some readers do not see it.")


def what_is_taken() -> str:
    return _("PDF, PNG or JPEG, at most %(limit)d MB.") % {"limit": BYTES // 2**20}
