"""What people write about their team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.part_form import TOO_LONG, PartForm, text
from experts.models import TeamInvitation, TeamMember
from taxonomy.choices import Language

LONGEST = 2_000  # characters


class TeamForm(PartForm):
    language = forms.ChoiceField(
        label=_("Language of the team"),
        choices=Language.choices,
        help_text=_(
            "In which you write what it does and what each covers; it is compared with openings in both."
        ),
    )
    name = text(_("Name of the team"), 150, required=True)
    other_name = text(_("Name in the other language"), 150)
    about = forms.CharField(
        label=_("What the team does"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Give the team a name.")
        self.fields["language"].initial = self.user.language


class CoverForm(forms.ModelForm[TeamMember]):
    class Meta:
        model = TeamMember
        fields = ("covers",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covers"].label = _("Covers")
        self.fields["covers"].help_text = _(
            "Fields, methods, a role: “laser diagnostics”. In the language of the team, 200 characters."
        )


class TeamInvitationForm(forms.ModelForm[TeamInvitation]):
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)

    class Meta:
        model = TeamInvitation
        fields = ("email", "covers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].error_messages |= {
            "required": _("Write the address that the invitation goes to."),
            "invalid": _("An e-mail address looks like name@example.org."),
        }
        self.fields["covers"].label = _("What they would cover")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        team = self.instance.team
        own = email == (team.lead.user.email if team.lead.user else "")
        if own or team.memberships.filter(profile__user__email=email).exists():
            raise forms.ValidationError(_("This person is in the team already."))
        return email
