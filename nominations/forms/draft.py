"""What an attaché writes of somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.audience import Grant, grants_of
from accounts.domain.editing import Values
from accounts.models import User
from accounts.part_form import PartForm, text
from bases.models import Opening
from experts.domain.orcid import orcid_of
from nominations.domain.openings import nobody_goes
from taxonomy.choices import Language, SourceChannel
from taxonomy.countries import country_names
from taxonomy.models import PriorityField

LONG = 3000  # characters of the reason and of the evidence
_NUMBER = re.compile(r"(?:.*/openings/)?(\d{1,9})/?")


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen, asked for once."""

    granted: frozenset[str]
    fields: list[tuple[str, str]]
    channels: list[tuple[str, str]]
    grants: tuple[Grant, ...]
    confined: bool  # to some fields, in every post

    @classmethod
    def to(cls, user: User) -> Offered:
        rows, grants = PriorityField.objects.order_by("order"), grants_of(user)
        kinds = {SourceChannel.INTERMEDIARY if grant.fields else SourceChannel.ATTACHE for grant in grants}
        others = {SourceChannel.INTERMEDIARY, SourceChannel.ATTACHE} - kinds
        confined = kinds == {SourceChannel.INTERMEDIARY}
        return cls(
            granted=frozenset(code for grant in grants for code in grant.countries),
            fields=[(str(row.pk), str(row)) for row in rows],
            channels=[(value, str(label)) for value, label in SourceChannel.choices if value not in others],
            grants=grants,
            confined=confined,
        )

    @property
    def usual(self) -> str:
        """The channel of whoever writes."""
        return str(SourceChannel.INTERMEDIARY if self.confined else SourceChannel.ATTACHE)


class DraftForm(PartForm):
    name = text(
        gettext_lazy("Name in Latin script"),
        150,
        required=True,
        help_text=gettext_lazy("As on their papers; of a Chinese name the pinyin."),
    )
    native_name = text(
        gettext_lazy("Name in its own script"),
        150,
        help_text=gettext_lazy("In Chinese characters, for example."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("The letter goes there. Best the address of their institution."),
        error_messages={"invalid": gettext_lazy("An e-mail address looks like name@example.org.")},
    )
    orcid = text(
        gettext_lazy("ORCID iD"),
        60,
        help_text=gettext_lazy("16 figures, or the address of the record; if you know it."),
    )
    affiliation = text(gettext_lazy("Where they work"), 200)
    country = forms.ChoiceField(
        label=gettext_lazy("Country where they work"),
        help_text=gettext_lazy("One of the countries of your post."),
        error_messages={"required": gettext_lazy("Choose a country.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=Language.choices)
    opening = text(
        gettext_lazy("Opening"),
        200,
        help_text=gettext_lazy("Its number or its address. Leave it empty to recommend somebody in general."),
    )
    reason = text(
        gettext_lazy("Why you recommend them"),
        LONG,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "", "dir": "auto"}),
        help_text=gettext_lazy("The person reads this word for word."),
    )
    evidence = text(
        pgettext_lazy("of a recommendation", "Evidence"),
        LONG,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "", "dir": "auto"}),
        help_text=gettext_lazy("Papers, projects, prizes: where one can look it up."),
    )
    relation = text(
        gettext_lazy("How you know them"),
        200,
        help_text=gettext_lazy("For example: met at a conference in Lima, 2025."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Source channel"))

    def __init__(self, *args: Any, offered: Offered | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = country_names()
        self.offered = offered = offered or Offered.to(self.user)
        granted = offered.granted
        codes = [code for code in names if code in granted]
        stored = self.now["country"] if self.now else ""
        if stored and stored not in codes:
            codes.append(stored)
        blank = [] if len(codes) == 1 else [("", "–")]
        self.fields["country"].choices = blank + [(code, names.get(code, code)) for code in codes]  # type: ignore[attr-defined]
        channels = offered.channels
        if self.now and self.now["channel"] not in dict(channels):  # of whoever began the draft
            channels = [*channels, (self.now["channel"], str(SourceChannel(self.now["channel"]).label))]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        self.fields["channel"].initial = offered.usual
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("Fields of their work"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=offered.fields,
            help_text=self._accredited(),
        )
        self.fields["name"].error_messages["required"] = _("Write the name.")
        for name in ("name", "native_name", "email", "affiliation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def shown(self, now: Values) -> dict[str, Any]:
        return dict(now) | {"opening": "" if now["opening"] is None else str(now["opening"])}

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.user.email:
            raise forms.ValidationError(_("This is your own address; nobody recommends themselves."))
        return email

    def _accredited(self) -> str:
        """In which fields an intermediary may recommend; "" of whoever is free in one post at least."""
        if not self.offered.confined:
            return ""
        granted = {key for grant in self.offered.grants for key in grant.fields or ()}
        names = [label for key, label in self.offered.fields if key in granted]
        return _("You are accredited for %(fields)s: tick at least one of them.") % {
            "fields": pgettext("between two words of a row", ", ").join(names)
        }

    def clean(self) -> dict[str, Any]:
        """What the letter would be refused for later is said here."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        country, fields = data.get("country"), data.get("fields")
        opening = data.get("opening")
        row = Opening.objects.filter(pk=opening).first() if opening else None
        if country and (words := nobody_goes(row, {country})):
            self.add_error("opening", words)
        if self.offered.confined and country and fields is not None:
            if opening:
                of_opening = PriorityField.objects.filter(openings=opening)
                fields = {*fields, *of_opening.values_list("pk", flat=True)}
            if not any(grant.covers(country, fields) for grant in self.offered.grants):
                self.add_error("fields", self._accredited())
        return data

    def clean_orcid(self) -> str:
        typed = str(self.cleaned_data["orcid"])
        return typed and orcid_of(typed)

    def clean_opening(self) -> int | None:
        typed = str(self.cleaned_data["opening"]).strip()
        if not typed:
            return None
        found = _NUMBER.fullmatch(typed)
        row = Opening.objects.open().filter(pk=int(found[1])).first() if found else None
        if row is None:
            raise forms.ValidationError(
                _("No open opening has this number or address. Copy the address from its page.")
            )
        return row.pk

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        for name in ("reason", "evidence"):
            values[name] = values[name].replace("\r\n", "\n")
        return values | {"fields": sorted(values["fields"])}

    def groups(self) -> Iterable[tuple[str, list[BoundField]]]:
        who = ("name", "native_name", "email", "orcid", "affiliation", "country", "fields")
        yield _("Whom you recommend"), [self[name] for name in who]
        yield _("What you say of them"), [self[name] for name in ("reason", "evidence", "relation")]
        yield _("The letter"), [self[name] for name in ("language", "opening", "channel")]
