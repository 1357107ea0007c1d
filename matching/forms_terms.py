"""What people may write about terms; the checks are those of the terminology files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.terminology.files import LARGEST_FILE
from search.text.cedict import simplify
from search.text.characters import visible
from taxonomy.choices import Language
from taxonomy.models import PriorityField, Term, TermProposal
from taxonomy.terms import GENERAL, split

LONGEST_QUERY = 100
LONGEST_TEXT = 20_000


def field_choices(first: str, label: Any) -> list[tuple[str, Any]]:
    """The priority fields, after one more choice."""
    return [(first, label), *((field.pk, str(field)) for field in PriorityField.objects.all())]


class TermFilter(forms.Form):
    """Which terms the list shows."""

    q = forms.CharField(label=_("Text"), required=False, max_length=LONGEST_QUERY)
    language = forms.ChoiceField(
        label=_("Search in"),
        required=False,
        choices=[("", _("both languages")), (Language.ZH, _("Chinese")), (Language.EN, _("English"))],
    )
    field = forms.ChoiceField(label=_("Priority field"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = field_choices("", _("All fields"))
        choices.insert(1, (GENERAL, _("Every field uses it")))
        self.fields["field"].choices = choices  # type: ignore[attr-defined]


class Aliases(forms.CharField):
    """Several forms in one line, separated by |."""

    def prepare_value(self, value: Any) -> Any:
        return " | ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(split(super().clean(value) or "")))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(split(data or "")) != list(initial or [])


def simplified(written: str) -> str:
    """A Chinese form; traditional characters become simplified ones."""
    return simplify(visible(written)).strip()


class TermForm(forms.ModelForm[Term]):
    """A term with its other names."""

    zh_aliases = Aliases(
        label=_("Other Chinese forms"),
        required=False,
        help_text=_("Separated by |, traditional forms are found anyway."),
    )
    en_aliases = Aliases(
        label=_("Other English forms"),
        required=False,
        help_text=_("Separated by |, plurals are found anyway."),
    )

    class Meta:
        model = Term
        fields = ["zh", "en", "zh_aliases", "en_aliases", "field"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].empty_label = _("Every field uses it")  # type: ignore[attr-defined]

    def clean_zh(self) -> str:
        written: str = self.cleaned_data["zh"]
        return written if written == self.initial.get("zh") else simplified(written)


class ProposalForm(forms.ModelForm[TermProposal]):
    """A term that somebody misses."""

    class Meta:
        model = TermProposal
        fields = ["zh", "en", "field", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].empty_label = _("Every field uses it")  # type: ignore[attr-defined]

    def clean_zh(self) -> str:
        return simplified(self.cleaned_data["zh"])

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        zh, en = asked.get("zh"), asked.get("en")
        if zh and en:
            if Term.objects.filter(zh=zh).exists():
                self.add_error("zh", _("This is a term already."))
            try:
                Term(zh=zh, en=en).clean()
            except forms.ValidationError as error:
                self.add_error(None, error)
        return asked


class DeclineForm(forms.Form):
    """Why a proposal is not taken up; the proposer reads it."""

    answer = forms.CharField(label=_("Reason"), max_length=300)


class ImportForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "UTF-8 or GB18030, at most 2 MB; columns zh,en,zh_aliases,en_aliases and, if wanted, field."
        ),
    )
    field = forms.ChoiceField(label=_("Field of new terms, if the file has no such column"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = field_choices(GENERAL, _("Every field uses it"))  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 2 MB; split it into smaller ones."))
        return file

    def clean_field(self) -> str:
        return self.cleaned_data["field"] or GENERAL


class ApplyForm(forms.Form):
    """A plan that was shown, to be done."""

    text = forms.CharField(max_length=LARGEST_FILE, widget=forms.HiddenInput, strip=False)
    field = forms.CharField(max_length=20)
    digest = forms.CharField(max_length=64)


class TextForm(forms.Form):
    """A text to find keywords in."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A biography, an abstract, the description of an opening; it is not kept."),
    )


class IgnoreForm(forms.Form):
    """A missing word that is none."""

    surface = forms.CharField(max_length=60)
    language = forms.ChoiceField(choices=Language.choices)
