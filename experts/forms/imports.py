"""What somebody brings along for their profile, and what of it they take."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from experts.domain.import_fields import country_code, latin_and_native
from experts.domain.import_taking import Choice
from experts.domain.import_types import Plan
from experts.domain.imports import known_orcid
from experts.domain.orcid import orcid_of
from experts.importing import tidy
from experts.importing.limits import BYTES
from experts.importing.lookup import DOI, MOST_DOIS, ORCID, offered
from experts.models import Profile

LONGEST_TEXT = 500_000  # characters that may be pasted
SHOWN = 100  # publications with a box of their own


class BringForm(forms.Form):
    """A file, or a text that was pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    text = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("BibTeX, RIS, CSL-JSON, a list of DOIs or the text of a CV."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Here, where the language of the reader is known.
        said = _("At most %(limit)d MB. Its name does not matter, what is in it does.")
        self.fields["file"].help_text = said % {"limit": BYTES // 2**20}

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(limit)d MB. Bring a smaller one, or split it."),
                params={"limit": BYTES // 2**20},
            )
        return file

    def clean(self) -> dict[str, Any]:
        brought: dict[str, Any] = super().clean() or {}
        if not self.errors and not brought.get("file") and not (brought.get("text") or "").strip():
            self.add_error("file", _("Choose a file, or paste a text below."))
        return brought

    @property
    def data_brought(self) -> bytes:
        file = self.cleaned_data["file"]
        return bytes(file.read()) if file else str(self.cleaned_data["text"]).encode()

    @property
    def name_brought(self) -> str:
        """Of the file, without any folder."""
        file = self.cleaned_data["file"]
        return PurePath(str(file.name).replace("\\", "/")).name if file else ""


class LookupForm(forms.Form):
    """An ORCID iD or DOIs, for the servers that may be asked."""

    orcid = forms.CharField(label=_("ORCID iD"), required=False, max_length=60)
    dois = forms.CharField(
        label=_("DOIs"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"orcid": known_orcid(user)})
        # Here, where the language of the reader is known.
        self.fields["dois"].help_text = _("One in each line, %(most)d at most.") % {"most": MOST_DOIS}
        for name, kind in (("orcid", ORCID), ("dois", DOI)):
            if not offered(kind):
                del self.fields[name]

    def clean_orcid(self) -> str:
        typed: str = self.cleaned_data["orcid"]
        return typed and orcid_of(typed)

    def clean_dois(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["dois"]).splitlines() if line.strip()]
        found = [tidy.doi(line) for line in lines]
        if "" in found:
            wrong = lines[found.index("")]
            raise forms.ValidationError(_("“%(line)s” is no DOI."), params={"line": wrong[:100]})
        if len(found) > MOST_DOIS:
            raise forms.ValidationError(
                _("These are %(number)d; look up %(most)d at a time."),
                params={"number": len(found), "most": MOST_DOIS},
            )
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(asked.values()):
            raise forms.ValidationError(_("Write what is to be looked up."))
        return asked

    @property
    def asked(self) -> dict[str, Any]:
        """The DOIs, where some are written; else the iD."""
        dois = self.cleaned_data.get("dois")
        return {"dois": dois} if dois else {"orcid": self.cleaned_data["orcid"]}


class NewProfileForm(forms.ModelForm[Profile]):
    """The least that a profile needs, filled in from the file where it tells."""

    class Meta:
        model = Profile
        fields = ["kind", "name", "career_stage", "country"]

    def __init__(self, *args: Any, plan: Plan, account_name: str, **kwargs: Any) -> None:
        latin, _native = latin_and_native(plan.record)
        told = plan.record.country
        initial = {
            "name": (latin.value if latin else account_name)[:150],
            "country": country_code(told.value) if told else "",
        }
        super().__init__(*args, **kwargs)
        self.initial.update(initial)
        self.fields["name"].help_text = _("As you write it in Latin letters, one letter or a hundred.")


class TakeForm(forms.Form):
    """The ticked lines of a preview."""

    seen = forms.CharField(max_length=40)
    take = forms.MultipleChoiceField(required=False)
    rest = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, plan: Plan) -> None:
        super().__init__(data)
        shown = [line.key for line in plan.new_works[:SHOWN]]
        keys = [*(line.key for line in plan.lines), *shown]
        self.fields["take"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.titles = {key: data.get(f"title-{key}", "")[:500] for key in shown}

    @property
    def choice(self) -> Choice:
        return Choice(
            keys=frozenset(self.cleaned_data["take"]),
            rest=self.cleaned_data["rest"],
            shown=SHOWN,
            titles=self.titles,
        )
